import Dispatch
import Git
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension OpenWorkspace {
    /// Plans many open requests, in order, on all cores, each for itself: one that cannot be planned says why.
    package func plans(ofAll requests: [ApprovalRequest]) -> [Result<Plan, any Error>] {
        let planning = Planning(requests, tip: tip, session)
        return planning.plans(in: self)
    }
}

/// Plans of many requests. Each core opens the workspace for itself, since no repository may be shared, and takes the
/// next few requests that nobody has taken.
private final class Planning: Sendable {
    private let requests: [ApprovalRequest]
    private let tip: ObjectID
    private let session: Session
    private let helpers = DispatchGroup()
    private let next = Atomic(0)
    private let made = Mutex<[Int: [Result<Plan, any Error>]]>([:])

    private static let chunk = 16

    init(_ requests: [ApprovalRequest], tip: ObjectID, _ session: Session) {
        self.requests = requests
        self.tip = tip
        self.session = session
        let helping = min(Self.cores - 1, requests.count / (4 * Self.chunk))
        guard helping > 0 else { return }
        expectMuchMemory()
        for _ in 0..<helping {
            DispatchQueue.global().async(group: helpers) { [self] in
                expectMuchMemory()
                do {
                    let workspace = try OpenWorkspace(self.session, looksOnly: true)
                    // Should main have moved since, then whoever asked does it alone.
                    if workspace.tip == self.tip { work(in: workspace) }
                } catch {}
            }
        }
    }

    func plans(in workspace: OpenWorkspace) -> [Result<Plan, any Error>] {
        work(in: workspace)
        helpers.wait()
        return made.withLock { made in
            stride(from: 0, to: requests.count, by: Self.chunk).flatMap { made[$0] ?? [] }
        }
    }

    private func work(in workspace: OpenWorkspace) {
        while true {
            let start = next.add(Self.chunk, ordering: .relaxed).oldValue
            guard start < requests.count else { return }
            let plans = requests[start..<min(start + Self.chunk, requests.count)].map { request in
                Result { try workspace.plan(request) }
            }
            made.withLock { $0[start] = plans }
        }
    }

    private static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
