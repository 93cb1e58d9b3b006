import Approvals
import ArgumentParser
import Git
import Review

struct VerifyCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that everything on main was approved as the rules require.",
        usage: "assent verify [--genesis <commit>] [--verbose] [--all] [--forget]",
        discussion: """
            Needs nothing but the history of main: every published change carries its request and its approvals. The \
            status is 1 if some commit is not valid, or if main went back on what was verified here before.

            Which branch is main, and the commit that started the workspace, are pinned in each clone: by init, by \
            --genesis, or at first use, which takes the remote's HEAD and says so. A job in CI begins with --genesis, which \
            pins for the steps after it; it takes the whole id, or at least 32 digits of it. Where another start is \
            pinned already, it is refused.

            What was verified is remembered in this repository, and only what came after is verified the next time; --all \
            verifies everything again. Main must go on from the tip that was verified here last in any case. If it was set \
            back, and you know that this is right, --forget gives up that memory; with --genesis also what is pinned.

            \(Output.verify.help)

            Example:
              assent verify
              assent verify --genesis 1f0c2d9e4b7a6d5e8c3f2a1b0d9e8f7a6b5c4d3e
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .verify }

    @Option(
        help: ArgumentHelp(
            "The commit that started the workspace, as it is known from elsewhere; it is pinned.", valueName: "commit"))
    var genesis: String?

    @Flag(help: "Also who asked for, approved and published what, and with which key.")
    var verbose = false

    @Flag(help: "Verify everything again, whatever was verified here before.")
    var all = false

    @Flag(help: "Give up the tip that was verified here last; with --genesis, also what is pinned.")
    var forget = false

    func validate() throws {
        guard let genesis else { return }
        // Names and short ids can be had by who pushes them.
        guard (32...40).contains(genesis.utf8.count), genesis.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
            throw ValidationError("--genesis takes a commit's whole id, or at least 32 digits of it")
        }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        invocation.beginProof(at: genesis?.lowercased(), forgetting: forget)
        let workspace = try await invocation.openWorkspace()
        let verification = try workspace.verify(all: all || genesis != nil)
        let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
        let closed = try workspace.closedLandings(verification)
        let overrides = try workspace.repository.historyOverrides()
        let notes = try workspace.attributeNotes()
        func page() throws -> Page {
            var page = try Page(
                verification, for: reader, founders: workspace.founders(in: verification.genesis), closed: closed,
                isVerbose: verbose)
            page.overrides(overrides)
            page.attributes(notes)
            return page
        }
        try invocation.answer(
            page().text(invocation.terminal.style),
            json: Shapes.verification(
                verification, closed: closed, overrides: overrides, attributes: notes, for: reader))
        return verification.failure == nil ? .fine : .findings
    }
}
