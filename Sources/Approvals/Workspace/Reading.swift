import Dispatch
import Git
import Resources
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads many governed files, in order, on all cores: it begins at once, beside whatever its maker does until it asks for
/// the files. Each core has a repository of its own, since none may be shared.
final class Reading: Sendable {
    private let entries: [(file: GovernedFile, entry: TreeEntry)]
    private let layout: Layout
    private let directory: String
    private let environment: [String: String]
    private let helpers = DispatchGroup()
    /// The first entry that nobody has taken up.
    private let next = Atomic(0)
    private let read = Mutex<[Int: Result<[ReadFile], any Error>]>([:])

    private static let chunk = 64

    init(_ entries: [(file: GovernedFile, entry: TreeEntry)], at layout: Layout, of repository: Repository) {
        self.entries = entries
        self.layout = layout
        directory = repository.gitDirectory
        environment = repository.environment
        let helping = min(Self.cores - 1, entries.count / (2 * Self.chunk))
        guard helping > 0 else { return }
        expectMuchMemory()
        for _ in 0..<helping {
            DispatchQueue.global().async(group: helpers) { [self] in
                expectMuchMemory()
                var own: Repository?
                work { () throws(GitError) in
                    if let own { return own }
                    let opened = try Repository(at: directory, environment: environment)
                    own = opened
                    return opened
                }
            }
        }
    }

    /// All of them; whoever asks helps to read what is left.
    func files(with repository: Repository) throws -> [ReadFile] {
        work { () throws(GitError) in repository }
        helpers.wait()
        return try read.withLock { read in
            try stride(from: 0, to: entries.count, by: Self.chunk).flatMap { try read[$0]?.get() ?? [] }
        }
    }

    private func work(with repository: () throws(GitError) -> Repository) {
        while true {
            let start = next.add(Self.chunk, ordering: .relaxed).oldValue
            guard start < entries.count else { return }
            let mine = entries[start..<min(start + Self.chunk, entries.count)]
            let files = Result {
                try mine.map { file, entry in
                    ReadFile(file, try repository().text(of: entry), at: layout.path(of: file))
                }
            }
            read.withLock { $0[start] = files }
        }
    }

    private static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
