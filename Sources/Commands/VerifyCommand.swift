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
            Needs only the history of main: every published change carries its request and its approvals. The status \
            is 1 if a commit is not valid, or if main no longer contains what was verified here before.

            Each clone pins which branch is main, and the commit that started the workspace: with init, with \
            --genesis, or at first use, which takes the remote's HEAD and says so. A CI job begins with --genesis, \
            which pins for the steps after it. It takes the full id, or at least its first 32 digits, and is refused if \
            another start is pinned.

            This repository remembers what was verified, so that only newer commits are verified next time; --all \
            verifies everything again. In either case main must contain the tip that was verified last. If main was \
            set back, and you know that this is right, --forget drops that memory, and with --genesis also what is \
            pinned.

            \(Output.verify.help)

            Example:
              assent verify
              assent verify --genesis 1f0c2d9e4b7a6d5e8c3f2a1b0d9e8f7a6b5c4d3e
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .verify }

    @Option(
        help: ArgumentHelp(
            "The commit that started the workspace, as you know it from elsewhere. It is pinned.", valueName: "commit"))
    var genesis: String?

    @Flag(
        help:
            "Also show who submitted, approved and published what, and with which key; and which changes to settings needed no approval."
    )
    var verbose = false

    @Flag(help: "Verify everything again.")
    var all = false

    @Flag(help: "Forget the tip that was verified last; with --genesis, also what is pinned.")
    var forget = false

    func validate() throws {
        guard let genesis else { return }
        // Whoever can push can choose names and short ids.
        guard (32...40).contains(genesis.utf8.count), genesis.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
            throw ValidationError("--genesis takes the full id of a commit, or at least its first 32 digits")
        }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        invocation.beginProof(at: genesis?.lowercased(), forgetting: forget)
        let workspace = try await invocation.openWorkspace()
        let report = try VerificationReport(
            in: workspace, all: all || genesis != nil, listsSettings: verbose || global.format == .json)
        let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
        invocation.answer(
            VerificationPage(report, for: reader, isVerbose: verbose).page.text(invocation.terminal.style),
            json: Shapes.verification(report, for: reader))
        return report.verification.failure == nil ? .fine : .findings
    }
}
