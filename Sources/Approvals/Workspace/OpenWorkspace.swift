import FoundationEssentials
package import Git
package import Resources
import SSH
import Spelling

/// A workspace as one command finds it: the repository, what is published, and who is asking. One value an operation:
/// what other people publish meanwhile shows only in the next one.
package final class OpenWorkspace {
    package let session: Session
    package let repository: Repository
    let found: FoundMain
    /// The tree that is published.
    package let published: Snapshot
    package let settings: Settings
    package let policy: Policy
    var knownDraftChanges: DraftChanges?
    var knownDraftDifferences: DraftDifferences?
    let line: MainLine
    let pastSettings: PastSettings
    let signedActs: SignedActs
    let chains: ChainCache

    /// The repository that a team shares; nil: the workspace lives here alone.
    package var remote: Remote? { found.remote }
    /// `refs/heads/main`, or whatever the settings name.
    package var main: String { found.name }
    /// The commit that is published; with a remote, there, as of the last fetch.
    package var tip: ObjectID { found.tip }
    /// The commit that started the workspace, as it is pinned here; nil in a shallow clone.
    package var genesis: ObjectID? { found.genesis }
    /// The remote no longer has main: what was fetched of it can be read, and nothing can be recorded.
    package var isMainGone: Bool { found.isGone }
    /// How main was found, where a person should know.
    package var notice: MainNotice? { found.notice }
    package var layout: Layout { published.layout }
    package var branch: String { String(main.dropFirst(Refs.heads.count)) }

    init(
        _ session: Session, _ repository: Repository, _ found: FoundMain, settings past: PastSettings,
        signedActs: SignedActs = SignedActs(), chains: ChainCache = ChainCache()
    ) throws {
        self.found = found
        self.session = session
        self.signedActs = signedActs
        self.chains = chains
        self.repository = repository
        line = MainLine(found.tip, in: repository)
        pastSettings = past
        let tree = try repository.commit(found.tip).tree
        settings = try Self.settings(of: found, in: repository, past, takesOlder: session.takesOlderSettings)
        published = Snapshot(repository, tree: tree, layout: Layout(root: settings.root))
        policy = Policy(settings, connections: try published.connections())
    }

    /// The settings that count at main's tip.
    ///
    /// - Parameter takesOlder: where they cannot be read, the last before them that can; where main's line has none, because
    ///   it was exchanged for another, those of the line that this clone knew.
    private static func settings(
        of found: FoundMain, in repository: Repository, _ past: PastSettings, takesOlder: Bool
    ) throws -> Settings {
        let tree = try repository.commit(found.tip).tree
        let (settings, problems) = try past.parsed(in: tree)
        if let settings { return settings }
        if takesOlder {
            let known = try [Pin(of: repository)?.lastSeen, found.genesis].compactMap(\.self)
            for tip in [found.tip] + known where repository.exists(tip) {
                for older in try repository.firstParents(from: tip) {
                    if let settings = try past.settings(in: repository.commit(older).tree) { return settings }
                }
            }
        }
        guard try repository.entry(at: Layout.settingsPath, in: tree) != nil else {
            throw WorkspaceRefusal.settingsGone(
                branch: found.name.shortBranch, remote: found.remote?.name)
        }
        throw WorkspaceRefusal.unreadableSettings(problems)
    }

    /// The settings in a tree.
    static func settings(in tree: ObjectID, of repository: Repository) throws -> Settings {
        try settings(in: tree, PastSettings(repository))
    }

    static func settings(in tree: ObjectID, _ past: PastSettings) throws -> Settings {
        let (settings, findings) = try past.parsed(in: tree)
        guard let settings else { throw WorkspaceRefusal.unreadableSettings(findings) }
        return settings
    }

    /// Opens the same workspace on another core, since no repository may be shared; nothing that is written there is kept.
    var onAnotherCore: @Sendable () throws -> OpenWorkspace {
        let (session, found) = (session, found)
        let (directory, environment) = (repository.gitDirectory, repository.environment)
        return {
            let other = try Repository(at: directory, environment: environment, keepsObjects: false)
            return try OpenWorkspace(session, other, found, settings: PastSettings(other))
        }
    }

    /// A remote that is named and could not be asked may have the workspace: nothing is recorded beside it. Nor beside
    /// one that had it, and of which somebody took main away.
    package func requireAsked() throws {
        if let problem = session.fetchProblem { throw problem }
        try requireMain()
    }

    /// Main is still where it is shared.
    package func requireMain() throws {
        if let absence = try absenceOfMain() { throw absence }
    }

    /// That main is gone from where it is shared; nil where it is there.
    package func absenceOfMain() throws -> WorkspaceRefusal? {
        guard isMainGone, let remote else { return nil }
        let renamed = try FormerMain(branch, at: remote, in: repository).renamed(since: genesis)
        return .mainGone(branch: branch, remote: remote.name, tip: tip, renamed: renamed)
    }

    /// Main has the name that its settings give it: else whatever is recorded names a branch that they do not.
    package func requireNamedMain() throws {
        guard settings.branch.isExactly(branch) else {
            throw WorkspaceRefusal.mainToRename(branch: branch, to: settings.branch, remote: remote?.name)
        }
    }

    package func snapshot(of commit: ObjectID) throws -> Snapshot {
        Snapshot(repository, tree: try repository.commit(commit).tree, layout: layout)
    }
}

// MARK: - Who is asking

extension OpenWorkspace {
    /// Who I am: git config `assent.member`, else the one member whose `email` is git's `user.email` (format.md).
    package func me() throws -> Member { try me(in: settings) }

    /// The same by other settings.
    package func me(in settings: Settings) throws -> Member { try Self.me(in: settings, of: repository, session) }

    /// The same where no workspace is open yet.
    static func me(in settings: Settings, of repository: Repository, _ session: Session) throws -> Member {
        if let id = try repository.config("assent.member") {
            guard let member = settings.member(id) else {
                throw MemberRefusal.unknownMember(id, nearest: nearest(id, among: settings.members.map(\.id)))
            }
            return member
        }
        let email = try gitEmail(of: repository, session)
        let members = email.map(settings.members(email:)) ?? []
        guard let member = members.first else {
            throw MemberRefusal.stranger(
                name: try session.environment["GIT_AUTHOR_NAME"] ?? repository.config("user.name"), email: email,
                key: try SigningKey.told(in: repository, session.environment)?.publicKey?.line)
        }
        guard members.count == 1 else {
            throw MemberRefusal.ambiguousMember(email: email ?? "", members: members.map(\.id))
        }
        return member
    }

    /// git's identity: its environment goes before its configuration, as in git.
    private static func gitEmail(of repository: Repository, _ session: Session) throws -> String? {
        if let email = session.environment["GIT_AUTHOR_EMAIL"], !email.isEmpty { return email }
        return try repository.config("user.email")
    }

    /// Me, if my role has this permission at all.
    package func me(who permission: Permission) throws -> Member {
        let member = try me()
        guard settings.permissions(of: member).contains(permission) else {
            throw MemberRefusal.lacksPermission(
                member: member.id, permission, who: settings.members(who: permission).map(\.id))
        }
        return member
    }

    /// The committer of what a member lands or saves.
    package func signature(of member: Member) -> AuthorStamp {
        AuthorStamp(
            name: member.name.isEmpty ? member.id : member.name,
            email: member.email.isEmpty ? "\(member.id)@assent.invalid" : member.email,
            time: Int64(session.clock().timeIntervalSince1970), offsetMinutes: 0)
    }
}
