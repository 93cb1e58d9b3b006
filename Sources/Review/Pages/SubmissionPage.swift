package import Approvals
import Git
import Resources

///     Submitted draft/ana/work-email for approval                                3f2a91c0
///       model/leads        2 fields
///       waits for approval: Bo Chen or Carol Diaz can give it
package struct SubmissionPage {
    package let page: Page

    package init(_ submission: Submission, for reader: Reader) {
        let plan = submission.plan
        let did: Words =
            switch submission.kind {
            case .submitted: "Submitted \(plan.draft, .strong) for approval"
            case .revised: "Submitted \(plan.draft, .strong) again, as it is now"
            case .unchanged: "\(plan.draft, .strong) has not changed since you submitted it"
            }
        var entry = Entry(
            did, aside: [Words(reader.short(submission.request.id), .faint)], PlanSummary(plan, reader).blocks)
        if let beneath = Words(standingOn: submission.beneath) { entry.add(fact: beneath) }
        for rival in submission.rivals { entry.add(fact: reader.words(rival: rival)) }
        let chosen = submission.request.record.asked
        if !chosen.isEmpty { entry.add(fact: "asked to approve: \(reader.who(chosen, "and"))") }
        entry.add(fact: Words(stateOf: plan, reader))
        let isAlone = reader.settings.members(who: .approve).allSatisfy { plan.authors.contains($0.id) }
        let mayPublish = reader.member.map { reader.policy.may($0.id, .publish, plan.touches) } ?? false
        if submission.approvers.isEmpty, !plan.decision.requirements.isEmpty, isAlone {
            entry.add(fact: "Nobody but its authors may approve here, and their own approval does not count.")
            entry.add(
                .steps(
                    (mayPublish
                        ? [
                            NextStep(
                                "publish it without approval",
                                Shell.line(["assent", "publish", reader.short(draft: plan.draft)]))
                        ] : []) + [
                            NextStep(
                                mayPublish ? "or add somebody who may approve" : "ask for somebody who may approve",
                                "assent member add <id> --name <name> --email <address> --role editor")
                        ]))
        } else if submission.approvers.isEmpty, !plan.decision.requirements.isEmpty {
            let administrators = reader.settings.members(who: .manage).map(\.id)
            entry.add(
                fact:
                    "No single person may approve all of it: split it by source or destination, or ask \(reader.who(administrators)) to extend a role."
            )
        }
        // If two requests ask for the same draft, its name identifies neither.
        let name =
            submission.rivals.isEmpty ? reader.short(draft: plan.draft) : reader.short(submission.request.id)
        let view = Shell.line(["assent", "view", name])
        var steps = [NextStep("see what the reviewer sees", view)]
        if reader.settings.notifications.from != nil, submission.outcome.concerned.isEmpty,
            let approver = submission.approvers.first, !plan.decision.isSatisfied
        {
            steps.append(
                NextStep(
                    "nobody gets mail yet; to ask somebody", Shell.line(["assent", "submit", name, "--to", approver])))
        }
        entry.add(.steps(steps))
        page = Page(.entry(entry))
    }
}
