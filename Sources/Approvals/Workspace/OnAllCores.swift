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

/// One thing done to each of many items, on all cores, answered in their order. It begins at once, beside whatever its
/// maker does until it asks for the outcomes.
final class OnAllCores<Item: Sendable, Outcome: Sendable>: Sendable {
    /// Of items that follow one another, an outcome for each.
    typealias Work = (ArraySlice<Item>) -> [Outcome]

    let items: [Item]
    private let chunk: Int
    private let helpers = DispatchGroup()
    /// The first item that nobody has taken up.
    private let next = Atomic(0)
    private let done = Mutex<[Int: [Outcome]]>([:])

    /// - Parameters:
    ///   - chunk: how many items are taken up at a time.
    ///   - helper: made on each further core, since no repository may be shared; a core for which there is none does not
    ///     help.
    init(_ items: [Item], chunk: Int, helper: @escaping @Sendable () -> Work?) {
        self.items = items
        self.chunk = chunk
        let helping = min(Self.cores - 1, items.count / (2 * chunk))
        guard helping > 0 else { return }
        expectMuchMemory()
        for _ in 0..<helping {
            DispatchQueue.global().async(group: helpers) { [self] in
                expectMuchMemory()
                if let work = helper() { take(work) }
            }
        }
    }

    /// All of them; whoever asks helps with what is left.
    func outcomes(_ work: Work) -> [Outcome] {
        take(work)
        helpers.wait()
        return done.withLock { done in
            stride(from: 0, to: items.count, by: chunk).flatMap { done[$0] ?? [] }
        }
    }

    private func take(_ work: Work) {
        while true {
            let start = next.add(chunk, ordering: .relaxed).oldValue
            guard start < items.count else { return }
            let outcomes = work(items[start..<min(start + chunk, items.count)])
            done.withLock { $0[start] = outcomes }
        }
    }

    private static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}

extension OnAllCores {
    /// Work that reads a repository: each further core opens it for itself.
    convenience init(
        _ items: [Item], chunk: Int, in repository: Repository, helper: @escaping @Sendable (Repository) -> Work
    ) {
        let (directory, environment) = (repository.gitDirectory, repository.environment)
        let verifiesObjects = repository.verifiesObjects
        self.init(items, chunk: chunk) {
            do {
                let own = try Repository(at: directory, environment: environment)
                own.verifiesObjects = verifiesObjects
                return helper(own)
            } catch { return nil }
        }
    }
}
