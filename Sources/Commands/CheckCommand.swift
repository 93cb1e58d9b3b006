import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct CheckCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check what a draft changes, and what depends on it.",
        discussion: """
            Looks at the current draft with its unsaved files, or at the one that is named, as publishing it would leave \
            main; detached, at what HEAD changes since it left main. The status is 1 if there are errors that main does \
            not have; warnings and notices do not count.

            JSON: {findings: [finding], errors, warnings, notices, inherited, conflicts, checked, version}

            Example:
              assent check
              assent check ana/new-leads
              assent check --all
              assent check --since v1.2
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var fetches: Bool { false }

    @Argument(help: "A draft; else the work at hand.", completion: .drafts)
    var draft: String?

    @Flag(help: "Everything as it stands, not only what changed; then every error counts.")
    var all = false

    @Option(help: ArgumentHelp("Against what this commit and the checked one have in common.", valueName: "ref"))
    var since: String?

    func validate() throws {
        if all && since != nil { throw ValidationError("--all looks at everything, so --since has no place beside it") }
    }

    func run(_ invocation: Invocation) throws -> ExitStatus {
        let workspace = try invocation.openWorkspace()
        let report = try report(workspace)
        let style = invocation.terminal.style
        invocation.answer(Page(report, width: style.width).text(style), json: Shapes.check(report))
        return report.fails ? .findings : .fine
    }

    private func report(_ workspace: OpenWorkspace) throws -> CheckReport {
        let named = try draft.map { try workspace.draft(named: $0) }
        if all || since != nil {
            let head = try workspace.repository.head()
            guard let commit = named?.tip ?? head.commit else { throw Refusal.notOnDraft(head: head.name) }
            let name = Words(named?.name ?? head.name)
            guard let since else {
                return try workspace.checkAll(commit, named: name) {
                    named == nil ? try workspace.unsavedFiles() : [:]
                }
            }
            guard let base = try workspace.repository.resolve(since) else {
                throw ValidationError("there is no commit \(SafeText.line(since))")
            }
            return try workspace.check(commit, named: name, since: base, named: Words(since))
        }
        if let named {
            let plan = try workspace.plan(named, by: named.member)
            if !plan.merge.conflicts.isEmpty { return try alone(plan, workspace) }
            return CheckReport(
                plan.findings, of: plan.changes, conflicts: plan.merge.conflicts.count, named: Words(named.name),
                unsaved: 0)
        }
        let head = try workspace.repository.head()
        let preview = try workspace.preview(by: nil)
        if let plan = preview.plan, !plan.merge.conflicts.isEmpty, preview.unsaved.isEmpty {
            return try alone(plan, workspace)
        }
        if preview.draft != nil || !preview.unsaved.isEmpty {
            return CheckReport(
                preview.findings, of: preview.changes, conflicts: preview.plan?.merge.conflicts.count ?? 0,
                named: Words(head.name), unsaved: preview.unsaved.count)
        }
        guard let commit = head.commit else { throw Refusal.notOnDraft(head: head.name) }
        return try workspace.check(
            commit, named: Words(head.name), since: workspace.tip, named: Words(workspace.branch))
    }

    /// A draft that conflicts with main, as it stands on what it started from.
    private func alone(_ plan: Plan, _ workspace: OpenWorkspace) throws -> CheckReport {
        try workspace.check(
            plan.revision, named: Words(plan.draft), since: workspace.tip, named: Words(workspace.branch),
            conflicts: plan.merge.conflicts.count)
    }
}
