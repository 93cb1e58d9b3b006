import Approvals
import ArgumentParser
import Resources
import Review

struct WithdrawCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraw a request; its draft stays.",
        usage: "assent withdraw <request> [-m <text>]",
        discussion: """
            An author can withdraw a request, and so can anyone who may approve it, with a reason: the author is told. \
            The draft can be edited and submitted again.

            \(Output.withdraw.help)

            Example:
              assent withdraw ana/new-leads
              assent withdraw 3f2a91c0 -m "These people never left."
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .withdraw }

    @Argument(help: "A request: its id, its draft, or a model or sync that it changes.", completion: .openRequests)
    var request: String

    @Option(
        name: [.customShort("m"), .customLong("message")],
        help: "Reason, shown to everyone involved. Needed for a request of somebody else.")
    var message: String?

    func validate() throws { try message?.requireRoom() }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me()
        let request = try RequestNames(workspace).request(named: request)
        let reader = try Reader(workspace, me)
        try Withdrawer(workspace).requireMayWithdraw(request, by: me)
        let reason = try request.record.owners.contains(me.id) ? message : reasonOfApprover(request, reader, invocation)
        let outcome = try await Withdrawer(workspace).withdraw(request, by: me, comment: reason)
        invocation.report(
            WithdrawalPage(outcome, for: reader).page.text(invocation.terminal.style),
            json: Shapes.outcome(outcome))
        return .fine
    }

    /// Whose request is taken away from them is told why.
    private func reasonOfApprover(
        _ request: ApprovalRequest, _ reader: Reader, _ invocation: Invocation
    ) throws -> String {
        if let message, !message.allSatisfy(\.isWhitespace) { return message }
        if invocation.mayAsk {
            let question: Words = "Why? \(reader.who(request.record.owners.sorted(), "and")) will read it: "
            while true {
                let answer = try invocation.terminal.ask(question.plain)
                if !answer.isEmpty { return answer }
            }
        }
        throw ReasonMissing(
            command: Shell.line(["assent", "withdraw", reader.short(draft: request.draftName)]) + " -m \"…\"")
    }
}

/// An act on somebody else's request that says nothing of why.
struct ReasonMissing: Error, Hashable {
    let command: String
}
