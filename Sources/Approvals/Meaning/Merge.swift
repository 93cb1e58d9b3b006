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
    /// Texts of several lines that both sides changed, in different lines.
    package let joined: [JoinedText]
    /// The published tree, and what makes the merged one of it.
    let published: ObjectID
    let edits: [TreeEdit]
    /// The same by file, as text; nil for one that goes.
    let texts: [GovernedFile: FileText?]

    package struct JoinedText: Hashable, Sendable {
        package let file: GovernedFile
        package let path: FieldPath
    }

    /// The merged tree; with conflicts, one in which the published side of those files stands. Written when it is asked
    /// for: who lists a thousand requests needs none of their trees.
    package func tree(in repository: Repository) throws -> ObjectID {
        edits.isEmpty ? published : try repository.editTree(published, edits)
    }
}

/// Merges revisions into main, and refuses those that a draft may not consist of.
struct Merger {
    let repository: Repository
    let layout: Layout
    /// Main's line, if it is main's tip that is merged into.
    let line: MainLine?
    /// What is merged into, as a state of the workspace, where there is one already.
    private let published: Snapshot?
    /// What is read of either side.
    private let texts: Texts
    private let limit: MergeLimit

    init(
        repository: Repository, layout: Layout, line: MainLine? = nil, published: Snapshot? = nil,
        limit: MergeLimit = .alone
    ) {
        self.limit = limit
        self.repository = repository
        self.layout = layout
        self.line = line
        self.published = published
        texts = published?.cache.texts ?? Texts()
    }

    func merge(_ revision: ObjectID, of draft: String, onto: ObjectID) throws -> Merge {
        let bases: [ObjectID]
        do {
            let departure = try departure(of: revision, from: onto)
            bases = try departure.map { [$0.base] } ?? repository.mergeBases(onto, revision)
            if bases.isEmpty { throw ContentRefusal.unrelatedHistory(draft: draft) }
            if bases.count > limit.bases { throw ContentRefusal.tooManyBases(draft: draft, bases.count) }
            try checkCommits(of: revision, draft: draft, notIn: onto, known: departure?.commits)
        } catch  where repository.isShallow {
            // libgit2 takes history that was cut off for damaged, or for unrelated.
            if case ContentRefusal.unfitCommit = error { throw error }
            throw ContentRefusal.shallow
        }
        var base = try BaseVersion(bases, merger: self)
        let published = try repository.commit(onto).tree
        let proposed = try repository.commit(revision).tree
        try base.compare(with: proposed)

        var edits: [TreeEdit] = []
        var texts: [GovernedFile: FileText?] = [:]
        var changes: [(String, FileChange)] = []
        var conflicts: [FieldConflict] = []
        var joined: [Merge.JoinedText] = []
        var ungoverned: [String] = []
        var merged = 0
        for path in try base.pathsChanged(in: proposed) {
            let theirs = try repository.entry(at: path, in: published)
            let mine = try base.entry(at: path, in: proposed)
            guard let file = layout.file(at: path) else {
                if try !(mine == theirs || base.knows(mine, at: path)) { ungoverned.append(path) }
                continue
            }
            if mine == theirs { continue }
            let before = try self.published?.text(of: file) ?? theirs.map(text(of:))
            let after: FileText?
            if try base.isSame(theirs, at: path) {
                after = try mine.map(text(of:))
                edits.append(TreeEdit(path, mine))
                texts[file] = .some(after)
            } else {
                let own = try mine.map(text(of:))
                let bytes = try base.size(at: path) + (before?.bytes.count ?? 0) + (own?.bytes.count ?? 0)
                guard limit.allows(bytes, after: merged) else {
                    throw limit.budget == nil
                        ? ContentRefusal.tooMuchToMerge(draft: draft) : ContentRefusal.notMergedHere(draft: draft)
                }
                merged += bytes
                let merge = FileMerge(file, base: try base.text(at: path), published: before, draft: own)
                joined += merge.joined.map { Merge.JoinedText(file: file, path: $0) }
                switch merge.outcome {
                case .conflict(let found):
                    conflicts += found
                    continue
                case .merged(let text):
                    after = text
                    if after == before { continue }
                    edits.append(TreeEdit(path, try action(for: text)))
                    texts[file] = .some(text)
                }
            }
            if var change = compare(file, before: before, after: after) {
                for index in change.fields.indices {
                    let text = Merge.JoinedText(file: file, path: change.fields[index].path)
                    change.fields[index].isJoined = joined.contains(text)
                }
                changes.append((path, change))
            }
        }
        guard ungoverned.isEmpty else {
            throw ContentRefusal.ungovernedChanges(
                draft: draft, paths: ungoverned,
                attributes: try attributes(ungoverned, in: proposed, since: published))
        }
        return Merge(
            onto: onto, revision: revision, changes: changes, editedFiles: edits.count, conflicts: conflicts,
            joined: joined, published: published, edits: edits, texts: texts)
    }

    /// How a revision left main, where that is plain to see.
    private func departure(of revision: ObjectID, from main: ObjectID) throws -> MainLine.Departure? {
        guard let line, line.tip == main else { return nil }
        return try line.departure(of: revision)
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
        return (try repository.editTree(merge.tree(in: repository), edits), unmerged)
    }

    /// What a draft changes of the files in which it conflicts with main: as if it had its way where both changed a field.
    func disputed(_ merge: Merge) throws -> [FileChange] {
        if merge.conflicts.isEmpty { return [] }
        let base = try BaseVersion(repository.mergeBases(merge.onto, merge.revision), merger: self)
        let (published, proposed) = (
            try repository.commit(merge.onto).tree, try repository.commit(merge.revision).tree
        )
        return try Set(merge.conflicts.map(\.file)).sorted().compactMap { file in
            let path = layout.path(of: file)
            let theirs = try repository.entry(at: path, in: published).map(text(of:))
            let mine = try repository.entry(at: path, in: proposed).map(text(of:))
            let drafted = try mergeAsDrafted(file, base: base.text(at: path), published: theirs, draft: mine)
            return compare(file, before: theirs, after: drafted)
        }
    }

    func text(of entry: TreeEntry) throws -> FileText { try texts.text(of: entry, in: repository) }

    private func difference(from old: ObjectID, to new: ObjectID) throws -> TreeDifference {
        try line?.difference(from: old, to: new) ?? repository.difference(from: old, to: new)
    }

    fileprivate func changes(from old: ObjectID, to new: ObjectID) throws -> [TreeChange] {
        try difference(from: old, to: new).changes
    }

    private func action(for text: FileText?) throws -> TreeEdit.Action {
        guard let text else { return .remove }
        return .put(try repository.writeBlob(text.bytes), FileMode(rawValue: text.mode) ?? .file)
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

    /// How many bytes the bases have at a path.
    func size(at path: String) throws -> Int {
        try trees.reduce(0) { try $0 + (text(at: path, in: $1)?.bytes.count ?? 0) }
    }

    private func text(at path: String, in tree: ObjectID) throws -> FileText? {
        try entry(at: path, in: tree).map(merger.text(of:))
    }
}

// MARK: - What a draft may consist of

extension Merger {
    static var largestBlob: Int { 1 << 20 }

    /// protocol.md, Publishing: none of a draft's commits adds a root, a blob over 1 MiB, a broken folder, or changes to
    /// ungoverned paths beyond merging main.
    ///
    /// - Parameter known: the commits that main does not have, if they were found already.
    func checkCommits(of revision: ObjectID, draft: String, notIn main: ObjectID, known: [ObjectID]? = nil) throws {
        for id in try known ?? repository.commits(reachableFrom: [revision], hiding: [main]) {
            let commit = try repository.commit(id)
            func unfit(_ problem: FitnessProblem) -> ContentRefusal {
                .unfitCommit(draft: draft, commit: id, problem)
            }
            guard let first = commit.parents.first else { throw unfit(.addsRoot) }
            let others = try commit.parents.dropFirst().map { try repository.commit($0).tree }
            var ungoverned: [String] = []
            let difference = try difference(from: repository.commit(first).tree, to: commit.tree)
            for change in difference.changes {
                if try others.contains(where: { try repository.entry(at: change.path, in: $0) == change.new }) {
                    continue
                }
                if layout.file(at: change.path) == nil { ungoverned.append(change.path) }
                guard let new = change.new, new.mode.isFile else { continue }
                do {
                    let size = try repository.blobSize(new.id)
                    if size > Self.largestBlob { throw unfit(.tooLarge(path: change.path, bytes: size)) }
                } catch let error as GitError where error.isWrongKind {
                    throw unfit(.brokenTree(BrokenTree(fileAt: change.path)))
                }
            }
            // A merge brings what main has.
            for fault in difference.broken where try !others.contains(where: { try fault.isIn($0, of: repository) }) {
                throw unfit(.brokenTree(fault))
            }
            if !ungoverned.isEmpty {
                let attributes = try attributes(ungoverned, in: commit.tree, since: repository.commit(first).tree)
                throw unfit(.ungoverned(paths: ungoverned, attributes: attributes))
            }
        }
    }

    /// What a tree's attributes do to governed files that those of another do not, if they are among these paths.
    private func attributes(_ paths: [String], in tree: ObjectID, since old: ObjectID) throws -> [Finding] {
        guard paths.contains(where: layout.isAttributes) else { return [] }
        return try Snapshot(repository, tree: tree, layout: layout).attributeFindings(
            since: Snapshot(repository, tree: old, layout: layout)
        ).filter { !$0.isInherited }
    }
}
