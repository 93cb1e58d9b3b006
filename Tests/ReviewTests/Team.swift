import Approvals
import FoundationEssentials
import Git
import Resources
import Review
import Support

/// People and a workspace in a bare repository: ana drafts, bo and bea edit, carol administers. A risk takes two.
final class Team {
    let scratch: ScratchRepository
    /// What every command sees of the time: an hour passes with each `hour()`.
    private let start = Date(timeIntervalSince1970: 1_767_225_600)
    private var hours = 0

    /// bo edits as well, and so does bea; what goes to the ads is for carol to approve.
    static let settings = Acme.settings
        .with(
            "      required: 2\n",
            """
                  required: 2
                - when: {destinations: [ads]}
                  required: 1
                  from: ["member:carol"]

            """
        )
        .with(
            "role: lifecycle-lead}\n",
            "role: editor}\n  bea: {name: Bea Roy, email: bea@acme.example, role: editor}\n"
        )
        .with("  dan: {name: Dan Okafor, email: dan@acme.example, role: editor}\n", "")
        .with("  eva: {name: Eva Lind, email: eva@acme.example, role: viewer}\n", "")

    static let leads = """
        name: Leads
        source: snowflake
        type: raw_sql
        rawSql: |-
          select
            email, created_at
          from crm.leads
        primaryKey: email

        """

    static func sync(_ destination: String, mode: String = "insert", model: String = "leads") -> String {
        """
        model: \(model)
        destination: \(destination)
        config:
          mode: \(mode)
          mappings:
            - {to: Email, from: email, type: standard}
        schedule:
          type: manual

        """
    }

    init() async throws {
        scratch = ScratchRepository.current
        let manifest = Acme.manifest
            .with(
                "destinations:\n",
                "destinations:\n  crm: {name: CRM, type: salesforce}\n  ads: {name: Ads, type: google}\n")
        _ = try await scratch.commit(
            [
                "assent.yaml": Self.settings, "hightouch/manifest-acme.yaml": manifest,
                "hightouch/models/leads.yaml": Self.leads,
                "hightouch/models/people.yaml": Self.leads.replacing("name: Leads", with: "name: All people"),
                "hightouch/syncs/leads-to-crm.yaml": Self.sync("crm"),
                "hightouch/syncs/people-to-ads.yaml": Self.sync("ads", mode: "upsert", model: "people"),
            ], "start")
    }

    func hour(_ count: Int = 1) { hours += count }

    /// The workspace as somebody sees it now.
    func open(_ member: String) throws -> OpenWorkspace {
        let now = start.addingTimeInterval(Double(hours) * 3600)
        var environment = scratch.environment
        environment["GIT_AUTHOR_EMAIL"] = "\(member)@acme.example"
        return try OpenWorkspace(
            Session(
                directory: scratch.path, environment: environment, clock: { now },
                randomness: { [UInt8](repeating: 7, count: $0) }))
    }

    func reader(_ member: String) throws -> Reader {
        let workspace = try open(member)
        return try Reader(workspace, workspace.me())
    }

    /// A draft with these files (nil: deleted).
    @discardableResult
    func draft(_ name: String, by member: String, _ files: [GovernedFile: String?]) throws -> Draft {
        let workspace = try open(member)
        let me = try workspace.me()
        let draft = try Drafts(workspace).all().first { $0.slug == name } ?? Drafts(workspace).start(name, for: me)
        return try DraftWriter(workspace).commit(
            files.mapValues { $0.map { FileText($0) } }, to: draft, by: me, message: "edit")
    }

    @discardableResult
    func submit(_ name: String, by member: String, to chosen: [String] = [], _ comment: String? = nil) async throws
        -> Submission
    {
        let workspace = try open(member)
        return try await Submitter(workspace).submit(
            Drafts(workspace).draft(named: name), by: workspace.me(), to: chosen, comment: comment)
    }

    func approve(_ name: String, by member: String, _ comment: String? = nil) async throws -> Outcome {
        let workspace = try open(member)
        let request = try RequestNames(workspace).request(named: name)
        return try await Publisher(workspace).approve(
            [request], by: workspace.me(), comment: comment,
            shown: Set([try Planner(workspace).plan(request).subject].compactMap { $0 }))
    }

    @discardableResult
    func publish(_ name: String, by member: String, _ reason: String? = nil) async throws -> Outcome {
        let workspace = try open(member)
        return try await Publisher(workspace).publish(
            Drafts(workspace).draft(named: name), by: workspace.me(), reason: reason)
    }

    /// What `view` says of a draft or request, ids as `<id>`.
    func view(_ name: String, as member: String) throws -> String { Self.plain(try page(name, as: member)) }

    func page(_ name: String, as member: String) throws -> Page {
        let workspace = try open(member)
        let reader = try reader(member)
        switch try Reviewable(named: name, in: workspace) {
        case .request(let request) where request.state == .open:
            return PlanPage(try PlanFacts(Planner(workspace).plan(request), in: workspace), for: reader).page
        case .request(let request):
            let landed = try WorkComparison(landedBy: request, in: workspace)
            return PastRequestPage(try RequestEntry(past: request, in: workspace), landed: landed, for: reader).page
        case .draft(let draft):
            return PlanPage(try PlanFacts(Planner(workspace).plan(draft, by: draft.member), in: workspace), for: reader)
                .page
        case .resource(let resource):
            return PublishedResourcePage(try PublishedResource(resource, in: workspace), for: reader).page
        }
    }

    /// Digests as `<digest>`, of eight columns too.
    static func plain(_ page: Page) -> String {
        page.text(.plain).split(separator: " ", omittingEmptySubsequences: false).map { word in
            let text = word.prefix { $0 != "\n" && $0 != ":" && $0 != "." && $0 != ";" }
            let isDigest = text.count == 8 && text.allSatisfy(\.isHexDigit) && text.contains(where: \.isNumber)
            return isDigest ? "<digest>" + word.dropFirst(8) : String(word)
        }.joined(separator: " ")
    }
}
