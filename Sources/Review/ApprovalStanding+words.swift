package import Approvals
import Git
import Resources

extension Reader {
    /// How far a revision is approved, on one line without a full stop.
    package func words(of standing: ApprovalStanding) -> Words {
        switch standing {
        case .published: "this is part of \(branch) already"
        case .notNeeded: "no approval is needed"
        case .approved(let plan): "\(plan.draft) is approved: \(lines(on: plan).joined(by: "; "))"
        case .waits(let plan): "\(plan.draft) waits for approval: \(lines(on: plan).joined(by: "; "))"
        case .conflicts(let plan):
            "\(plan.draft) conflicts with what was published since, so nobody can approve it yet"
        case .noDraft: "this changes what needs approval but is not a draft, so nobody can approve it"
        case .unfit(let paths):
            "this changes \(paths.map { Words($0) }.inWords()), which no draft may, so nobody can approve it"
        }
    }

    /// What stands in the way, or what was given.
    private func lines(on plan: Plan) -> [Words] {
        let verdicts = verdicts(on: plan) + [unproven(plan)].compactMap { $0 }
        let blocks = verdicts.filter { $0.mark == .blocks }
        return (blocks.isEmpty ? verdicts : blocks).map {
            $0.name == "approvals" ? $0.words : "\($0.name) \($0.words)"
        }
    }

    /// That what asks for it cannot be taken for its author's.
    func unproven(_ plan: Plan) -> Verdict? {
        guard let problem = plan.proposalProblem, let author = plan.request?.record.proposer else { return nil }
        return Verdict(
            mark: .blocks, name: "request",
            words: "of \(name(author)) \(Words(problem)); an author can submit it again")
    }
}

extension Page {
    /// How far a revision is approved, and who does what next.
    mutating func standing(_ standing: ApprovalStanding, _ reader: Reader) {
        switch standing {
        case .published:
            line(
                "Part of \(reader.branch) already; that it was let through, proves:\u{A0} \(.command("assent verify"))")
        case .notNeeded(nil): line("Nothing that it changes needs approval.")
        case .notNeeded(let plan?):
            if plan.isEmpty { return line("\(plan.draft) changes nothing, so there is nothing to approve.") }
            verdicts(on: plan, reader)
        case .approved(let plan): verdicts(on: plan, reader)
        case .waits(let plan):
            line("\(plan.draft, .strong) waits for approval:")
            verdicts(on: plan, reader)
            let draft = reader.short(draft: plan.draft)
            if let request = plan.request, request.revision == plan.revision {
                add(Page(steps: [.init("see where it stands", Shell.line(["assent", "view", draft]))]))
            } else if plan.decision.strangers.isEmpty {
                let candidates = plan.decision.missing.flatMap(\.candidates)
                let ask = candidates.first.map { ["--to", $0] } ?? []
                add(Page(steps: [.init("its author asks for it", Shell.line(["assent", "submit", draft] + ask))]))
            }
        case .conflicts(let plan):
            let draft = reader.short(draft: plan.draft)
            line("\(plan.draft, .strong) cannot be approved before it is settled with what was published since:")
            add(
                Page(steps: [
                    .init("its author", Shell.line(["assent", "draft", "switch", draft])),
                    .init("then", "assent draft update"),
                ]))
        case .unfit(let paths):
            line("This changes what no draft may change, so nobody can approve it:")
            for path in paths.prefix(8) { line("\(path)", indent: 2, hanging: 4) }
            if paths.count > 8 { line("… and \(paths.count - 8) more", indent: 2) }
        case .noDraft(let decision):
            line("This changes what needs approval but is not a draft, so nobody can approve it.")
            for requirement in decision.requirements {
                line("\(counted(requirement.required, "approval")); \(reader.wayOut(requirement))", indent: 2)
            }
            add(
                Page(steps: [
                    .init("make it one", "git push origin HEAD:refs/heads/draft/<you>/<name>")
                ]))
        }
    }

    private mutating func verdicts(on plan: Plan, _ reader: Reader) {
        for verdict in reader.verdicts(on: plan) { self.verdict(verdict) }
        if let verdict = reader.unproven(plan) { self.verdict(verdict) }
    }
}

extension Shapes {
    static func approval(_ standing: ApprovalStanding) -> JSON {
        func document(_ state: JSON, _ plan: Plan?, _ decision: Decision?) -> JSON {
            [
                "state": state, "draft": JSON(plan?.draft), "revision": JSON(plan?.revision.hex),
                "request": JSON(plan?.request?.id),
                "requirements": .array((decision?.requirements ?? []).map(requirement)),
                "declinedBy": .array((decision?.declinedBy ?? []).map(JSON.string)),
            ]
        }
        return switch standing {
        case .published: document("published", nil, nil)
        case .notNeeded(let plan): document("notNeeded", plan, plan?.decision)
        case .approved(let plan): document("approved", plan, plan.decision)
        case .waits(let plan): document("waits", plan, plan.decision)
        case .conflicts(let plan): document("conflicts", plan, plan.decision)
        case .noDraft(let decision): document("noDraft", nil, decision)
        case .unfit: document("unfit", nil, nil)
        }
    }
}
