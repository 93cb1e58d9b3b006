import Approvals
import ArgumentParser
import Git
import Review

extension HookCommand {
    struct Install: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the hooks into a server's repository.",
            usage: "assent hook install [--check | --dry-run] [--identity <variable>]",
            discussion: """
                For a bare repository. Writes pre-receive, post-receive and reference-transaction where git looks for hooks; \
                they call this program. A hook that is there already is kept as <hook>.before-assent; it runs as well, and can refuse \
                a push too. The published branch and the commit that started the workspace are pinned.

                Shows the settings that git needs, with the reason for each, and sets them if you agree (--yes). \
                --check changes nothing; the status is 1 if something is missing. It can be run again at any time.

                Members need the right to write to the repository, and no shell on the server: whoever has one chooses \
                which hooks run.

                Example:
                  assent -C /srv/git/growth.git hook install --yes
                  assent -C /srv/git/growth.git hook install --identity REMOTE_USER
                  assent -C /srv/git/growth.git hook install --check
                """)

        static var formats: [OutputFormat] { [.text] }
        static var output: Output? { nil }
        static var fetches: Bool { false }

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        @Flag(help: "Say whether everything is in place; change nothing.")
        var check = false

        @Flag(help: "Show what would be done; change nothing.")
        var dryRun = false

        @Option(
            help: ArgumentHelp(
                "The variable in which the server's transport says who pushes, by a member's login.",
                valueName: "variable"))
        var identity: String?

        @Option(help: ArgumentHelp("The published branch, where it is not clear.", valueName: "branch"))
        var branch: String?

        @Option(
            help: ArgumentHelp(
                "The full id of the commit that started the workspace: no other one can then be pushed first.",
                valueName: "commit"))
        var genesis: String?

        func validate() throws {
            if check && dryRun { throw ValidationError("choose one of --check and --dry-run") }
            if let genesis, genesis.utf8.count != 40 || !genesis.allSatisfy({ $0.isHexDigit && $0.isASCII }) {
                throw ValidationError("--genesis takes the full id of a commit, 40 digits")
            }
        }

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            guard let program = invocation.surroundings.program else { throw HookRefusal.noProgram }
            let wishes = HookInstaller.Wishes(branch: branch, genesis: genesis?.lowercased(), identity: identity)
            let installer = try HookInstaller(invocation.session, program: program, wishes)
            let before = try installer.setup()
            if !check && !dryRun { try await installer.install(sets: try agrees(to: before, invocation)) }
            let setup = check || dryRun ? before : try installer.setup()
            var page = ServerSetupPage(setup).page
            if !check { page.add(.steps(ServerSetupPage(setup).commands)) }
            invocation.answer(page.text(invocation.terminal.style), json: .null)
            return dryRun || setup.isComplete ? .fine : .findings
        }

        private func agrees(to setup: ServerSetup, _ invocation: Invocation) throws -> Bool {
            guard let question = ServerSetupPage(setup).question else { return false }
            if global.saysYes { return true }
            return invocation.mayAsk ? try invocation.terminal.confirm(question) : false
        }
    }
}
