import Approvals
import ArgumentParser
import Git
import Review

struct AcceptCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept commits on main that nobody approved.",
        usage: "assent accept <commit>… [-m <reason>]",
        discussion: """
            assent verify stops at the first commit that somebody pushed to main without approval. A member who could manage \
            the workspace before that commit can accept it. This adds an empty commit to main; verify then continues, and \
            lists the commit as accepted, not approved. To undo its changes as well, run assent revert: the commit must \
            still be accepted. If a commit breaks the settings, accept it together with the commit that fixes them.

            \(Output.accept.help)

            Example:
              assent accept 9c41d07e -m "Last night's fix, reviewed since."
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .accept }

    @Argument(help: "Commits on main that assent verify refuses, including the first.")
    var commits: [String]

    @Option(
        name: [.customShort("m"), .customLong("message")],
        help: ArgumentHelp("Why you accept them.", valueName: "reason"))
    var message: String?

    func validate() throws { try message?.requireRoom() }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        invocation.beginProof()
        let workspace = try await invocation.openWorkspace()
        let named = try commits.map { try NamedCommit($0, in: workspace.repository).id }
        let acceptable = try Acceptor(workspace).requireMayAccept(named)
        let names = named.map { "\($0.short)" as Words }.inWords()
        let usual = "Accept \(names.plain)"
        let reason = try await MessageDialogue(invocation, invocation.typedAgain, in: workspace).words(
            message, insteadOf: usual, for: "Why do you accept \(names) without approval? This goes on record.")
        try reason?.requireRoom()
        let outcome = try await Acceptor(workspace).accept(acceptable, comment: reason)
        let after = try invocation.reopenWorkspace()
        let reader = try Reader(after, invocation.memberIfAny(of: after))
        let verification = try Proof(after).verify()
        invocation.report(
            AcceptancePage(outcome, verification, for: reader).page.text(invocation.terminal.style),
            json: Shapes.acceptance(outcome, verification, for: reader))
        invocation.note(leftBy: outcome)
        return .fine
    }
}
