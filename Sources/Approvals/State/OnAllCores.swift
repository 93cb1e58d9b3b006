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
///
/// Each core has a part of the items to itself, since what one item takes is often close to what the next one does. Who
/// is done with it takes over half of what somebody else has left.
package final class OnAllCores<Item: Sendable, Value: Sendable>: Sendable {
    /// Of items that follow one another, an outcome for each.
    package typealias Work = (ArraySlice<Item>) -> [Value]

    let items: [Item]
    private let chunk: Int
    private let helpers = DispatchGroup()
    /// By core, what it has still to take up.
    private let parts: Mutex<[Range<Int>]>
    private let done = Mutex<[Int: [Value]]>([:])

    /// - Parameters:
    ///   - chunk: how many items are taken up at a time.
    ///   - helper: made on each further core, since no repository may be shared; a core for which there is none does not
    ///     help.
    package init(_ items: [Item], chunk: Int, helper: @escaping @Sendable () -> Work?) {
        self.items = items
        self.chunk = chunk
        let helping = min(Self.cores - 1, items.count / (2 * chunk))
        let ends = (0...helping + 1).map { items.count * $0 / (helping + 1) }
        parts = Mutex(zip(ends, ends.dropFirst()).map { $0..<$1 })
        guard helping > 0 else { return }
        expectMuchMemory()
        for core in 1...helping {
            DispatchQueue.global().async(group: helpers) { [self] in
                expectMuchMemory()
                if let work = helper() { take(work, as: core) }
            }
        }
    }

    /// All of them; whoever asks helps with what is left.
    package func outcomes(_ work: Work) -> [Value] {
        take(work, as: 0)
        helpers.wait()
        return done.withLock { done in done.sorted { $0.key < $1.key }.flatMap(\.value) }
    }

    private func take(_ work: Work, as core: Int) {
        while let range = next(for: core) {
            let outcomes = work(items[range])
            done.withLock { $0[range.lowerBound] = outcomes }
        }
    }

    /// The next few items of a core's part; nil: all are taken up.
    private func next(for core: Int) -> Range<Int>? {
        parts.withLock { parts in
            if parts[core].isEmpty, let most = parts.indices.max(by: { parts[$0].count < parts[$1].count }) {
                let left = parts[most]
                let middle = left.lowerBound + left.count / 2
                (parts[most], parts[core]) = (left.lowerBound..<middle, middle..<left.upperBound)
            }
            let part = parts[core]
            guard !part.isEmpty else { return nil }
            let end = min(part.lowerBound + chunk, part.upperBound)
            parts[core] = end..<part.upperBound
            return part.lowerBound..<end
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
