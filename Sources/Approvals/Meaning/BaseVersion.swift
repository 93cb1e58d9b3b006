import Git
import Resources
import YAML

/// The common ancestor of main and a draft. Where there are several merge bases, they are merged into a virtual one, as
/// git's recursive merge does, file by file as needed.
struct BaseVersion {
    let trees: [ObjectID]
    /// What the bases have in common, where there are several.
    let ancestor: ObjectID?
    let merger: Merger
    /// Where there is one base: how a tree differs from it.
    private var differences: (tree: ObjectID, changes: [ExactText: TreeChange])?

    init(_ bases: [ObjectID], merger: Merger) throws {
        let repository = merger.repository
        self.merger = merger
        trees = try bases.map { try repository.commit($0).tree }
        let common = bases.count > 1 ? try repository.mergeBases(bases[0], bases[1]).first : nil
        ancestor = try common.map { try repository.commit($0).tree }
    }

    /// Finds out how a tree differs from the base, so that what is asked about its paths is known.
    mutating func compare(with tree: ObjectID) throws {
        guard trees.count == 1 else { return }
        let changes = try merger.changes(from: trees[0], to: tree)
        differences = (
            tree, Dictionary(changes.map { (ExactText($0.path), $0) }, uniquingKeysWith: { first, _ in first })
        )
    }

    /// What a tree has at a path.
    func entry(at path: String, in tree: ObjectID) throws -> TreeEntry? {
        if let differences, let change = differences.changes[ExactText(path)] {
            if tree == trees[0] { return change.old }
            if tree == differences.tree { return change.new }
        }
        return try merger.repository.entry(at: path, in: tree)
    }

    /// Paths in which a tree differs from any base: what one of several bases had may be what the draft went back to.
    func pathsChanged(in tree: ObjectID) throws -> [String] {
        let paths = try trees.map { try merger.changes(from: $0, to: tree).map(\.path) }
        guard paths.count > 1 else { return paths[0] }
        return Set(paths.joined().map(ExactText.init)).map(\.description).sorted { $0.isExactlyBefore($1) }
    }

    /// Whether one of the bases has just this at a path.
    func knows(_ entry: TreeEntry?, at path: String) throws -> Bool {
        try trees.contains { try self.entry(at: path, in: $0) == entry }
    }

    /// Whether all bases have just this at a path.
    func isSame(_ entry: TreeEntry?, at path: String) throws -> Bool {
        try trees.allSatisfy { try self.entry(at: path, in: $0) == entry }
    }

    /// For git's index, which has room for one base.
    func entry(at path: String) throws -> TreeEntry? { try entry(at: path, in: trees[0]) }

    func text(at path: String) throws -> FileText? {
        let texts = try trees.map { try text(at: path, in: $0) }
        guard let file = merger.layout.file(at: path), texts.count > 1 else { return texts[0] }
        return virtualBase(file, of: texts, ancestor: try ancestor.flatMap { try text(at: path, in: $0) })
    }

    /// All that its text is made of: a merge of several bases reads what they have in common with each of them.
    func entries(at path: String) throws -> [TreeEntry] {
        let own = try trees.compactMap { try entry(at: path, in: $0) }
        guard let ancestor, own.count > 1, let common = try entry(at: path, in: ancestor) else { return own }
        return own + Array(repeating: common, count: own.count - 1)
    }

    private func text(at path: String, in tree: ObjectID) throws -> FileText? {
        try entry(at: path, in: tree).map(merger.text(of:))
    }
}
