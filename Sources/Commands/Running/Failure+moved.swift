import Approvals
import Git
import Review

extension Failure {
    /// Somebody else was faster: who it was and what they did, if that can be seen, and what to do next. nil: not a ref
    /// that people name.
    static func explanation(ofMoved reference: String, in workspace: OpenWorkspace?) -> RefusalWords? {
        guard let workspace, let reader = reader(of: workspace) else { return nil }
        if reference.hasPrefix(Refs.drafts) {
            let draft = String(reference.dropFirst(Refs.heads.count))
            guard exists(reference, in: workspace) else {
                return RefusalWords(
                    "somebody deleted \(draft) at the same moment.",
                    next: [.init("all drafts", "assent draft list")])
            }
            return again(
                "somebody saved to \(draft), or started it, at the same moment.",
                .init("look at it", Shell.line(["assent", "view", reader.short(draft: draft)])))
        }
        if reference.hasPrefix(Refs.requests) {
            let id = String(reference.dropFirst(Refs.requests.count))
            guard let request = request(id, in: workspace) else { return nil }
            guard let last = request.record.last else { return nil }
            let who: Words = reader.isMe(last.actor) ? "you" : reader.name(last.actor)
            return again(
                "\(who) \(verb(last.kind)) \(request.draftName) at the same moment.",
                .init("look at it", Shell.line(["assent", "view", reader.short(draft: request.draftName)])))
        }
        if reference == workspace.main {
            return again(
                "\(workspace.branch) moved at the same moment.", .init("what was published", "assent log -n 3"))
        }
        return nil
    }

    private static func again(_ message: Words, _ look: NextStep) -> RefusalWords {
        RefusalWords(message, facts: ["Nothing was changed. Look first, then try again."], next: [look])
    }

    private static func verb(_ kind: Event.Kind) -> Words {
        switch kind {
        case .submit, .revise: "submitted"
        case .comment: "commented on"
        case .approve: "approved"
        case .decline: "declined"
        case .withdraw: "withdrew"
        case .delete: "deleted"
        case .publish: "published"
        case .accept: "accepted"
        }
    }

    // An error about what can no longer be read is shown in git's words.

    private static func exists(_ reference: String, in workspace: OpenWorkspace) -> Bool {
        do { return try SharedRefs(workspace).shared(reference) != nil } catch { return false }
    }

    private static func request(_ id: String, in workspace: OpenWorkspace) -> ApprovalRequest? {
        do { return try RequestNames(workspace.refreshed()).request(named: id) } catch { return nil }
    }
}
