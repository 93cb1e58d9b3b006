import Approvals
import ArgumentParser
import Review

struct InitCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Start a workspace in this repository.",
        usage: "assent init [--root <folder>] [--name <name>] [--modeline] [--new-id]",
        discussion: """
            Writes assent.yaml, with you as its administrator, and commits that alone on the main branch. Models and \
            syncs that are there are adopted as they stand, without touching a byte of them.

            With --modeline the commit also adds JSON Schemas in .assent/, and assent.yaml starts with the line by which \
            editors find its own (VS Code with the YAML extension of Red Hat, offline). assent new --modeline writes \
            such a line too.

            Example:
              assent init
              assent init --root hightouch --name acme-growth --modeline
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var fetches: Bool { false }

    @Option(
        help: ArgumentHelp("The folder that Git Sync writes, if it cannot be told.", valueName: "folder"),
        completion: .directory)
    var root: String?

    @Option(help: ArgumentHelp("What the workspace is called; else as the repository's folder.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("The branch that is published; else main, or master.", valueName: "branch"))
    var branch: String?

    @Option(help: ArgumentHelp("Your id as a member; else made of your e-mail address.", valueName: "id"))
    var member: String?

    @Flag(help: "Add JSON Schemas, and the line by which editors find them.")
    var modeline = false

    @Flag(help: "This repository is a copy of a workspace: give it an id of its own.")
    var newID = false

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let start = try await OpenWorkspace.start(
            invocation.session,
            InitializationWishes(
                workspace: name, root: root, branch: branch, member: member, renewsID: newID, addsSchemas: modeline))
        invocation.report(Page(started: start).text(invocation.terminal.style), json: Shapes.start(start))
        return .fine
    }
}
