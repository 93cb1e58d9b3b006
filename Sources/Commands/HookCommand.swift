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
            A server with these hooks takes nothing onto main that was not approved, whoever pushes and with whatever \
            program. hook install puts them into a bare repository. git itself runs the others.

            Example:
              assent hook install
            """,
        subcommands: [Install.self, PreReceive.self, PostReceive.self, Transaction.self])

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
}
