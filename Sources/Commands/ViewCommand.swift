import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct ViewCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Review a request, a draft, a model or a sync.",
        usage: "assent view <what>",
        discussion: """
            Shows what blocks it and who can unblock it; counts and risks; each field with its published and its \
            proposed value; how the SQL changes; and the discussion. assent approve then approves what you viewed.

            \(Output.view.help)

            Example:
              assent view ana/new-leads
              assent view sync/leads-to-crm
              assent view 3f2a91c0 --format markdown
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .view }

    static var formats: [OutputFormat] { [.text, .json, .markdown] }

    @Argument(help: "A request, a draft, or model/<slug> or sync/<slug>.", completion: .reviewables)
    var what: String

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let reader = try invocation.reader(of: workspace)
        switch try Reviewable(named: what, in: workspace) {
        case .request(let request) where request.state == .open:
            let plan = try Planner(workspace).plan(request)
            let facts = try PlanFacts(plan, in: workspace)
            invocation.answer(
                invocation.written(PlanPage(facts, for: reader).page),
                json: Shapes.viewed(facts, for: reader))
            if let me = reader.member { try ViewedPlans(workspace).remember(plan, by: me.id) }
        case .request(let request):
            let entry = try RequestEntry(past: request, in: workspace)
            let landed = try WorkComparison(landedBy: request, in: workspace)
            invocation.answer(
                invocation.written(PastRequestPage(entry, landed: landed, for: reader).page),
                json: Shapes.viewed(entry, landed: landed, for: reader))
        case .draft(let draft):
            let plan = try Planner(workspace).plan(draft, by: draft.member)
            let facts = try PlanFacts(plan, in: workspace)
            invocation.answer(
                invocation.written(PlanPage(facts, for: reader).page),
                json: Shapes.viewed(facts, for: reader))
        case .resource(let resource):
            let review = try PublishedResource(resource, in: workspace)
            invocation.answer(
                invocation.written(PublishedResourcePage(review, for: reader).page),
                json: Shapes.viewed(review, for: reader))
        }
        return .fine
    }
}
