import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct ViewCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Review a request, a draft, a model or a sync.",
        usage: "assent view [<what>] [<resource>] [--stat]",
        discussion: """
            Shows what blocks it and who can unblock it; counts and risks; each field with its published and its \
            proposed value; how the SQL changes; and the discussion. assent approve then approves what you viewed. \
            If you look again, it begins with what is new since then: what was changed, published, said and decided.

            Without a name, it shows the draft that you are on; elsewhere, on a terminal, it offers everything that you can \
            view, and what waits for you comes first.

            With a model or sync after a request or draft, shows only that one. --stat shows how much changes, \
            without the fields. In both cases, it does not count as viewed. JSON always has everything.

            \(Output.view.help)

            Example:
              assent view ana/new-leads
              assent view ana/new-leads sync/leads-to-crm
              assent view sync/leads-to-crm
              assent view 3f2a91c0 --format markdown
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .view }

    static var formats: [OutputFormat] { [.text, .json, .markdown] }

    @Argument(help: "A request, a draft, or model/<slug> or sync/<slug>.", completion: .reviewables)
    var what: String?

    @Argument(help: "Show only its changes to this model or sync.", completion: .resources)
    var resource: String?

    @Flag(help: "Show how much changes, without the fields.")
    var stat = false

    func validate() throws {
        if stat, resource != nil { throw ValidationError("--stat and a resource cannot be combined") }
    }

    private static let unnamed = Invocation.Unnamed(
        question: "What do you want to view?",
        demand: "say what to view: a request, a draft, model/<slug> or sync/<slug>",
        none: NothingToName(
            message: "there is nothing to view yet.", next: [.init("make a model", making: .model)]),
        standing: { try Drafts($0).current()?.name })

    /// What is shown of a plan.
    private func extent(of plan: Plan, _ layout: Layout) throws -> PlanPage.Extent {
        guard let resource else { return stat ? .counts : .whole }
        let changed = ResourceReview.all(of: plan.changes, layout: layout).flatMap { [$0.resource, $0.renamedTo] }
        guard let one = changed.compactMap(\.self).first(where: { $0.description.isExactly(resource) }) else {
            throw NameRefusal.notChanged(
                resource, draft: plan.draft, changes: changed.compactMap { $0?.description })
        }
        return .one(one)
    }

    /// Shows it with what is new since this member looked last, and remembers what they saw.
    private func show(
        _ facts: PlanFacts, in workspace: OpenWorkspace, to reader: Reader, _ invocation: Invocation
    ) throws {
        var facts = facts
        let extent = try extent(of: facts.plan, workspace.layout)
        // Markdown is for others to read.
        if let me = reader.member, global.format != .markdown {
            facts.since = SinceViewed(facts.plan, by: me.id, in: workspace)
        }
        invocation.answer(
            invocation.written(PlanPage(facts, showing: extent, for: reader).page),
            json: Shapes.viewed(facts, for: reader))
        if extent == .whole, let me = reader.member { try ViewedPlans(workspace).remember(facts.plan, by: me.id) }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let what = try await invocation.name(what, orElse: Self.unnamed) { try $0.reviewables() }
        invocation.terminal.endDialogue()
        let workspace = try await invocation.openWorkspace()
        let reader = try invocation.reader(of: workspace)
        switch try Reviewable(named: what, in: workspace) {
        case .request(let request) where request.state == .open:
            let alone = try Planner(workspace).plan(request)
            // What goes live only after others is shown as it will be then, and approved so.
            let joint = try await LandingSteps(workspace).planAfterOthers(request, alone)
            let plan = joint?.plan ?? alone
            let facts = try PlanFacts(plan, after: joint?.others ?? [], for: reader.member, in: workspace)
            try show(facts, in: workspace, to: reader, invocation)
        case .request(let request):
            let entry = try RequestEntry(past: request, in: workspace)
            let landed = try WorkComparison(landedBy: request, in: workspace)
            invocation.answer(
                invocation.written(PastRequestPage(entry, landed: landed, for: reader).page),
                json: Shapes.viewed(entry, landed: landed, for: reader))
        case .draft(let draft):
            let plan = try Planner(workspace).plan(draft, by: draft.member)
            try show(PlanFacts(plan, in: workspace), in: workspace, to: reader, invocation)
        case .resource(let resource):
            let review = try PublishedResource(resource, in: workspace)
            invocation.answer(
                invocation.written(PublishedResourcePage(review, for: reader).page),
                json: Shapes.viewed(review, for: reader))
        }
        return .fine
    }
}
