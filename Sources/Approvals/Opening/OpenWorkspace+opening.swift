package import Git
import Resources

extension OpenWorkspace {
    /// - Parameter looksOnly: nothing will be published: what publishing would write is not kept.
    package convenience init(_ session: Session, looksOnly: Bool = false) throws {
        try self.init(session, Self.repository(of: session, looksOnly: looksOnly))
    }

    /// - Parameter repository: the one around the folder of `session`.
    package convenience init(_ session: Session, _ repository: Repository) throws {
        let past = PastSettings(repository)
        try self.init(session, repository, Self.main(in: repository, session, past), settings: past)
    }

    package static func repository(of session: Session, looksOnly: Bool = false) throws -> Repository {
        try Repository(at: session.directory, environment: session.environment, keepsObjects: !looksOnly)
    }

    /// The same workspace, read anew.
    package func refreshed() throws -> OpenWorkspace {
        try OpenWorkspace(
            session, repository, Self.main(in: repository, session, pastSettings), settings: pastSettings,
            signedActs: signedActs, chains: chains)
    }

    /// The same workspace as it was when main was at another commit of its line; drafts and requests are as they are now.
    func at(_ commit: ObjectID) throws -> OpenWorkspace {
        try OpenWorkspace(
            session, repository, found.at(commit), settings: pastSettings, signedActs: signedActs, chains: chains)
    }

    private static func main(in repository: Repository, _ session: Session, _ past: PastSettings) throws -> FoundMain {
        guard let found = try MainFinder(repository, session, settings: past).find() else {
            throw try absence(in: repository, session)
        }
        return found
    }

    /// Why no main was found: what is checked out, or a draft, may be of a workspace whose main is not here.
    static func absence(in repository: Repository, _ session: Session) throws -> any Refusal {
        let head = try repository.head().commit
        let remote = try Remote.configured(in: repository)
        // Drafts carry the settings too, and are left where somebody deletes main.
        let drafts = try repository.references(under: remote?.tracking(Refs.drafts) ?? Refs.drafts).map(\.id)
        let others = ([head].compactMap(\.self) + drafts).lazy
        guard
            let entry = try others.compactMap({
                try repository.entry(at: Layout.settingsPath, in: repository.commit($0).tree)
            }).first
        else {
            return WorkspaceRefusal.noWorkspace(
                directory: session.directory, isEmptyBare: repository.isBare && head == nil)
        }
        if repository.isShallow { return ContentRefusal.shallow }
        let pin = try Pin(of: repository)
        let branch =
            try repository.config("assent.branch") ?? pin?.branch
            ?? Settings.parse(readText(of: entry, in: repository)).settings?.branch ?? "main"
        let renamed = try FormerMain(branch, at: remote, in: repository).renamed(since: pin?.genesis)
        return WorkspaceRefusal.mainNotHere(
            branch: branch, remote: remote?.name, renamed: renamed, isAsked: session.hasFetched)
    }

    /// A first use, before the remote is asked: that main is gone from there is missed only by who knew it before.
    ///
    /// - Returns: what was taken; nil where it is known already, or cannot be told before the remote is asked.
    package static func takeUp(_ session: Session) throws -> MainNotice? {
        let repository = try Repository(at: session.directory, environment: session.environment)
        if try Pin(of: repository) != nil { return nil }
        // Not what this clone alone has: the remote may have more.
        guard let remote = try Remote.configured(in: repository),
            try !repository.references(under: remote.tracking(Refs.heads)).isEmpty
        else { return nil }
        return try MainFinder(repository, session).find()?.notice
    }

    /// Pins the branch that a person chose, with the commit that starts the workspace on it.
    package static func choose(_ branch: String, _ session: Session) throws {
        let repository = try Repository(at: session.directory, environment: session.environment)
        try MainFinder(repository, session).choose(branch)
    }
}
