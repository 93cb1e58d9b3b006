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
            An author can withdraw a request, and so can anyone who may approve it. The draft can be edited and \
            submitted again.

            \(Output.withdraw.help)

            Example:
              assent withdraw ana/new-leads
              assent withdraw 3f2a91c0 -m "These people never left."
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .withdraw }

    @Argument(help: "A request: its id, its draft, or a model or sync that it changes.", completion: .openRequests)
    var request: String

    @Option(name: [.customShort("m"), .customLong("message")], help: "Reason, shown to everyone involved.")
    var message: String?

    func validate() throws { try message?.requireRoom() }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me()
        let request = try RequestNames(workspace).request(named: request)
        let outcome = try await Withdrawer(workspace).withdraw(request, by: me, comment: message)
        let reader = try Reader(workspace, me)
        invocation.report(
            WithdrawalPage(outcome, for: reader).page.text(invocation.terminal.style),
            json: Shapes.outcome(outcome))
        return .fine
    }
}
