import Git
import Resources

/// Reads many governed files, in order, on all cores, while its maker does something else.
final class Reading: Sendable {
    typealias Stored = (file: GovernedFile, entry: TreeEntry)

    private let layout: Layout
    private let reading: OnAllCores<Stored, Result<ReadFile, any Error>>

    init(_ entries: [Stored], at layout: Layout, of repository: Repository) {
        self.layout = layout
        reading = OnAllCores(entries, chunk: 64, in: repository) { own in
            { entries in entries.map { entry in Result { try Self.read(entry, own, layout) } } }
        }
    }

    /// All of them; whoever asks helps to read what is left.
    func files(with repository: Repository) throws -> [ReadFile] {
        try reading.outcomes { entries in
            entries.map { entry in Result { try Self.read(entry, repository, layout) } }
        }.map { try $0.get() }
    }

    static func read(_ stored: Stored, _ repository: Repository, _ layout: Layout) throws -> ReadFile {
        ReadFile(stored.file, try readText(of: stored.entry, in: repository), at: layout.path(of: stored.file))
    }
}
