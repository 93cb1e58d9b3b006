import Approvals
package import Git
import Resources
import YAML

extension RequestEntry {
    /// What the request would do, or did: `model/leads (2 fields), sync/leads-to-crm (new)`.
    func subject(_ reader: Reader) -> Words {
        if let title { return Words(title) }
        guard let plan else { return Words() }
        let reviews = ResourceReview.all(of: plan.changes, uses: plan.uses, layout: reader.layout)
        let words = reviews.map { "\($0.heading) (\($0.whatChanged))" as Words }
        return words.count > 3
            ? (Array(words.prefix(2)) + ["\(words.count - 2) more"]).inWords(limit: 5) : words.joined(by: ", ")
    }

    /// What the request waits for, and who can give it.
    ///
    /// - Parameter commit: that it was published as, where that is told.
    package func state(_ reader: Reader, as commit: ObjectID? = nil) -> Words {
        switch request.state {
        case .published:
            guard let event = request.record.last else {
                return "published, but none of its events is valid"
            }
            let (waived, tone): (Words, Style.Tone) = event.waives ? (", without approval", .warning) : (Words(), .good)
            let named = commit.map { " as \($0.short)" as Words } ?? Words()
            return Words("published", tone)
                + " by \(reader.name(event.actor)) \(reader.ago(event.time))\(named)\(waived)"
        case .closed:
            if let event = request.record.closings.first {
                let how: Words = event.kind == .delete ? "deleted with its draft" : "withdrawn"
                return "\(how) by \(reader.who([event.actor])) \(reader.ago(event.time))\(Words(reasonOf: event))"
            }
            guard let void = request.record.voids.last(where: { $0.event.closes }) else { return "closed" }
            return
                "closed; \(Words(actOf: void.event)) in the name of \(reader.name(void.event.actor)) \(Words(void.reason))"
        case .open: break
        }
        if let plan { return Words(stateOf: plan, reader) }
        if isTooLargeHere {
            return "\(unplanned):\u{A0} \(.command("assent view", reader.short(draft: request.draftName)))"
        }
        return Words("\(unplanned.plain): ", .error)
            + (problem.map { RefusalWords($0, in: RefusalContext(reader)).message } ?? "it cannot be read")
    }

    /// Why the request has no plan, and so no verdict.
    var unplanned: Words { isTooLargeHere ? "too large to judge in a list" : "cannot go live" }

    private var isTooLargeHere: Bool { if case ContentRefusal.notMergedHere? = problem { true } else { false } }
}

extension Words {
    /// What an open request waits for.
    init(stateOf plan: Plan, _ reader: Reader) {
        switch Waiting(plan, reader) {
        case .resubmit(let members, let problem):
            let proposer = plan.request.map { reader.who([$0.record.proposer]) } ?? "its author"
            let isMine = plan.request.map { reader.isMe($0.record.proposer) } ?? false
            self =
                Words("cannot be approved", .error)
                + ": the request by \(proposer) \(Words(problem, isMine: isMine)); \(reader.who(members)) can submit it again"
        case .resolve(let authors):
            self = Words("conflicts", .error) + " with \(reader.branch): \(reader.who(authors)) can resolve it"
        case .withdraw(let authors):
            let isOwn = authors.contains(where: reader.isMe)
            let done = Words.command(
                "assent withdraw", reader.short(draft: plan.draft), then: isOwn ? nil : "-m \"…\"")
            self =
                "it would change nothing on \(reader.branch); \(reader.who(authors)) can withdraw it: \(done)"
        case .fix(let authors, let errors):
            let isMine = authors.count == 1 && reader.isMe(authors[0])
            self =
                "\(isMine ? "you need" : "\(reader.who(authors)) needs") to fix "
                + Words(trusted: counted(errors, "error").plain, .error) + " in this draft"
        case .revise(_, let decliners):
            let by = decliners.map { id -> Words in "\(reader.who([id]))\(Words(reasonOf: plan.verdicts[id]))" }
            self = Words("declined", .error) + " by \(by.inWords()); \(reader.wayOn(from: decliners, plan))"
        case .submit(let drafters): self = "its author may not make these changes; \(reader.who(drafters)) may"
        case .approve(let missing), .manage(let missing, _):
            let count: Words =
                missing.required == 1
                ? "approval" : counted(missing.left, missing.given.isEmpty ? "approval" : "more approval")
            self = "waits for \(count): \(reader.wayOut(missing))"
        case .publish where reader.settings.landing == .branch:
            self =
                Words("approved", .good)
                + ": live once the job on the host has run; to start it again: \(.command("assent publish", reader.short(draft: plan.draft)))"
        case .publish(let drafters):
            self =
                Words(plan.decision.requirements.isEmpty ? "needs no approval" : "approved", .good)
                + ": \(reader.who(drafters)) can publish it"
        }
        if plan.needsOthers, let first = plan.newErrors.first {
            self += "; it goes live only with another draft: \(first.message)"
        }
    }
}

extension Words {
    /// `Its request 3f2a91c0 was withdrawn by Dan Okafor 10 minutes ago`
    ///
    /// - Parameters:
    ///   - draft: the one that goes on with it; it may have been renamed since.
    ///   - isThis: that draft is what the page is about.
    init(ended request: ApprovalRequest, of draft: String?, isThis: Bool, _ reader: Reader) {
        let state = RequestEntry(closed: request).state(reader)
        let isRenamed = draft.map { !$0.isExactly(request.draftName) } ?? false
        let former: Words = isRenamed ? " (as \(request.draftName))" : ""
        self =
            isThis
            ? "Its request \(reader.short(request.id))\(former) was \(state)"
            : "The request for \(draft ?? request.draftName, .strong)\(former) was \(state)"
    }
}
