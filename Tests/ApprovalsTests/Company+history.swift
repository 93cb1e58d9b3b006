import Approvals
import Git
import Resources
import Support
import Testing

// What somebody with write access to the repository could do without the product.

extension Company {
    func repository() throws -> Repository { try scratch.open() }

    /// A tree like that of a commit, with these files; nil removes one.
    func tree(of commit: ObjectID, _ files: [String: String?]) throws -> ObjectID {
        let repository = try repository()
        let edits = try files.sorted { $0.key < $1.key }.map { path, text in
            let action: TreeEdit.Action =
                if let text { .put(try repository.writeBlob(Array(text.utf8)), .file) } else { .remove }
            return TreeEdit(path, action)
        }
        return try repository.editTree(try repository.commit(commit).tree, edits)
    }

    /// A commit that belongs to no branch.
    func write(tree: ObjectID, parents: [ObjectID], message: String = "By hand\n") throws -> ObjectID {
        let person = ScratchRepository.person
        return try repository().writeCommit(
            tree: tree, parents: parents, author: person, committer: person, message: message)
    }

    /// A commit on main that nobody approved: harmless where it touches nothing governed.
    @discardableResult
    func commitToMain(_ files: [String: String?]) throws -> ObjectID {
        let main = try main()
        let commit = try write(tree: try tree(of: main, files), parents: [main])
        try move("refs/heads/main", to: commit)
        return commit
    }

    /// Moves a ref, or makes it; nil deletes it.
    func move(_ name: String, to commit: ObjectID?) throws {
        let repository = try repository()
        try repository.update([
            RefUpdate(name: name, expected: try repository.reference(name), new: commit, message: "by hand")
        ])
    }

    /// A merge of main into a draft, with the files as they are on the draft and `files` on top.
    @discardableResult
    func mergeMain(into draft: Draft, _ files: [String: String?] = [:]) throws -> Draft {
        let commit = try write(tree: try tree(of: draft.tip, files), parents: [draft.tip, try main()])
        try move(draft.reference, to: commit)
        return try Drafts(workspace(draft.member)).draft(named: draft.name)
    }

    func request(of draft: Draft) throws -> ApprovalRequest {
        try #require(try Requests(workspace(draft.member)).open(of: draft.name))
    }

    /// Adds an event to a draft's open request, as `EventWriter` writes it.
    func append(
        _ kind: Event.Kind, to draft: Draft, by member: String, _ change: (inout EventDraft) -> Void = { _ in }
    ) throws {
        let request = try request(of: draft)
        var event = EventDraft(
            kind: kind, workspace: request.chain.first.workspace, branch: request.chain.first.branch,
            request: request.id, sequence: request.chain.events.count, previous: request.chain.last.digest,
            actor: member, time: "2026-03-01T12:00:00Z")
        change(&event)
        try move(
            request.reference,
            to: try EventWriter(repository: repository()).append(event.signed(), after: request.tip))
    }

    /// A decline of what the draft's request is now.
    func decline(_ draft: Draft, by member: String) throws {
        let plan = try Planner(workspace(member)).plan(request(of: draft))
        try append(.decline, to: draft, by: member) {
            $0.revision = plan.revision
            $0.subject = plan.subject
            $0.comment = "no"
        }
    }

    /// Members whose approval counts for the draft's request as things stand.
    func approvers(of draft: Draft) throws -> [String] {
        let workspace = try workspace(draft.member)
        return try Planner(workspace).plan(request(of: draft)).decision.requirements.flatMap(\.given)
    }
}
