import Git
import Resources

/// Files that no draft governs, such as CI files.
package enum PlacedFile {
    /// Refuses where a file cannot be written, before anything is done.
    ///
    /// - Parameter command: what shows its text, to put it into the one that is there.
    package static func requireRoom(for path: String, shownBy command: [String], _ session: Session) throws {
        let repository = try Repository(at: session.directory, environment: session.environment)
        guard repository.workDirectory != nil else { throw WorkspaceRefusal.noWorkTree }
        if repository.workFiles.file(at: path, limit: 1) != nil {
            throw WorkspaceRefusal.fileExists(path: path, shownBy: command)
        }
    }

    /// Writes a file that no draft governs into the work tree, where it is committed like any other.
    package static func place(
        _ text: String, at path: String, shownBy command: [String], _ session: Session
    ) throws {
        try requireRoom(for: path, shownBy: command, session)
        let repository = try Repository(at: session.directory, environment: session.environment)
        do { try repository.workFiles.create(at: path, bytes: Array(text.utf8)) } catch {
            if error.isExists { throw WorkspaceRefusal.fileExists(path: path, shownBy: command) }
            throw error
        }
    }

    /// Writes the JSON Schemas for editors where nothing stands in their place; answers the paths of those.
    package static func placeSchemas(_ session: Session) throws -> [String] {
        let repository = try Repository(at: session.directory, environment: session.environment)
        guard repository.workDirectory != nil else { throw WorkspaceRefusal.noWorkTree }
        let absent = SchemaKind.allCases.filter { repository.workFiles.file(at: $0.path, limit: 1) == nil }
        for schema in absent { try repository.workFiles.create(at: schema.path, bytes: schema.file) }
        return absent.map(\.path)
    }
}
