import Approvals
import Git
import Resources
import Review
import Spelling

extension Invocation {
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
        page.add(SettingsConsequencesPage(try SettingsRisks(from: workspace, to: after), for: reader).page)
        if wasOnIt, try after.repository.head().branch == after.main {
            page.add(.facts(["You are on \(after.branch) again."]))
        }
        report(outcome, by: me, in: workspace, page.text(terminal.style), json: Shapes.outcome(outcome))
        return outcome.landed.isEmpty ? .waits : .fine
    }

    func submit(
        _ draft: Draft, in workspace: OpenWorkspace, by me: Member, to chosen: [String], comment: String?
    ) async throws -> ExitStatus {
        let submission = try await Submitter(workspace).submit(draft, by: me, to: chosen, comment: comment)
        try report(
            submission.outcome, by: me, in: workspace,
            SubmissionPage(submission, for: Reader(workspace, me)).page.text(terminal.style),
            json: Shapes.submission(submission))
        return .fine
    }

    /// Ids of members, however they were listed: `--to bo,carol`, `--to bo --to carol`, `--to "bo, carol"`.
    func members(named lists: [String], of settings: Settings) throws -> [String] {
        try lists.flatMap { $0.split { $0 == "," || $0.isWhitespace }.map(String.init) }.map { name in
            guard let member = settings.member(name) ?? settings.members(email: name).first else {
                if settings.allMembers.contains(where: { $0.id.isExactly(name) }) {
                    throw MemberRefusal.removedMember(name)
                }
                throw MemberRefusal.unknownMember(name, nearest: nearest(name, among: settings.members.map(\.id)))
            }
            return member.id
        }
    }
}
