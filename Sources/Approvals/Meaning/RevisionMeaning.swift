import Git
import Resources

/// What a revision would change on a commit of main, and what that means.
struct RevisionMeaning {
    let merge: Merge
    let meaning: Meaning
    let after: Snapshot

    /// - Parameters:
    ///   - line: what is known of main's line.
    ///   - limit: how much merging it may take.
    ///   - before: the state at `onto`.
    init(
        _ revision: ObjectID, of draft: String, onto: ObjectID, before: Snapshot, line: MainLine, layout: Layout,
        limit: MergeLimit = .alone
    ) throws {
        let merger = Merger(repository: before.repository, layout: layout, line: line, published: before, limit: limit)
        var merge = try merger.merge(revision, of: draft, onto: onto)
        var after = Snapshot(over: before, edits: merge.texts)
        (merge.changes, after) = try after.takingRoot(merge.changes, from: before)
        meaning = try Meaning(merge.changes, before: before, after: after)
        self.merge = merge
        self.after = after
    }
}
