package import Git
package import Resources
import YAML

/// What publishing a revision makes of main: the merge of B4, over the governed files alone. Ungoverned paths stay as
/// they are on main; only what changed is read and written (B5).
package struct Merge: Sendable {
    /// The commit that is published before.
    package let onto: ObjectID
    package let revision: ObjectID
    /// What will mean something else, by path.
    package var changes: [(path: String, change: FileChange)]
    /// How many files will have another text: 0 means that there is nothing to publish.
    package let editedFiles: Int
    package let conflicts: [FieldConflict]
    /// The merged tree; with conflicts, one in which the published side of those files stands.
    package let tree: ObjectID
}

/// Merges revisions into main, and refuses those that a draft may not consist of.
struct Merger {
    let repository: Repository
    let layout: Layout

    func merge(_ revision: ObjectID, of draft: String, onto: ObjectID) throws -> Merge {
        let bases: [ObjectID]
        do {
            bases = try repository.mergeBases(onto, revision)
            if bases.isEmpty { throw Refusal.unrelatedHistory(draft: draft) }
            try checkCommits(of: revision, draft: draft, notIn: onto)
        } catch  where repository.isShallow {
            // libgit2 takes history that was cut off for damaged, or for unrelated.
            if case Refusal.unfitCommit = error { throw error }
            throw Refusal.shallow
        }
        let base = try BaseVersion(bases, merger: self)
        let published = try repository.commit(onto).tree
        let proposed = try repository.commit(revision).tree

        var edits: [TreeEdit] = []
        var changes: [(String, FileChange)] = []
        var conflicts: [FieldConflict] = []
        var ungoverned: [String] = []
        for path in try base.pathsChanged(in: proposed) {
            let theirs = try repository.entry(at: path, in: published)
            let mine = try repository.entry(at: path, in: proposed)
            guard let file = layout.file(at: path) else {
                if try !(mine == theirs || base.knows(mine, at: path)) { ungoverned.append(path) }
                continue
            }
            if mine == theirs { continue }
            let before = try theirs.map(text(of:))
            let after: FileText?
            if try base.isSame(theirs, at: path) {
                after = try mine.map(text(of:))
                edits.append(TreeEdit(path, mine))
            } else {
                let outcome = Resources.merge(
                    file, base: try base.text(at: path), published: before, draft: try mine.map(text(of:)))
                switch outcome {
                case .conflict(let found):
                    conflicts += found
                    continue
                case .merged(let text):
                    after = text
                    if after == before { continue }
                    edits.append(TreeEdit(path, try action(for: text)))
                }
            }
            if let change = compare(file, before: before, after: after) { changes.append((path, change)) }
        }
        guard ungoverned.isEmpty else { throw Refusal.ungovernedChanges(draft: draft, paths: ungoverned) }
        return Merge(
            onto: onto, revision: revision, changes: changes, editedFiles: edits.count, conflicts: conflicts,
            tree: edits.isEmpty ? published : try repository.editTree(published, edits))
    }

    /// The merged tree with the conflicts of each file marked in it, and what stands on each side. A link, or what else
    /// takes no marks, stays as the draft has it.
    func marked(_ merge: Merge) throws -> (tree: ObjectID, unmerged: [GitProcess.Unmerged]) {
        let base = try BaseVersion(repository.mergeBases(merge.onto, merge.revision), merger: self)
        let (published, proposed) = (
            try repository.commit(merge.onto).tree, try repository.commit(merge.revision).tree
        )
        var edits: [TreeEdit] = []
        var unmerged: [GitProcess.Unmerged] = []
        for (file, conflicts) in Dictionary(grouping: merge.conflicts, by: \.file).sorted(by: { $0.key < $1.key }) {
            let path = layout.path(of: file)
            let theirs = try repository.entry(at: path, in: published)
            let mine = try repository.entry(at: path, in: proposed)
            let texts = [try base.text(at: path), try theirs.map(text(of:)), try mine.map(text(of:))]
            unmerged.append(
                GitProcess.Unmerged(
                    path: path, base: try base.entry(at: path), ours: mine, theirs: theirs))
            if texts.allSatisfy({ $0?.isRegular ?? true }) {
                let text = ConflictText(conflicts, of: file, base: texts[0], published: texts[1], draft: texts[2])
                edits.append(
                    TreeEdit(
                        path,
                        try action(for: FileText(bytes: text.bytes, mode: (texts[2] ?? texts[1])?.mode ?? 0o100644))))
            } else {
                edits.append(TreeEdit(path, mine))
            }
        }
        return (try repository.editTree(merge.tree, edits), unmerged)
    }

    func text(of entry: TreeEntry) throws -> FileText { try repository.text(of: entry) }

    private func action(for text: FileText?) throws -> TreeEdit.Action {
        guard let text else { return .remove }
        return .put(try repository.writeBlob(text.bytes), FileMode(rawValue: text.mode) ?? .file)
    }
}

extension TreeEdit {
    fileprivate init(_ path: String, _ entry: TreeEntry?) {
        self.init(path, entry.map { .put($0.id, $0.mode) } ?? .remove)
    }
}

// MARK: - The base

/// The common ancestor of main and a draft. Where there are several merge bases, they are merged into a virtual one, as
/// git's recursive merge does, file by file as needed.
private struct BaseVersion {
    let trees: [ObjectID]
    /// What the bases have in common, where there are several.
    let ancestor: ObjectID?
    let merger: Merger

    init(_ bases: [ObjectID], merger: Merger) throws {
        let repository = merger.repository
        self.merger = merger
        trees = try bases.map { try repository.commit($0).tree }
        let common = bases.count > 1 ? try repository.mergeBases(bases[0], bases[1]).first : nil
        ancestor = try common.map { try repository.commit($0).tree }
    }

    /// Paths in which a tree differs from any base: what one of several bases had may be what the draft went back to.
    func pathsChanged(in tree: ObjectID) throws -> [String] {
        let paths = try trees.map { try merger.repository.changes(from: $0, to: tree).map(\.path) }
        guard paths.count > 1 else { return paths[0] }
        return Set(paths.joined().map(ExactText.init)).map(\.description).sorted { $0.isExactlyBefore($1) }
    }

    /// Whether one of the bases has just this at a path.
    func knows(_ entry: TreeEntry?, at path: String) throws -> Bool {
        try trees.contains { try merger.repository.entry(at: path, in: $0) == entry }
    }

    /// Whether all bases have just this at a path.
    func isSame(_ entry: TreeEntry?, at path: String) throws -> Bool {
        try trees.allSatisfy { try merger.repository.entry(at: path, in: $0) == entry }
    }

    /// For git's index, which has room for one base.
    func entry(at path: String) throws -> TreeEntry? { try merger.repository.entry(at: path, in: trees[0]) }

    func text(at path: String) throws -> FileText? {
        let texts = try trees.map { try text(at: path, in: $0) }
        guard let file = merger.layout.file(at: path), texts.count > 1 else { return texts[0] }
        return virtualBase(file, of: texts, ancestor: try ancestor.flatMap { try text(at: path, in: $0) })
    }

    private func text(at path: String, in tree: ObjectID) throws -> FileText? {
        try merger.repository.entry(at: path, in: tree).map(merger.text(of:))
    }
}

// MARK: - What a draft may consist of

extension Merger {
    static var largestBlob: Int { 1 << 20 }

    /// protocol.md, Publishing: none of a draft's commits adds a root, a blob over 1 MiB, or changes to ungoverned
    /// paths beyond merging main.
    func checkCommits(of revision: ObjectID, draft: String, notIn main: ObjectID) throws {
        for id in try repository.commits(reachableFrom: [revision], hiding: [main]) {
            let commit = try repository.commit(id)
            func unfit(_ problem: FitnessProblem) -> Refusal {
                .unfitCommit(draft: draft, commit: id, problem)
            }
            guard let first = commit.parents.first else { throw unfit(.addsRoot) }
            let others = try commit.parents.dropFirst().map { try repository.commit($0).tree }
            var ungoverned: [String] = []
            for change in try repository.changes(from: repository.commit(first).tree, to: commit.tree) {
                if try others.contains(where: { try repository.entry(at: change.path, in: $0) == change.new }) {
                    continue
                }
                if layout.file(at: change.path) == nil { ungoverned.append(change.path) }
                if let new = change.new, new.mode == .file || new.mode == .executable,
                    case let size = try repository.blobSize(new.id), size > Self.largestBlob
                {
                    throw unfit(.tooLarge(path: change.path, bytes: size))
                }
            }
            if !ungoverned.isEmpty { throw unfit(.ungoverned(paths: ungoverned)) }
        }
    }
}
