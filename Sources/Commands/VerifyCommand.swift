import Approvals
import ArgumentParser
import Git
import Review

struct VerifyCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that everything on main was approved as the rules require.",
        usage:
            "assent verify [--genesis <commit>] [--verbose] [--all] [--forget]",
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

            --format vsa prints a verification summary of SLSA 1.2 (an in-toto statement) for main's tip, for you to sign \
            and attach. It says PASSED or FAILED, and SLSA_SOURCE_LEVEL_1, which is all that a clone can show. It adds \
            SLSA_SOURCE_TWO_PARTY_REVIEWED only if every commit on main after --since (or after the start) is a change \
            that its author and another member signed; a commit to files outside the workspace is not.

            \(Output.verify.help)

            Example:
              assent verify
              assent verify --format vsa --verifier https://ci.acme.example/assent
              assent verify --genesis 1f0c2d9e4b7a6d5e8c3f2a1b0d9e8f7a6b5c4d3e
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .verify }
    static var formats: [OutputFormat] { [.text, .json, .vsa] }

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

    @Option(
        help: ArgumentHelp(
            "With --format vsa: who verifies, as those who read it know you, and whose key signs it.",
            valueName: "uri"))
    var verifier = VerificationSummary.anybody

    @Option(
        help: ArgumentHelp(
            "With --format vsa: claim two-party review of what was published after this commit on main.",
            valueName: "commit"))
    var since: String?

    func validate() throws {
        if global.format != .vsa, since != nil || verifier != VerificationSummary.anybody {
            throw ValidationError("--verifier and --since are for --format vsa")
        }
        if !VerificationSummary.isURI(verifier) {
            throw ValidationError("--verifier takes a URI, for example https://ci.acme.example/assent")
        }
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
        if global.format == .vsa {
            let start = try since.map { try NamedCommit($0, in: workspace.repository).id }
            guard
                let summary = try VerificationSummary(
                    report, in: workspace, verifier: verifier, since: start, version: AssentCommand.version)
            else { throw ValidationError("--since takes a commit on \(SafeText.line(workspace.branch))") }
            invocation.answer(summary.text)
            return report.verification.failure == nil ? .fine : .findings
        }
        invocation.answer(
            VerificationPage(report, for: reader, isVerbose: verbose).page.text(invocation.terminal.style),
            json: Shapes.verification(report, for: reader))
        return report.verification.failure == nil ? .fine : .findings
    }
}
