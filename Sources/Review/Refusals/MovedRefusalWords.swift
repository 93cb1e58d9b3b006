import Approvals
import Git

/// Refs that could not be moved, here or at the remote.
struct MovedRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: MovedRefusal) -> RefusalWords {
        switch refusal {
        case .mainMoved(let branch):
            return RefusalWords("\(branch) kept changing, so nothing was published. Try again.")
        case .changedMeanwhile(let draft):
            return RefusalWords(
                "\(draft) changed while this command ran, so nothing was done.",
                next: [.init("look at it again", Shell.line(["assent", "view", draft]))])
        case .branchIsEdited(let branch, let directory, let obstacle):
            return RefusalWords(
                "\(branch) is checked out in \(directory), and edits there are in the way. Nothing was changed.",
                facts: SafeText.lines(obstacle).shortened,
                next: [.init("set them aside", Shell.line(["git", "-C", directory, "stash", "-u"]))])
        case .offline(let remote):
            return RefusalWords(
                "this has to be recorded on \(remote), so it cannot be done with --offline.",
                facts: ["You can still use edit, check, save, status and view."])
        case .unknownOutcome(let remote):
            return RefusalWords(
                "the connection to \(remote) broke before it answered, so it is not known whether this was done.",
                facts: ["Nothing is recorded here that \(remote) does not have."],
                next: [.init("check, once \(remote) can be reached", "assent status")])
        case .keptThere(let names, let error):
            return RefusalWords(
                "\(names.map { Words($0) }.inWords()) went live, but is still on \(error.remote): \(RemoteErrorWords(error).meaning).",
                facts: RemoteErrorWords(error).said + ["assent will not try to delete it again."],
                next: [
                    .init(
                        "delete it, if you may", Shell.line(["git", "push", error.remote, "--delete"] + names))
                ])
        case .draftWentApart(let draft, let remote, isBehind: true):
            return RefusalWords(
                "\(draft) has commits on \(remote) that are not here.",
                facts: ["Somebody has added to it. Nothing was sent."],
                next: [
                    .init(
                        "get them",
                        Shell.line(["assent", "draft", "update", String(draft.dropFirst("draft/".count))]))
                ])
        case .draftWentApart(let draft, let remote, isBehind: false):
            return RefusalWords(
                "\(draft) has commits on \(remote) that are not here.",
                facts: ["Somebody has added to it. Nothing was sent, and your commits are kept."],
                next: [.init("combine them", Shell.line(["git", "pull", "--rebase", remote, draft]))])
        }
    }
}
