import Git
import Resources

/// The branch that is published on a server, as its hooks find it: nothing is written, and no remote of the server's own
/// is looked at.
struct ServedMain {
    /// Without `refs/heads/`; nil: no workspace is here yet, and nothing says what its branch will be called.
    let branch: String?
    /// Nil: the branch is not here yet, or has no settings yet.
    let tip: ObjectID?
    /// The commit that starts the workspace; nil: whatever starts it will be pinned.
    let genesis: ObjectID?

    /// Several branches are the published one by what their settings say.
    struct Unclear: Error { let branches: [String] }

    init(in repository: Repository) throws {
        let pin = try Pin(of: repository)
        if let branch = try OwnConfiguration(of: repository).values(of: "assent.branch").last ?? pin?.branch {
            if let pin, try repository.reference(Refs.heads + branch) == nil,
                let next = try Self.renamed(from: branch, pin.genesis, in: repository)
            {
                (self.branch, tip, genesis) = (next.branch, next.tip, pin.genesis)
                return
            }
            self.branch = branch
            tip = try Self.workspace(at: Refs.heads + branch, in: repository)
            genesis = try pin?.genesis ?? tip.flatMap { try Self.genesis(of: $0, in: repository) }
            return
        }
        let found = try Self.guess(in: repository)
        branch = found?.branch
        tip = found?.tip
        genesis = try pin?.genesis ?? tip.flatMap { try Self.genesis(of: $0, in: repository) }
    }

    /// The branch that a person names.
    init(_ branch: String, in repository: Repository) throws {
        self.branch = branch
        tip = try Self.workspace(at: Refs.heads + branch, in: repository)
        genesis = try tip.flatMap { try Self.genesis(of: $0, in: repository) }
    }

    /// The branch on which main goes on, which is gone under its old name: the only one whose whole line is proven.
    private static func renamed(
        from branch: String, _ genesis: ObjectID, in repository: Repository
    ) throws -> (branch: String, tip: ObjectID)? {
        let found = try candidates(in: repository).filter { candidate in
            try Verifier(repository).isOnLine(genesis, of: candidate.id)
                && Verifier(repository).verify(candidate.id, genesis: genesis).failure == nil
        }
        return found.count == 1 ? (found[0].name.shortBranch, found[0].id) : nil
    }

    /// Branches whose own settings name them.
    private static func candidates(in repository: Repository) throws -> [Reference] {
        try repository.references(under: Refs.heads).filter {
            try !$0.name.hasBytes(Refs.drafts) && names($0.name, itself: $0.id, in: repository)
        }
    }

    /// The branch that HEAD names, else the only one whose own settings name it.
    private static func guess(in repository: Repository) throws -> (branch: String, tip: ObjectID)? {
        if case .branch(let name, let tip?) = try repository.head(), try names(name, itself: tip, in: repository) {
            return (name.shortBranch, tip)
        }
        let found = try candidates(in: repository)
        if found.count > 1 { throw Unclear(branches: found.map(\.name.shortBranch)) }
        return found.first.map { ($0.name.shortBranch, $0.id) }
    }

    /// Whether the settings in a commit call the published branch by this name.
    static func names(_ name: String, itself tip: ObjectID, in repository: Repository) throws -> Bool {
        try settings(at: tip, in: repository)?.branch.isExactly(name.shortBranch) ?? false
    }

    /// Nil where there are none, or they cannot be read.
    static func settings(at tip: ObjectID, in repository: Repository) throws -> Settings? {
        // An ordinary branch may lead to anything.
        guard try repository.kind(of: tip) == .commit else { return nil }
        return try PastSettings(repository).settings(in: repository.commit(tip).tree)
    }

    private static func workspace(at name: String, in repository: Repository) throws -> ObjectID? {
        guard let tip = try repository.reference(name),
            try repository.entry(at: Layout.settingsPath, in: repository.commit(tip).tree) != nil
        else { return nil }
        return tip
    }

    private static func genesis(of tip: ObjectID, in repository: Repository) throws -> ObjectID? {
        try Verifier(repository).findGenesis(in: repository.firstParents(from: tip))
    }
}
