import Approvals
import ArgumentParser
import Git
import Resources
import Review

/// The three ways to finish (F3).
struct FinishDialogue {
    private let invocation: Invocation
    private var terminal: Terminal { invocation.terminal }

    init(_ invocation: Invocation) { self.invocation = invocation }

    private enum Ending: String {
        case publish = "Publish now"
        case submit = "Submit approval request"
        case save = "Save as draft"
    }

    /// Asks how to finish a draft that is saved, among the ways that are open. Without an answer it stays a draft.
    func finish(_ draft: Draft, by me: Member) async throws -> ExitStatus {
        let workspace = try invocation.reopenWorkspace()
        let reader = try Reader(workspace, me)
        let plan = try Planner(workspace).plan(draft, by: me.id)
        if plan.isEmpty { return .fine }
        let (endings, obstacle) = try await endings(of: plan, by: me, in: workspace)
        guard !endings.isEmpty else { return kept(draft, because: obstacle, for: reader) }
        for overlap in try Planner(workspace).overlaps(with: plan) {
            invocation.note(sentence: reader.words(overlap) + ".")
        }
        var typed = Typed(reader.short(draft: draft.name))
        do {
            try terminal.asking(orElse: farewell(draft, typed)) {
                try ask(
                    &typed, endings, plan, workspace, reader, told: { terminal.sayAtInterrupt(farewell(draft, $0)) })
            }
        } catch is CalledOff {
            guard typed.ending != nil else { return kept(draft, because: nil, for: reader) }
            throw CalledOff(farewell: farewell(draft, typed))
        }
        if typed.ending == .publish {
            guard try consents(to: draft, typed, in: workspace, by: me) else {
                return kept(draft, because: nil, for: reader)
            }
        }
        // What somebody took the time to write is not lost with what it was for.
        if typed.comment != nil { invocation.afterFailure = [NextStep("then, with what you wrote", typed.command)] }
        switch typed.ending ?? .save {
        case .publish:
            return try await invocation.publish(draft, in: workspace, by: me, reason: typed.comment)
        case .submit:
            return try await invocation.submit(draft, in: workspace, by: me, to: typed.asked, comment: typed.comment)
        case .save: return kept(draft, because: nil, for: reader)
        }
    }

    /// Whether it is to go live over its risks.
    private func consents(to draft: Draft, _ typed: Typed, in workspace: OpenWorkspace, by me: Member) throws -> Bool {
        let farewell = farewell(draft, typed)
        do {
            return try terminal.asking(orElse: farewell) {
                try invocation.consents(toPublishing: draft, in: workspace, by: me)
            }
        } catch is CalledOff {
            throw CalledOff(farewell: farewell)
        }
    }

    /// What was answered so far, and the command that says the same.
    private struct Typed {
        let draft: String
        var ending: Ending?
        var asked: [String] = []
        var comment: String?

        init(_ draft: String) { self.draft = draft }

        var command: String {
            let to = asked.isEmpty ? [] : ["--to", asked.joined(separator: ",")]
            let verb = ending == .publish ? ["publish", draft] : ["submit", draft] + to
            return Shell.line(["assent"] + verb + (comment.map { ["-m", $0] } ?? []))
        }
    }

    private func farewell(_ draft: Draft, _ typed: Typed) -> Page {
        var page = Page()
        page.tell("\(Words("assent", .error)): \(draft.name) is saved. Go on:  \(.command(typed.command))")
        return page
    }

    /// The ways to finish that may be open; if there are none, why.
    private func endings(of plan: Plan, by me: Member, in workspace: OpenWorkspace) async throws -> (
        [Ending], (any Refusal)?
    ) {
        var endings: [Ending] = []
        var obstacle: (any Refusal)?
        do {
            try Mover(workspace).requireWay()
            try await ActSigner(workspace).requireSigning(by: me)
            try Submitter(workspace).requireMaySubmit(plan, by: me)
            endings = [.submit, .save]
            try LandingSteps(workspace).requireMayPublish(plan, by: me)
            endings.insert(.publish, at: 0)
        } catch let refusal as any Refusal { obstacle = refusal } catch is RemoteError {
            // It was told already that the remote cannot be asked.
        }
        return (endings, endings.isEmpty ? obstacle : nil)
    }

    private func ask(
        _ typed: inout Typed, _ endings: [Ending], _ plan: Plan, _ workspace: OpenWorkspace, _ reader: Reader,
        told: (Typed) -> Void
    ) throws {
        let chosen = try terminal.choose("What next?", endings.map(\.rawValue), orElse: "keep it as a draft")
        typed.ending = chosen.map { endings[$0] } ?? .save
        told(typed)
        switch typed.ending {
        case .publish:
            if !plan.decision.isSatisfied {
                typed.comment = try invocation.line("Why publish without approval? (Enter: no reason) ")
            }
        case .submit:
            typed.asked = try whom(plan, workspace, reader)
            told(typed)
            typed.comment = try invocation.line("A comment for them? (Enter: none) ")
        case .save, nil: break
        }
    }

    private func kept(_ draft: Draft, because obstacle: (any Refusal)?, for reader: Reader) -> ExitStatus {
        var page = Page()
        let submit = NextStep("ask for approval", Shell.line(["assent", "submit", reader.short(draft: draft.name)]))
        if let obstacle {
            let why = RefusalWords(obstacle, in: RefusalContext(reader, on: draft.name))
            let later = NextStep("once that is fixed", submit.command)
            page.tell(
                "Kept on \(draft.name, .strong). It cannot be submitted yet: \(why.message)", .facts(why.facts),
                .steps(why.next + [later]))
        } else {
            page.tell("Kept on \(draft.name, .strong); nobody was notified.", .steps([submit]))
        }
        terminal.print(page.text(terminal.style))
        return .fine
    }

    /// Whom to ask; again, until all of them are members who can approve it, where anybody can.
    private func whom(_ plan: Plan, _ workspace: OpenWorkspace, _ reader: Reader) throws -> [String] {
        let approvers = workspace.settings.members.map(\.id).filter {
            workspace.policy.mayApprove($0, plan.evidence())
        }
        let names = approvers.map { "\($0)" as Words }.inWords(limit: 8)
        let who: Words = approvers.isEmpty ? "" : ", one or more of \(names)"
        while true {
            let answer = try terminal.ask("Who should review it\(who.plain)? (Enter: anyone who can approve) ")
            do {
                let chosen = try invocation.members(named: [answer], of: workspace.settings)
                let others = chosen.filter { !approvers.contains($0) }
                if others.isEmpty || approvers.isEmpty { return chosen }
                invocation.note(sentence: "\(reader.who(others)) cannot approve it.")
            } catch let refusal as any Refusal {
                invocation.note(RefusalWords(refusal, in: RefusalContext(reader)).page.text(terminal.errorStyle))
            }
        }
    }
}
