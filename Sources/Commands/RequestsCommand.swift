import Approvals
import ArgumentParser
import Resources
import Review

struct RequestsCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "List approval requests, newest first.",
        discussion: """
            Of each open request: what it changes, what it waits for, and who can give it.

            JSON: {requests: [{id, draft, state, author, submitted, comment, to, commit, waitsFor, plan}], version}

            Example:
              assent requests
              assent requests --for-me
              assent requests --all
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    @Flag(help: "Those that I submitted.")
    var mine = false

    @Flag(name: .customLong("for-me"), help: "Those that I can let through, or have to mend.")
    var forMe = false

    @Flag(help: "Published, withdrawn and deleted ones too.")
    var all = false

    func run(_ invocation: Invocation) throws -> ExitStatus {
        let workspace = try invocation.openWorkspace(looksOnly: true)
        let reader = mine || forMe ? try Reader(workspace, workspace.me()) : try invocation.reader(of: workspace)
        let open = try workspace.openRequests()
        var entries = zip(open, workspace.plans(ofAll: open)).map { invocation.entry($0, $1, in: workspace) }
        if all { entries += try workspace.pastEntries() }
        if let me = reader.member, mine || forMe {
            entries = entries.filter { entry in
                (mine && entry.request.chain.authors.contains(me.id)) || (forMe && entry.waits(for: me.id))
            }
        }
        let none: Words =
            forMe && !mine ? "Nothing waits for you." : mine || all ? "No requests." : "No open requests."
        invocation.answer(
            Page(listing: entries, for: reader, none: none).text(invocation.terminal.style),
            json: ["requests": .array(entries.map { Shapes.request($0, for: reader) })])
        return .fine
    }
}

extension Invocation {
    /// An open request with its plan. One that cannot be planned says why, and spoils no listing.
    func entry(_ request: ApprovalRequest, in workspace: OpenWorkspace) -> RequestEntry {
        entry(request, Result { try workspace.plan(request) }, in: workspace)
    }

    func entry(_ request: ApprovalRequest, _ plan: Result<Plan, any Error>, in workspace: OpenWorkspace) -> RequestEntry
    {
        do { return RequestEntry(request, plan: try plan.get()) } catch {
            let words = Failure(error, in: workspace).explanation(width: terminal.style.width).message
            return RequestEntry(request, plan: nil, problem: words)
        }
    }
}
