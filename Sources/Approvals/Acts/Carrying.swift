import Git
import Resources

/// What one side has changed since it parted from another, brought onto that: governed files field by field, as publishing
/// merges them; all other files are listed in `beside`.
struct Carrying: OnWorkspace {
    let workspace: OpenWorkspace
    /// Whose value stands where both sides changed a field; nil: that is a conflict.
    var side: Import.Side?

    struct Outcome {
        /// Of governed files.
        var edits: [TreeEdit] = []
        var conflicts: [FieldConflict] = []
        var beside: [OtherFile] = []
    }

    /// A path that no draft may change.
    struct OtherFile {
        let path: Import.LeftOut
        let entry: TreeEntry?
        /// The side that it is brought onto has it as it was.
        let isOneSided: Bool

        var edit: TreeEdit { TreeEdit(path.path, entry) }
    }

    /// - Parameter bases: commits that both sides have.
    func carry(_ theirs: ObjectID, since bases: [ObjectID], onto ours: ObjectID) throws -> Outcome {
        let merger = Merger(repository: repository, layout: layout, limit: .none)
        var base = try BaseVersion(bases, merger: merger)
        let (theirs, ours) = (try repository.commit(theirs).tree, try repository.commit(ours).tree)
        try base.compare(with: theirs)
        var outcome = Outcome()
        for path in try base.pathsChanged(in: theirs) {
            let (now, new) = (try repository.entry(at: path, in: ours), try base.entry(at: path, in: theirs))
            if now == new { continue }
            let isOneSided = try base.isSame(now, at: path)
            guard let file = layout.file(at: path), try !isTooLarge(new) else {
                if try base.knows(new, at: path) { continue }
                let why: Import.LeftOut.Why = layout.file(at: path) == nil ? .notGoverned : .tooLarge
                outcome.beside.append(
                    OtherFile(path: Import.LeftOut(path: path, why: why), entry: new, isOneSided: isOneSided))
                continue
            }
            if isOneSided {
                outcome.edits.append(TreeEdit(path, new))
                continue
            }
            let (before, mine, their) = (
                try base.text(at: path), try now.map(merger.text(of:)), try new.map(merger.text(of:))
            )
            switch Resources.merge(file, base: before, published: mine, draft: their) {
            case .merged(let text):
                if text != mine { outcome.edits.append(try edit(path, text)) }
            case .conflict(let found):
                switch side {
                case nil: outcome.conflicts += found
                case .draft:
                    let text = mergeAsDrafted(file, base: before, published: their, draft: mine)
                    if text != mine { outcome.edits.append(try edit(path, text)) }
                case .branch:
                    outcome.edits.append(
                        try edit(path, mergeAsDrafted(file, base: before, published: mine, draft: their)))
                }
            }
        }
        return outcome
    }

    private func edit(_ path: String, _ text: FileText?) throws -> TreeEdit {
        guard let text else { return TreeEdit(path, .remove) }
        return TreeEdit(path, .put(try repository.writeBlob(text.bytes), FileMode(rawValue: text.mode) ?? .file))
    }

    /// protocol.md, Publishing: no commit of a draft adds a blob over 1 MiB.
    private func isTooLarge(_ entry: TreeEntry?) throws -> Bool {
        guard let entry, entry.mode.isFile else { return false }
        return try repository.blobSize(entry.id) > Merger.largestBlob
    }
}
