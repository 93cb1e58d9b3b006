import Approvals
import ArgumentParser
import Resources
import Review

struct SubmitCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Submit a draft for approval.",
        usage: "assent submit [<draft>] [--to <member>,…] [-m <text>] [--save | --dry-run]",
        discussion: """
            Submit again after more changes to revise the request. Anyone who may approve all of it can act on it, \
            asked or not.

            \(Output.submit.help)

            Example:
              assent submit --to bo -m "Use the work e-mail for CRM leads"
              assent submit --to bo,carol --save
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .submit }

    @Argument(help: "The draft (default: the one you are on).", completion: .drafts)
    var draft: String?

    @Option(help: ArgumentHelp("Who should review it, by member id.", valueName: "member,..."), completion: .members)
    var to: [String] = []

    @Option(name: [.customShort("m"), .customLong("message")], help: "A comment for the reviewers.")
    var message: String?

    @Flag(help: "Save unsaved edits first.")
    var save = false

    @Flag(help: "Show what would be submitted, and who would be told; do nothing.")
    var dryRun = false

    func validate() throws {
        try message?.requireRoom()
        if dryRun, save { throw ValidationError("--dry-run saves nothing: leave out --save") }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        // Before anything is saved.
        try helpWithMembers(in: await invocation.openWorkspace(), invocation)
        let chosen = try invocation.members(named: to, of: await invocation.openWorkspace().settings)
        if dryRun { return try await preview(invocation, to: chosen) }
        let (workspace, me, draft) = try await invocation.savedDraft(draft, saves: save, message: message)
        return try await invocation.submit(draft, in: workspace, by: me, to: chosen, comment: message)
    }

    /// A word after the first member and a blank is read as the draft.
    private func helpWithMembers(in workspace: OpenWorkspace, _ invocation: Invocation) throws {
        guard let draft, !to.isEmpty, workspace.settings.member(draft) != nil else { return }
        let rest = (message.map { ["-m", $0] } ?? []) + (save ? ["--save"] : []) + (dryRun ? ["--dry-run"] : [])
        let all = (to + [draft]).joined(separator: ",")
        do { _ = try Drafts(workspace).draft(named: draft) } catch let refusal as NameRefusal {
            invocation.afterFailure = [
                NextStep(
                    "if you meant to ask several members, use commas",
                    Shell.line(["assent", "submit", "--to", all] + rest))
            ]
            throw refusal
        }
    }

    private func preview(_ invocation: Invocation, to chosen: [String]) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me(who: .draft)
        let draft = try Drafts(workspace).draft(namedOrCurrent: draft)
        let prospect = try Submitter(workspace).prospect(of: draft, by: me, to: chosen)
        let isCurrent = try Drafts(workspace).current() == draft
        let unsaved = isCurrent ? try await WorkTree(workspace).unsavedChanges().count : 0
        try invocation.answer(
            ProspectPage(prospect, unsaved: unsaved, for: Reader(workspace, me)).page.text(
                invocation.terminal.style), json: Shapes.prospect(prospect))
        return .fine
    }
}
