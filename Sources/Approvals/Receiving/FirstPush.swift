import Git
import Resources

/// The first push of a workspace: main comes as a whole, and is proven from its start.
struct FirstPush {
    private let repository: Repository
    private let served: ServedMain

    init(_ repository: Repository, _ served: ServedMain) {
        self.repository = repository
        self.served = served
    }

    /// - Parameter main: in full.
    func problem(_ ref: PushedRef, _ main: String, _ tip: ObjectID) throws -> PushRefusal.Reason? {
        guard try repository.kind(of: tip) == .commit else { return .notCommit }
        let line = try repository.firstParents(from: tip)
        if let genesis = served.genesis, !line.contains(genesis) { return .anotherStart(pinned: genesis) }
        guard let settings = try ServedMain.settings(at: tip, in: repository) else { return .noWorkspace }
        guard settings.branch.isExactly(main.shortBranch) else { return .anotherMain(branch: settings.branch) }
        let verification = try Verifier(repository).verify(
            tip, genesis: served.genesis, remembered: ref.old.map { [$0] } ?? [])
        return verification.failure.map { .invalid($0) }
    }
}
