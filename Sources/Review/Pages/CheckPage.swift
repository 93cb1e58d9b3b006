import Approvals
import Git
import Resources

/// `check`: the findings, a line that counts them, and how far it is approved where that was asked.
package struct CheckPage {
    private let report: CheckReport
    private let reader: Reader?

    /// - Parameter reader: the person to whom approvals are explained.
    package init(_ report: CheckReport, for reader: Reader? = nil) {
        self.report = report
        self.reader = reader
    }

    package var page: Page {
        var page = Page(report.findings)
        page.gap()
        page.say(report.summary)
        if report.conflicts > 0, let draft = report.plan?.draft ?? report.workedOn {
            let verb: Words = report.conflicts == 1 ? "conflicts" : "conflict"
            page.say(
                "\(counted(report.conflicts, "field")) \(verb) with what was published since:\u{A0} \(.command(Shell.line(["assent", "view", draft])))"
            )
        }
        let codes = Set(report.findings.filter(report.fails(by:)).map(\.code)).sorted()
        if let first = codes.first { page.say("what it means:\u{A0} \(.command("assent explain", first.rawValue))") }
        if let standing = report.standing, let reader {
            page.gap()
            page.add(blocks(standing, reader))
        }
        return page
    }

    /// How far a revision is approved, and who does what next.
    private func blocks(_ standing: ApprovalStanding, _ reader: Reader) -> [Block] {
        switch standing {
        case .published:
            return [
                .paragraph(
                    "Already part of \(reader.branch). To prove that it was approved, run:\u{A0} \(.command("assent verify"))"
                )
            ]
        case .notNeeded(nil): return [.paragraph("These changes need no approval.")]
        case .notNeeded(let plan?):
            return plan.isEmpty
                ? [.paragraph("\(plan.draft) changes nothing, so there is nothing to approve.")]
                : [verdicts(on: plan, reader)]
        case .approved(let plan): return [verdicts(on: plan, reader)]
        case .waits(let plan):
            return [
                .paragraph("\(plan.draft, .strong) waits for approval:"), verdicts(on: plan, reader),
                .steps(steps(for: plan, reader)),
            ]
        case .conflicts(let plan):
            let draft = reader.short(draft: plan.draft)
            return [
                .paragraph(
                    "\(plan.draft, .strong) conflicts with what was published since, and cannot be approved until that is resolved:"
                ),
                .steps([
                    NextStep("its author", Shell.line(["assent", "draft", "switch", draft])),
                    NextStep("then", "assent draft update"),
                ]),
            ]
        case .unfit(let paths):
            let left = paths.count > 8 ? ["… and \(paths.count - 8) more" as Words] : []
            return [
                .paragraph("This changes files that drafts cannot change, so nobody can approve it:"),
                .facts(paths.prefix(8).map { Words($0) } + left),
            ]
        case .noDraft(let decision):
            return [
                .paragraph("This changes something that needs approval but is not a draft, so nobody can approve it."),
                .facts(
                    decision.neededInAll.map { "\(counted($0.required, "approval")); \(reader.wayOut($0))" }),
                .steps([
                    NextStep(
                        "make it a draft",
                        "git switch -c draft/\(reader.member.map { Shell.quoted($0.id) } ?? "<you>")/<name>"),
                    NextStep("then", "assent submit"),
                ]),
            ]
        }
    }

    private func verdicts(on plan: Plan, _ reader: Reader) -> Block {
        .table(Table(reader.verdicts(on: plan) + [reader.unproven(plan)].compactMap { $0 }))
    }

    private func steps(for plan: Plan, _ reader: Reader) -> [NextStep] {
        let draft = reader.short(draft: plan.draft)
        if let request = plan.request, request.revision == plan.revision {
            return [NextStep("see where it stands", Shell.line(["assent", "view", draft]))]
        }
        guard plan.decision.strangers.isEmpty else { return [] }
        let ask = plan.decision.missing.flatMap(\.candidates).first.map { ["--to", $0] } ?? []
        return [NextStep("its author can ask for it", Shell.line(["assent", "submit", draft] + ask))]
    }
}
