import Git
import Resources

/// A type that works on one workspace: it is given the workspace, and has short names for what it needs of it.
package protocol OnWorkspace {
    var workspace: OpenWorkspace { get }
}

extension OnWorkspace {
    var session: Session { workspace.session }
    var repository: Repository { workspace.repository }
    var published: Snapshot { workspace.published }
    var settings: Settings { workspace.settings }
    var policy: Policy { workspace.policy }
    var layout: Layout { workspace.layout }
    var remote: Remote? { workspace.remote }
    var main: String { workspace.main }
    var branch: String { workspace.branch }
    var tip: ObjectID { workspace.tip }
    var genesis: ObjectID? { workspace.genesis }
    var isMainGone: Bool { workspace.isMainGone }
    var notice: MainNotice? { workspace.notice }
    var line: MainLine { workspace.line }
    var pastSettings: PastSettings { workspace.pastSettings }
    var signedActs: SignedActs { workspace.signedActs }
    var chains: ChainCache { workspace.chains }

    func me() throws -> Member { try workspace.me() }
    func snapshot(of commit: ObjectID) throws -> Snapshot { try workspace.snapshot(of: commit) }
    func refreshed() throws -> OpenWorkspace { try workspace.refreshed() }
    func signature(of member: Member) -> AuthorStamp { workspace.signature(of: member) }
}
