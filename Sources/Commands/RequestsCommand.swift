import Approvals
import ArgumentParser
import Resources
import Review

struct RequestsCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests",
        abstract: "List approval requests, newest first.",
        usage: "assent requests [--mine | --for-me] [--all]",
        discussion: """
            Shows what each open request changes, what it waits for, and who can act on it.

            Refs under refs/assent/ that are not requests are listed at the end, with the command that removes each.

            \(Output.requests.help)

            Example:
              assent requests
              assent requests --for-me
              assent requests --all
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .requests }

    @Flag(help: "Only requests that you submitted.")
    var mine = false

    @Flag(name: .customLong("for-me"), help: "Only requests that you can approve or need to fix.")
    var forMe = false

    @Flag(help: "Include published, withdrawn and deleted requests.")
    var all = false

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace(looksOnly: true)
        let reader = mine || forMe ? try Reader(workspace, workspace.me()) : try invocation.reader(of: workspace)
        let (open, _, openProblems) = try Requests(workspace).found()
        let unsound = openProblems + (all ? try Requests(workspace).unsoundClosedRefs() : [])
        let past = all ? try RequestEntry.past(in: workspace) : []
        let isWanted = choice(for: reader)
        let style = invocation.terminal.style
        let written: @Sendable (RequestEntry) -> String
        if global.format == .json {
            written = { SafeText.json(Shapes.request($0, for: reader)) }
        } else {
            let rivals = Rivals(among: open)
            written = { RequestPage($0, rivals, for: reader).page.text(style) }
        }
        // There may be thousands: of each plan no more is kept than what is shown, which is written on the same core.
        let shown = Planner(workspace).planned(open) { request, plan, workspace -> String? in
            let entry = RequestEntry(request, plan, in: workspace)
            return isWanted(entry) ? written(entry) : nil
        }
        let items = shown.compactMap { $0 } + past.filter(isWanted).map(written)
        if global.format == .json {
            let problems = unsound.map { SafeText.json(Shapes.unsound($0)) }
            invocation.answer(lists: [("requests", items), ("unsound", problems)])
            return .fine
        }
        let none = forMe && !mine ? "Nothing waits for you." : mine || all ? "No requests." : "No open requests."
        let problems = unsound.isEmpty ? [] : [UnsoundRefs(unsound).page.text(style)]
        invocation.answer(((items.isEmpty ? [none] : items) + problems).joined(separator: "\n"))
        return .fine
    }

    /// The entries that are asked for.
    private func choice(for reader: Reader) -> @Sendable (RequestEntry) -> Bool {
        guard let me = reader.member?.id, mine || forMe else { return { _ in true } }
        return { [mine, forMe] entry in
            (mine && entry.request.record.owners.contains(me)) || (forMe && entry.waits(for: me))
        }
    }
}
