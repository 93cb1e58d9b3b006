import Approvals
import Git

extension MovedRefusal: ExplainedRefusal {
    /// Refs that could not be moved, here or at the remote.
    package func explained(in context: RefusalContext) -> RefusalWords {
        switch self {
        case .mainMoved(let branch):
            return RefusalWords("\(branch) kept moving, and nothing was published. Type it again.")
        case .changedMeanwhile(let draft):
            return RefusalWords(
                "\(draft) changed while this command ran, and nothing was done.",
                next: [.init("look at it again", Shell.line(["assent", "view", draft]))])
        case .branchIsEdited(let branch, let directory, let obstacle):
            return RefusalWords(
                "\(branch) is checked out in \(directory), and edits there are in the way. Nothing was changed.",
                facts: SafeText.lines(obstacle).prefix(8).map { Words($0, .faint) },
                next: [.init("set them aside", Shell.line(["git", "-C", directory, "stash"]))])
        case .offline(let remote):
            return RefusalWords(
                "this is recorded on \(remote) or nowhere, and --offline leaves \(remote) alone.",
                facts: ["What needs no one else goes on: edit, check, save, status, view."])
        case .unknownOutcome(let remote):
            return RefusalWords(
                "the connection to \(remote) broke before it answered: whether it was done is not known.",
                facts: ["Nothing is recorded here that \(remote) does not have."],
                next: [.init("look, once \(remote) can be reached", "assent status")])
        case .keptThere(let names, let error):
            return RefusalWords(
                "\(error.remote) keeps \(names.map { Words($0) }.inWords()), which went live: \(error.meaning).",
                facts: error.said + ["It is not asked again."],
                next: [
                    .init(
                        "take it away, if you may", Shell.line(["git", "push", error.remote, "--delete"] + names))
                ])
        case .draftWentApart(let draft, let remote, isBehind: true):
            return RefusalWords(
                "\(draft) has commits on \(remote) that are not here.",
                facts: ["Somebody has added to it. Nothing was sent."],
                next: [
                    .init(
                        "take them over",
                        Shell.line(["assent", "draft", "update", String(draft.dropFirst("draft/".count))]))
                ])
        case .draftWentApart(let draft, let remote, isBehind: false):
            return RefusalWords(
                "\(draft) has commits on \(remote) that are not here.",
                facts: ["Somebody has added to it. Nothing was sent, and yours is kept."],
                next: [.init("bring them together", Shell.line(["git", "pull", "--rebase", remote, draft]))])
        }
    }
}
