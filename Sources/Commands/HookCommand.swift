import Approvals
import ArgumentParser
import Git
import Review

struct HookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook",
        abstract: "Let a git server refuse what was not approved.",
        usage: "assent hook install [--check | --dry-run]",
        discussion: """
            On a server whose hooks these are, main moves only over published changes, whoever pushes and with whatever \
            program. hook install sets them up in a bare repository; git runs hook pre-receive and hook \
            post-receive.

            Example:
              assent hook install
            """,
        subcommands: [PreReceive.self])

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
}
