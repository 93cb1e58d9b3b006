import Approvals
import Git
import Resources

/// Why a change cannot be reverted, and what can be done instead.
struct ReversalRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: ReversalRefusal) -> RefusalWords {
        return switch refusal {
        case .notPublished(let draft, let request): notPublished(draft, request)
        case .namesNoChange(let resource):
            RefusalWords(
                "revert undoes one change to \(resource.description), by its request or commit.",
                next: [
                    .init("find it", Shell.line(["assent", "log", resource.description])),
                    .init("then", "assent revert <request>"),
                ])
        case .notOnMain(let commit):
            RefusalWords(
                "\(commit.short) did not publish anything on \(reader?.branch ?? "main").",
                next: [.init("what was published", "assent log")])
        case .changedSince(let change, let conflicts):
            RefusalWords(
                "\(Words(nameOf: change)) cannot be undone: what it changed has been changed again since, and that would be lost.",
                details: page(
                    of: conflicts, called: ["published", "now", "before"]),
                next: again(conflicts))
        case .nothingToRevert(let change):
            RefusalWords(
                "the changes in \(Words(nameOf: change)) are already undone.",
                next: [.init("what was published", "assent log")])
        }
    }

    private func notPublished(_ draft: String, _ request: ApprovalRequest?) -> RefusalWords {
        switch request?.state {
        case nil:
            RefusalWords(
                "\(draft) is not published: there is nothing to undo.",
                next: [.init("discard it", "assent draft delete " + Shell.quoted(reader?.short(draft: draft) ?? draft))]
            )
        case .open, .published:
            RefusalWords(
                "\(draft) is not published yet: there is nothing to undo.",
                next: [
                    isOwn(draft)
                        ? .init("to keep it from going live", typed("withdraw", draft))
                        : .init("to keep it from going live", typed("decline", draft) + " -m \"…\"")
                ])
        case .closed:
            RefusalWords(
                "\(draft) was never published by that request, which was \(request?.record.closings.first?.kind == .delete ? "deleted" : "withdrawn").",
                next: [.init("what was published", "assent log")])
        }
    }

    /// The history of what was changed twice.
    private func again(_ conflicts: [FieldConflict]) -> [NextStep] {
        let resources = conflicts.compactMap(\.file.resource).reduce(into: [ResourceID]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return resources.prefix(3).map {
            .init("see what changed it since", Shell.line(["assent", "log", $0.description]))
        } + [.init("then change it by hand", "assent draft start <name>")]
    }
}
