import Approvals
import ArgumentParser
import Git
import Resources
import Review
import YAML

struct StatusCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Where I am, what I changed, and what waits for me.",
        usage: "assent status",
        discussion: """
            What the current draft changes, with what is not saved yet; what of it needs approval, and why; findings; my \
            open requests; what waits for me.

            JSON: {head, draft, on, unsaved, changes, uses, findings, needsApproval, request, behind, problem, onlyHere, \
            overrides, attributes, overlaps, mine, waitsForMe, unsound, next, version}

            Example:
              assent status
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace(looksOnly: true)
        let reader = try invocation.reader(of: workspace)
        let me = reader.member
        let head = try workspace.repository.head()
        var preview: Preview?
        var problem: RefusalWords?
        do { preview = try await workspace.preview(by: me?.id) } catch let refusal as any ExplainedRefusal {
            // A draft that cannot be published as it is: what else there is to say still counts.
            problem = refusal.explained(in: RefusalContext(reader, width: invocation.terminal.style.width))
        }
        let current = try workspace.currentDraft()
        let (open, _, unsound) = try workspace.foundRequests()
        let submitted = Set(open.map { ExactText($0.draftName) })
        let concerning = me.map { requests(open, concerning: $0, in: workspace, invocation) }
        let report = StatusReport(
            head: head.name, isOnMain: head.name.isExactly(workspace.branch), draft: current, preview: preview,
            problem: problem,
            mine: concerning?.mine ?? [], forMe: concerning?.forMe ?? [],
            otherDrafts: try workspace.drafts().filter {
                $0.isOf(me) && current?.name.isExactly($0.name) != true && !submitted.contains(ExactText($0.name))
            },
            overlaps: try preview.map { try workspace.overlaps(with: $0) } ?? [],
            beneath: try current.map { try workspace.drafts(beneath: $0.tip, of: $0.name) } ?? [],
            isLive: try current.map { try preview?.plan?.isEmpty == true && workspace.isLive($0) } ?? false,
            unsound: unsound, onlyHere: try workspace.onlyHere(),
            behind: try current.flatMap { try workspace.isBehind($0) ? workspace.remote?.name : nil },
            overrides: try workspace.repository.historyOverrides(), attributes: try workspace.attributeNotes())
        let style = invocation.terminal.style
        invocation.answer(
            Page(report, for: reader, width: style.width).text(style), json: Shapes.status(report, for: reader))
        return .fine
    }

    /// Of the open requests, a member's own, and those of others that wait for them.
    private func requests(
        _ open: [ApprovalRequest], concerning me: Member, in workspace: OpenWorkspace, _ invocation: Invocation
    ) -> (mine: [RequestEntry], forMe: [RequestEntry]) {
        let width = invocation.terminal.style.width
        let isMine = { @Sendable (request: ApprovalRequest) in request.record.authors.contains(me.id) }
        let concerning = workspace.planned(open) { request, plan, workspace -> RequestEntry? in
            let entry = RequestEntry(request, plan, in: workspace, width: width)
            for change in entry.plan?.changes ?? [] { change.forgetDocuments() }
            return isMine(request) || entry.waits(for: me.id) ? entry : nil
        }.compactMap { $0 }
        return (concerning.filter { isMine($0.request) }, concerning.filter { !isMine($0.request) })
    }
}
