package import Git

/// What HEAD stands for, where people work and where CI jobs check things out. A job's HEAD is a commit on no branch, and
/// often a merge of main and a draft that the host made for the job alone.
package enum AtHand: Sendable {
    /// Main, or a commit that it has.
    case published(ObjectID)
    /// A draft as it was at some commit, which its `tip` is here.
    case draft(Draft)
    /// What belongs to no draft.
    case other(ObjectID)
}

extension OpenWorkspace {
    /// - Throws: `Refusal.notOnDraft` where there is no commit yet, `Refusal.shallow`.
    package func atHand() throws -> AtHand {
        let head = try repository.head()
        guard let commit = head.commit else { throw Refusal.notOnDraft(head: head.name) }
        if let name = head.branch, let draft = Draft(reference: name, tip: commit) { return .draft(draft) }
        return try withHistory {
            if try repository.isAncestor(commit, of: tip) { return .published(commit) }
            if let draft = try draft(at: commit) { return .draft(draft) }
            // `refs/pull/<n>/merge` and its like: main, and what is to be merged into it.
            let parents = try repository.commit(commit).parents
            if parents.count == 2, try repository.isAncestor(parents[0], of: tip) {
                if try repository.isAncestor(parents[1], of: tip) { return .published(parents[1]) }
                if let draft = try draft(at: parents[1]) { return .draft(draft) }
            }
            return .other(commit)
        }
    }

    /// The draft that a commit is a state of: its tip, what it asks approval for, or what it was before it moved on.
    private func draft(at commit: ObjectID) throws -> Draft? {
        // Of several drafts on one commit, the one that asks.
        if let request = try openRequests().first(where: { $0.revision == commit }),
            let draft = Draft(reference: Refs.heads + request.draftName, tip: commit)
        {
            return draft
        }
        let drafts = try drafts()
        if let draft = drafts.first(where: { $0.tip == commit }) { return draft }
        return try drafts.first { try repository.isAncestor(commit, of: $0.tip) }.map {
            Draft(member: $0.member, slug: $0.slug, tip: commit)
        }
    }

    /// Runs what reads history. Where it was cut off, libgit2 takes the rest for damaged.
    package func withHistory<Answer>(_ read: () throws -> Answer) throws -> Answer {
        do { return try read() } catch is GitError where repository.isShallow { throw Refusal.shallow }
    }
}
