import Approvals
import ArgumentParser
import Resources
import Review

struct WithdrawCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraw a request; its draft stays.",
        usage: "assent withdraw [<request>] [-m <text>]",
        discussion: """
            An author can withdraw a request, and so can anyone who may approve it, with a reason: the author is told. \
            The draft can be edited and submitted again. Without -m, git's editor opens on a terminal, so that you can give one. \
            Without a name, the request for the draft that you are on is meant.

            \(Output.withdraw.help)

            Example:
              assent withdraw ana/new-leads
              assent withdraw 3f2a91c0 -m "These people never left."
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .withdraw }

    @Argument(help: "A request: its id, its draft, or a model or sync that it changes.", completion: .openRequests)
    var request: String?

    @Option(
        name: [.customShort("m"), .customLong("message")],
        help: "Reason, shown to everyone involved. Required for somebody else's request.")
    var message: String?

    func validate() throws { try message?.requireRoom() }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let name = try await invocation.request(request, to: .withdraw, "withdraw", isOfCurrent: true)
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me()
        let request = try RequestNames(workspace).request(named: name)
        let reader = try Reader(workspace, me)
        try Withdrawer(workspace).requireMayWithdraw(request, by: me)
        let reason =
            try await request.record.owners.contains(me.id)
            ? message : reasonOfApprover(request, reader, workspace, invocation)
        let outcome = try await Withdrawer(workspace).withdraw(request, by: me, comment: reason)
        invocation.report(
            outcome, by: me, in: workspace,
            WithdrawalPage(outcome, for: reader).page.text(invocation.terminal.style),
            json: Shapes.outcome(outcome))
        return .fine
    }

    /// The author of a request that somebody else withdraws is told why.
    private func reasonOfApprover(
        _ request: ApprovalRequest, _ reader: Reader, _ workspace: OpenWorkspace, _ invocation: Invocation
    ) async throws -> String {
        let command = ["assent", "withdraw", reader.short(draft: request.draftName)]
        let typed = message.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        let owners = reader.who(request.record.owners.sorted(), "and")
        return try await MessageDialogue(invocation, command, in: workspace).words(
            typed, for: "Why do you withdraw the request for \(request.draftName)? \(owners) will read this.",
            orElse: ReasonMissing(command: Shell.line(command) + " -m \"…\""))
    }
}

/// An act on somebody else's request without a reason.
struct ReasonMissing: Error, Hashable {
    let command: String
}
