import Git
import Synchronization

/// Long chains, by their last event: anybody can make a request long, and a command that looks at it several times reads it
/// once. What an object id names never changes.
final class ChainCache: Sendable {
    private let chains = Mutex<[ObjectID: EventChain]>([:])
    /// Shorter ones are read as quickly as found.
    private static let long = 64
    private static let limit = 64

    func chain(endingIn tip: ObjectID, in repository: Repository) throws -> EventChain {
        if let known = chains.withLock({ $0[tip] }) { return known }
        let chain = try EventChain(endingIn: tip, in: repository)
        guard chain.count >= Self.long else { return chain }
        chains.withLock { chains in
            if chains.count >= Self.limit { chains = [:] }
            chains[tip] = chain
        }
        return chain
    }
}
