import Git
import Resources

/// The settings as they were at each moment of main's line; read anew only where they differ.
final class PastSettings {
    private let repository: Repository
    private var known: [ObjectID: Settings?] = [:]

    init(_ repository: Repository) { self.repository = repository }

    /// The settings in a tree; nil if it has none, or they cannot be read.
    func settings(in tree: ObjectID) throws -> Settings? {
        guard let entry = try repository.entry(at: Layout.settingsPath, in: tree) else { return nil }
        if let settings = known[entry.id] { return settings }
        let settings = Settings.parse(try readText(of: entry, in: repository)).settings
        known[entry.id] = .some(settings)
        return settings
    }

    /// Those that judge a commit: of its first parent.
    func settings(before commit: ObjectID) throws -> Settings? {
        guard let parent = try repository.commit(commit).parents.first else { return nil }
        return try settings(in: repository.commit(parent).tree)
    }

    /// Where the files lay. Settings that cannot be read lead nowhere: what lies at the top is looked at.
    func layout(of tree: ObjectID) throws -> Layout { Layout(root: try settings(in: tree)?.root ?? "") }
}
