import Git
import Resources

/// The settings as they were at each moment of main's line; read anew only where they differ.
final class PastSettings {
    private let repository: Repository
    /// By the file.
    private var known = RecentCache<TreeEntry?, (settings: Settings?, findings: [Finding])>(limit: 64)

    init(_ repository: Repository) { self.repository = repository }

    /// The settings in a tree; nil if it has none, or they cannot be read.
    func settings(in tree: ObjectID) throws -> Settings? { try parsed(in: tree).settings }

    /// The same, with what is wrong with them; those of a tree without any cannot be read.
    func parsed(in tree: ObjectID) throws -> (settings: Settings?, findings: [Finding]) {
        let entry = try repository.entry(at: Layout.settingsPath, in: tree)
        if let known = known[entry] { return known }
        let parsed = Settings.parse(try entry.map { try readText(of: $0, in: repository) } ?? FileText(""))
        known.keep(parsed, as: entry)
        return parsed
    }

    /// Those that judge a commit: of its first parent.
    func settings(before commit: ObjectID) throws -> Settings? {
        guard let parent = try repository.commit(commit).parents.first else { return nil }
        return try settings(in: repository.commit(parent).tree)
    }

    /// Where the files lay. Settings that cannot be read lead nowhere: what lies at the top is looked at.
    func layout(of tree: ObjectID) throws -> Layout { Layout(root: try settings(in: tree)?.root ?? "") }
}
