import Approvals
import Git
import Resources
import Review
import Spelling

/// The three ways to finish (F3).
extension Invocation {
    private enum Ending: String {
        case publish = "Publish now"
        case submit = "Submit approval request"
        case save = "Save as draft"
    }

    /// Asks how a draft that is saved shall go on. No answer leaves it as it is.
    func finish(_ draft: Draft, by me: Member) async throws -> ExitStatus {
        let workspace = try reopenWorkspace()
        let reader = try Reader(workspace, me)
        let plan = try Planner(workspace).plan(draft, by: me.id)
        if plan.isEmpty { return .fine }
        let mayPublish = workspace.policy.may(me.id, .publish, plan.touches) || plan.decision.isSatisfied
        let endings: [Ending] = mayPublish ? [.publish, .submit, .save] : [.submit, .save]
        let draftName = reader.short(draft: draft.name)
        let goOn = NextStep("ask for approval", Shell.line(["assent", "submit", draftName]))
        var farewell = Page()
        farewell.tell("\(Words("assent", .error)): \(draft.name) is saved. Go on:  \(.command(goOn.command))")
        let answer = try terminal.asking(orElse: farewell) { () throws -> Answer in
            let chosen = terminal.choose("What next?", endings.map(\.rawValue), orElse: "keep it as a draft").map {
                endings[$0]
            }
            switch chosen ?? .save {
            case .publish:
                let isAsked = !plan.decision.isSatisfied
                return .publish(reason: isAsked ? words("Why publish without approval? (Enter: no reason) ") : nil)
            case .submit:
                return try .submit(to: whom(plan, workspace, reader), words("A comment for them? (Enter: none) "))
            case .save: return .save
            }
        }
        switch answer {
        case .publish(let reason): return try await publish(draft, in: workspace, by: me, reason: reason)
        case .submit(let asked, let comment):
            return try await submit(draft, in: workspace, by: me, to: asked, comment: comment)
        case .save:
            var page = Page()
            page.tell("Kept on \(draft.name, .strong); nobody was notified.", .steps([goOn]))
            terminal.print(page.text(terminal.style))
            return .fine
        }
    }

    private enum Answer {
        case publish(reason: String?)
        case submit(to: [String], String?)
        case save
    }

    /// A text that may be left out.
    private func words(_ question: String) -> String? { terminal.ask(question).flatMap { $0.isEmpty ? nil : $0 } }

    /// Whom to ask; again, until all of them are members.
    private func whom(_ plan: Plan, _ workspace: OpenWorkspace, _ reader: Reader) throws -> [String] {
        let approvers = workspace.settings.members.map(\.id).filter {
            workspace.policy.mayApprove($0, plan.evidence())
        }
        let names = approvers.map { "\($0)" as Words }.inWords(limit: 8)
        let who: Words = approvers.isEmpty ? "" : ", one or more of \(names)"
        while let answer = terminal.ask("Who should review it\(who.plain)? (Enter: anyone who can approve) ") {
            do { return try members(named: [answer.replacing(" ", with: ",")], of: workspace.settings) } catch let
                refusal
                as any ExplainedRefusal
            {
                note(refusal.explained(in: RefusalContext(reader)).page.text(terminal.errorStyle))
            }
        }
        return []
    }

    func publish(_ draft: Draft, in workspace: OpenWorkspace, by me: Member, reason: String?) async throws
        -> ExitStatus
    {
        let wasOnIt = try Drafts(workspace).current()?.name.isExactly(draft.name) ?? false
        let beneath = try Stacks(workspace).drafts(beneath: draft.tip, of: draft.name)
        let closed = try Requests(workspace).found().reopened.first { $0.draftName.isExactly(draft.name) }
        let outcome = try await Publisher(workspace).publish(draft, by: me, reason: reason)
        let after = try reopenWorkspace()
        let reader = try Reader(after, me)
        var page = PublicationPage(outcome, with: beneath, closed: closed, for: reader).page
        if wasOnIt, try after.repository.head().branch == after.main {
            page.add(.facts(["You are on \(after.branch) again."]))
        }
        report(page.text(terminal.style), json: Shapes.outcome(outcome))
        note(leftBy: outcome)
        return .fine
    }

    func submit(
        _ draft: Draft, in workspace: OpenWorkspace, by me: Member, to chosen: [String], comment: String?
    ) async throws -> ExitStatus {
        let submission = try await Submitter(workspace).submit(draft, by: me, to: chosen, comment: comment)
        try report(
            SubmissionPage(submission, for: Reader(workspace, me)).page.text(terminal.style),
            json: Shapes.submission(submission))
        return .fine
    }

    /// Ids of members, however they were listed: `--to bo,carol`, `--to bo --to carol`.
    func members(named lists: [String], of settings: Settings) throws -> [String] {
        try lists.flatMap { $0.split(separator: ",").map(String.init) }.map { name in
            guard let member = settings.member(name) ?? settings.members(email: name).first else {
                throw MemberRefusal.unknownMember(name, nearest: nearest(name, among: settings.members.map(\.id)))
            }
            return member.id
        }
    }
}
