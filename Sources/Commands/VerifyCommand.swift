import Approvals
import ArgumentParser
import Git
import Review

struct VerifyCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that everything on main was let through by the rules.",
        discussion: """
            Needs nothing but the history of main: every published change carries its request and its approvals. The \
            status is 1 if some commit is not valid, or if main went back on what was verified here before.

            What was verified is remembered in this repository, and only what came after is verified the next time; --all \
            and --genesis verify everything.

            JSON: {valid, genesis, tip, landings: [{commit, request, draft, author, approvers, waivedBy, signed, \
            witnesses: [{act, member, time, key}]}], \
            accepted: [{commits, by, time, reason, key, acceptance, changes}], \
            otherCommits, \
            failure: {commit, rule, reason}, version}

            Example:
              assent verify
              assent verify --genesis 1f0c2d9e
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    @Option(
        help: ArgumentHelp("The commit that started the workspace, if it is known from elsewhere.", valueName: "commit")
    )
    var genesis: String?

    @Flag(help: "Also who asked for, approved and published what, and with which key.")
    var verbose = false

    @Flag(help: "Verify everything again, whatever was verified here before.")
    var all = false

    func run(_ invocation: Invocation) throws -> ExitStatus {
        let workspace = try invocation.openWorkspace()
        let pinned = try genesis.map { try workspace.repository.commit(named: $0) }
        let verification = try workspace.verify(from: pinned, all: all)
        let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
        try invocation.answer(
            try Page(
                verification, for: reader, founders: workspace.founders(in: verification.genesis), isVerbose: verbose
            ).text(invocation.terminal.style),
            json: Shapes.verification(verification, for: reader))
        return verification.failure == nil ? .fine : .findings
    }
}
