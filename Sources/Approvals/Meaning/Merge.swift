package import Git
package import Resources
import YAML

/// What publishing a revision makes of main: the merge of B4, over the governed files alone. Ungoverned paths stay as
/// they are on main; only what changed is read and written (B5).
package struct Merge: Sendable {
    /// The commit that is published before.
    package let onto: ObjectID
    package let revision: ObjectID
    /// The files whose meaning changes, by path.
    package var changes: [(path: String, change: FileChange)]
    /// How many files get a new text: 0 means that there is nothing to publish.
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

        let paths = try changedPaths(in: proposed, since: base, beside: published, of: draft)
        try requireRoom(for: paths, of: draft)
        var edits: [TreeEdit] = []
        var texts: [GovernedFile: FileText?] = [:]
        var changes: [(String, FileChange)] = []
        var conflicts: [FieldConflict] = []
        var joined: [Merge.JoinedText] = []
        for changed in paths {
            let (path, file) = (changed.path, changed.file)
            let before = try self.published?.text(of: file) ?? changed.theirs.map(text(of:))
            let after: FileText?
            if changed.bases == nil {
                after = try changed.mine.map(text(of:))
                edits.append(TreeEdit(path, changed.mine))
                texts[file] = .some(after)
            } else {
                let merge = FileMerge(
                    file, base: try base.text(at: path), published: before, draft: try changed.mine.map(text(of:)))
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
        return Merge(
            onto: onto, revision: revision, changes: changes, editedFiles: edits.count, conflicts: conflicts,
            joined: joined, published: published, edits: edits, texts: texts)
    }

    /// A governed file that a draft has otherwise than main.
    private struct ChangedPath {
        let path: String
        let file: GovernedFile
        let theirs: TreeEntry?
        let mine: TreeEntry?
        /// What all its versions before come from, if main changed it too.
        let bases: [TreeEntry]?
    }

    /// - Throws: if it changes anything that is not governed.
    private func changedPaths(
        in proposed: ObjectID, since base: BaseVersion, beside published: ObjectID, of draft: String
    ) throws -> [ChangedPath] {
        var changed: [ChangedPath] = []
        var ungoverned: [String] = []
        for path in try base.pathsChanged(in: proposed) {
            let theirs = try repository.entry(at: path, in: published)
            let mine = try base.entry(at: path, in: proposed)
            guard let file = layout.file(at: path) else {
                if try !(mine == theirs || base.knows(mine, at: path)) { ungoverned.append(path) }
                continue
            }
            if mine == theirs { continue }
            let bases = try base.isSame(theirs, at: path) ? nil : base.entries(at: path)
            changed.append(ChangedPath(path: path, file: file, theirs: theirs, mine: mine, bases: bases))
        }
        guard ungoverned.isEmpty else {
            throw ContentRefusal.ungovernedChanges(
                draft: draft, paths: ungoverned,
                attributes: try attributes(ungoverned, in: proposed, since: published))
        }
        return changed
    }

    /// Nothing is merged before all of it is known to be within the limit.
    private func requireRoom(for paths: [ChangedPath], of draft: String) throws {
        var bytes = 0
        for changed in paths {
            guard let bases = changed.bases else { continue }
            for entry in bases + [changed.theirs, changed.mine].compactMap(\.self) where entry.mode.isFile {
                bytes += try repository.blobSize(entry.id)
            }
        }
        guard limit.allows(bytes) else {
            throw limit.budget == nil
                ? ContentRefusal.tooMuchToMerge(draft: draft) : ContentRefusal.notMergedHere(draft: draft)
        }
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
        for file in Set(merge.conflicts.map(\.file)).sorted() {
            let path = layout.path(of: file)
            let theirs = try repository.entry(at: path, in: published)
            let mine = try repository.entry(at: path, in: proposed)
            let texts = [try base.text(at: path), try theirs.map(text(of:)), try mine.map(text(of:))]
            unmerged.append(
                GitProcess.Unmerged(
                    path: path, base: try base.entry(at: path), ours: mine, theirs: theirs))
            if texts.allSatisfy({ $0?.isRegular ?? true }) {
                let text = ConflictText(FileMerge(file, base: texts[0], published: texts[1], draft: texts[2]))
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

    /// What a draft changes of the files in which it conflicts with main: as if it had its way where both changed a
    /// field.
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

    func difference(from old: ObjectID, to new: ObjectID) throws -> TreeDifference {
        try line?.difference(from: old, to: new) ?? repository.difference(from: old, to: new)
    }

    func changes(from old: ObjectID, to new: ObjectID) throws -> [TreeChange] {
        try difference(from: old, to: new).changes
    }

    private func action(for text: FileText?) throws -> TreeEdit.Action {
        guard let text else { return .remove }
        return .put(try repository.writeBlob(text.bytes), FileMode(rawValue: text.mode) ?? .file)
    }
}
