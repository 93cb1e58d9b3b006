package import Resources

extension Words {
    /// Who deleted what the other changed: `main deleted sync/leads, which this changes`; nil where nobody did.
    ///
    /// - Parameter draft: how it is called.
    init?(deletionsAmong conflicts: [FieldConflict], with draft: Words, _ reader: Reader?) {
        let main = reader?.branch ?? "main"
        let layout = reader?.layout ?? Layout()
        guard let first = conflicts.first(where: { $0.deletedBy != nil }) else { return nil }
        guard conflicts.count == 1 else {
            self =
                "\(main) changed or deleted \(counted(conflicts.count, "field")) that \(draft) changes or deletes too"
            return
        }
        let file = first.file.resource?.description ?? layout.path(of: first.file)
        let what: Words = first.path == .root ? "\(file)" : "\(first.path) of \(file)"
        self =
            first.deletedBy == .published
            ? "\(main) deleted \(what), which \(draft) changes" : "\(main) changed \(what), which \(draft) deletes"
    }

    /// For a person who merges one file: `both sides changed config.mode of leads.yaml; other deleted schedule of
    /// leads.yaml and current changed schedule.type`.
    package init(_ conflicts: [FieldConflict], of file: String, _ labels: ConflictText.Labels) {
        let changed = conflicts.filter { $0.deletedBy == nil }.lazy.map { "\($0.path)" as Words }
        var parts: [Words] = changed.isEmpty ? [] : ["both sides changed \(changed.inWords(limit: 8)) of \(file)"]
        for conflict in conflicts {
            guard let side = conflict.deletedBy else { continue }
            let isDraft = side == .draft
            let fields = conflict.changes(by: isDraft ? .published : .draft).map { "\($0.path)" as Words }
            let what: Words = conflict.path == .root ? "\(file)" : "\(conflict.path) of \(file)"
            let who = (isDraft ? labels.draft : labels.published, isDraft ? labels.published : labels.draft)
            let edited: Words = fields.isEmpty || fields == ["\(conflict.path)"] ? "it" : fields.inWords()
            parts.append("\(who.0) deleted \(what) and \(who.1) changed \(edited)")
        }
        self = parts.inWords(limit: 8)
    }
}
