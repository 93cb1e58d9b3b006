import Git
import Resources

/// What was read of one state of a workspace, and holds for the next as far as its objects are the same.
final class Neighbours {
    let lineage: Lineage
    let texts = Texts()
    /// By the files that lie beside the folders.
    var connections: (layout: Layout, files: [TreeEntry], connections: Connections)?

    init(_ lineage: Lineage = Lineage()) { self.lineage = lineage }
}

/// Texts read lately, bounded: the states of one walk, and the two sides of a merge, have most of theirs in common.
final class Texts {
    private var texts: [Stored: FileText] = [:]
    private static let limit = 2048

    private struct Stored: Hashable {
        let id: ObjectID
        let mode: FileMode
    }

    func text(of entry: TreeEntry, in repository: Repository) throws -> FileText {
        let stored = Stored(id: entry.id, mode: entry.mode)
        if let known = texts[stored] { return known }
        let text = try repository.text(of: entry)
        if texts.count >= Self.limit { texts = [:] }
        texts[stored] = text
        return text
    }
}
