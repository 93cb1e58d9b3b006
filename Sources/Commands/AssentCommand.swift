package import ArgumentParser

/// `assent`: the root of all commands.
package struct AssentCommand: ParsableCommand {
    package static let version = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "assent",
        abstract: "Approvals for models and syncs kept in git.",
        usage: "assent [-C <dir>] <command>",
        discussion: """
            Every command has --help, with examples. Start here:
              assent init                start a workspace in this repository
              assent status              see where you are, and what waits for you
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(
                name: "Workspace", subcommands: [InitCommand.self, MemberCommand.self, SettingsCommand.self]),
            CommandGroup(
                name: "Change",
                subcommands: [
                    NewCommand.self, EditCommand.self, DraftCommand.self, StatusCommand.self, ListCommand.self,
                    DiffCommand.self, SaveCommand.self, ImportCommand.self,
                ]),
            CommandGroup(
                name: "Finish", subcommands: [SubmitCommand.self, PublishCommand.self, WithdrawCommand.self]),
            CommandGroup(
                name: "Review",
                subcommands: [
                    RequestsCommand.self, ViewCommand.self, ApproveCommand.self, DeclineCommand.self,
                    CommentCommand.self,
                ]),
            CommandGroup(
                name: "Look back",
                subcommands: [LogCommand.self, BlameCommand.self, RevertCommand.self, ExportCommand.self]),
            CommandGroup(
                name: "Prove",
                subcommands: [
                    CheckCommand.self, VerifyCommand.self, AcceptCommand.self, ExplainCommand.self, SchemaCommand.self,
                ]),
            CommandGroup(
                name: "Behind the scenes",
                subcommands: [
                    NotifyCommand.self, HookCommand.self, LandCommand.self, MergeFileCommand.self,
                ]),
        ])

    @OptionGroup package var global: GlobalOptions

    package init() {}
}
