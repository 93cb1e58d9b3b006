import Git
import Synchronization

/// A cache of long chains, by their last event: anybody can make a request long, and a command that looks at it several
/// times reads it once. What an object id names never changes.
final class ChainCache: Sendable {
    private let chains = Mutex<[ObjectID: EventChain]>([:])
    /// Shorter ones are read as quickly as found.
    private static let long = 64
    private static let limit = 64

    /// Far more events than people write about one request. Anybody may push as many as they like to its ref, and every
    /// listing reads them. What landed is read whatever its length.
    static let most = 25_000

    func chain(endingIn tip: ObjectID, in repository: Repository) throws -> EventChain {
        if let known = chains.withLock({ $0[tip] }) { return known }
        let chain = try EventChain(endingIn: tip, most: Self.most) { id in try repository.commit(id) }
        guard chain.count >= Self.long else { return chain }
        chains.withLock { chains in
            if chains.count >= Self.limit { chains = [:] }
            chains[tip] = chain
        }
        return chain
    }
}
