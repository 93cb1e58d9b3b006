import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct StatusCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Where I am, what I changed, and what waits for me.",
        discussion: """
            What the current draft changes, with what is not saved yet; what of it needs approval, and why; findings; my \
            open requests; what waits for me.

            JSON: {head, draft, on, unsaved, changes, uses, findings, needsApproval, request, behind, problem, onlyHere, \
            overlaps, mine, waitsForMe, next, version}

            Example:
              assent status
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try invocation.openWorkspace(looksOnly: true)
        let reader = try invocation.reader(of: workspace)
        let me = reader.member
        let head = try workspace.repository.head()
        var preview: Preview?
        var problem: RefusalWords?
        do { preview = try await workspace.preview(by: me?.id) } catch let refusal as Refusal {
            // A draft that cannot be published as it is: what else there is to say still counts.
            problem = refusal.explained(to: reader, width: invocation.terminal.style.width)
        }
        let current = try workspace.currentDraft()
        let open = try workspace.openRequests().map { request in
            if let plan = preview?.plan, plan.request?.tip == request.tip, plan.revision == request.revision {
                return RequestEntry(request, plan: plan)
            }
            return invocation.entry(request, in: workspace)
        }
        let submitted = Set(open.map(\.request.draftName))
        let report = StatusReport(
            head: head.name, isOnMain: head.name == workspace.branch, draft: current, preview: preview,
            problem: problem,
            mine: open.filter { entry in me.map { entry.request.chain.authors.contains($0.id) } ?? false },
            forMe: open.filter { entry in
                me.map { !entry.request.chain.authors.contains($0.id) && entry.waits(for: $0.id) } ?? false
            },
            otherDrafts: try workspace.drafts().filter {
                $0.member == me?.id && $0.name != current?.name && !submitted.contains($0.name)
            },
            overlaps: try preview.map { try workspace.overlaps(with: $0) } ?? [],
            beneath: try current.map { try workspace.drafts(beneath: $0.tip, of: $0.name) } ?? [],
            isLive: try current.map { try preview?.plan?.isEmpty == true && workspace.isLive($0) } ?? false,
            onlyHere: try workspace.onlyHere(),
            behind: try current.flatMap { try workspace.isBehind($0) ? workspace.remote?.name : nil })
        let style = invocation.terminal.style
        invocation.answer(
            Page(report, for: reader, width: style.width).text(style), json: Shapes.status(report, for: reader))
        return .fine
    }
}
