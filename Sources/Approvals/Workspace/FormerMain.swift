import Git
import Resources

/// A main that is gone, whose branch may have been renamed without the settings: reported, and never followed.
struct FormerMain {
    private let branch: String
    private let remote: Remote?
    private let repository: Repository

    init(_ branch: String, at remote: Remote?, in repository: Repository) {
        self.branch = branch
        self.remote = remote
        self.repository = repository
    }

    /// The one branch, but for drafts, that has what main had.
    ///
    /// - Parameter genesis: the start that is pinned; nil: what the branch's own settings call main is all there is to
    ///   go by.
    func renamed(since genesis: ObjectID?) throws -> String? {
        let heads = remote?.tracking(Refs.heads) ?? Refs.heads
        let likely = try repository.references(under: heads).compactMap { reference -> String? in
            let name = String(reference.name.dropFirst(heads.count))
            guard !(Refs.heads + name).hasPrefix(Refs.drafts), remote == nil || name != "HEAD" else { return nil }
            return try hasMain(reference.id, since: genesis) ? name : nil
        }
        return likely.count == 1 && !likely[0].isExactly(branch) ? likely[0] : nil
    }

    private func hasMain(_ tip: ObjectID, since genesis: ObjectID?) throws -> Bool {
        if let genesis { return try repository.firstParents(from: tip, until: genesis) != nil }
        do {
            let tree = try repository.commit(tip).tree
            guard try repository.entry(at: Layout.settingsPath, in: tree) != nil else { return false }
            return try OpenWorkspace.settings(in: tree, of: repository).branch.isExactly(branch)
        } catch is any Refusal { return false }
    }
}
