import Git
import Resources

/// What was read from one state of a workspace. It is used again for the next state where objects are the same.
final class StateCache {
    let syncsByModel: SyncsByModel
    let texts = Texts()
    /// By the files that lie beside the folders.
    var connections: (layout: Layout, files: [TreeEntry], connections: Connections)?
    /// Of the folder of each kind that was read last: most changes leave all names as they are.
    private var names: [ResourceKind: FolderNames] = [:]

    init(_ syncsByModel: SyncsByModel = SyncsByModel()) { self.syncsByModel = syncsByModel }

    /// The names of the resources that lie in a folder.
    func names(of kind: ResourceKind, in folder: ObjectID, _ repository: Repository) throws -> FolderNames {
        if var known = names[kind], try repository.differInContentsOnly(known.folder, folder) {
            // From one state to the next little differs; from the first to the last much does.
            known.folder = folder
            names[kind] = known
            return known
        }
        let found = try FolderNames(folder, repository)
        names[kind] = found
        return found
    }
}

/// Slugs of what lies in one folder.
struct FolderNames {
    fileprivate(set) var folder: ObjectID
    let slugs: [String]
    /// False: no two differ in letter case or Unicode form alone.
    let mayCollide: Bool

    init(_ folder: ObjectID, _ repository: Repository) throws {
        self.folder = folder
        slugs = try repository.tree(folder).compactMap { entry in
            entry.mode == .tree ? nil : Layout.slug(ofFile: entry.rawName)
        }
        mayCollide = WorkspaceFiles.mayCollide(slugs)
    }
}

/// Texts read lately: the states of one walk, and the two sides of a merge, have most of theirs in common.
final class Texts {
    private var texts = RecentCache<Stored, FileText>()

    private struct Stored: Hashable {
        let id: ObjectID
        let mode: FileMode
    }

    func text(of entry: TreeEntry, in repository: Repository) throws -> FileText {
        let stored = Stored(id: entry.id, mode: entry.mode)
        if let known = texts[stored] { return known }
        let text = try readText(of: entry, in: repository)
        texts.keep(text, as: stored)
        return text
    }
}
