import Approvals
import ArgumentParser
import Git
import Review
import Templates

struct InitCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Start a workspace in this repository.",
        usage: "assent init [--root <folder>] [--ci <host>] [--modeline] [--new-id]",
        discussion: """
            Writes assent.yaml, with you as its administrator, and commits that alone on the main branch. Models and \
            syncs that are there are adopted as they stand, without touching a byte of them.

            With --ci, also in a workspace that exists, it writes the file by which GitHub or GitLab, or pre-commit before \
            each commit, checks drafts; it is yours to commit and to change. Each job begins with assent verify \
            --genesis, which names the commit that this workspace starts from. With --show it is printed instead.

            With --modeline the commit also adds JSON Schemas in .assent/, and assent.yaml starts with the line by which \
            editors find its own (VS Code with the YAML extension of Red Hat, offline). assent new --modeline writes \
            such a line too.

            \(Output.initialize.help)

            Example:
              assent init
              assent init --ci github
              assent init --root hightouch --name acme-growth --modeline
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .initialize }
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

    @Option(help: ArgumentHelp("Check drafts there: github, gitlab or pre-commit.", valueName: "host"))
    var ci: CIFile?

    @Flag(help: "Print what --ci would write, and do nothing.")
    var show = false

    @Flag(help: "Add JSON Schemas, and the line by which editors find them.")
    var modeline = false

    @Flag(help: "This repository is a copy of a workspace: give it an id of its own.")
    var newID = false

    func validate() throws {
        if show && ci == nil { throw ValidationError("--show prints what --ci writes: it takes --ci <host> beside it") }
    }

    private func showing(_ ci: CIFile) -> [String] { ["assent", "init", "--ci", ci.rawValue, "--show"] }

    private func genesis(of known: OpenWorkspace) throws -> ObjectID {
        guard let genesis = known.genesis else { throw ContentRefusal.shallow }
        return genesis
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        var known: OpenWorkspace?
        if ci != nil, !newID {
            do { known = try await invocation.openWorkspace() } catch WorkspaceRefusal.noWorkspace {}
        }
        if let ci, show {
            let start = try known.map { try genesis(of: $0).hex }
            let text = ci.text(branch: known?.branch ?? branch ?? "main", genesis: start ?? "<commit>")
            invocation.answer(text, json: ["path": .string(ci.path), "text": .string(text)])
            return .fine
        }
        if let known, root != nil || name != nil || branch != nil || member != nil || modeline {
            throw WorkspaceRefusal.workspaceExists(branch: known.branch)
        }
        if let ci { try OpenWorkspace.requireRoom(for: ci.path, shownBy: showing(ci), invocation.session) }
        if let known, let ci {
            let start = try genesis(of: known)
            let page = try place(ci, branch: known.branch, genesis: start, invocation)
            invocation.report(
                page.text(invocation.terminal.style), json: Shapes.standing(known, since: start, ci: ci.path))
            return .fine
        }
        let start = try await OpenWorkspace.start(
            invocation.session,
            InitializationWishes(
                workspace: name, root: root, branch: branch, member: member, renewsID: newID, addsSchemas: modeline))
        var page = Page(started: start)
        page.gap()
        if let ci { page.add(try place(ci, branch: start.branch, genesis: start.genesis, invocation)) }
        invocation.report(page.text(invocation.terminal.style), json: Shapes.start(start, ci: ci?.path))
        return .fine
    }

    /// Writes the file for a host's jobs, and says so.
    private func place(_ ci: CIFile, branch: String, genesis: ObjectID, _ invocation: Invocation) throws -> Page {
        try OpenWorkspace.place(
            ci.text(branch: branch, genesis: genesis.hex), at: ci.path, shownBy: showing(ci), invocation.session)
        return Page(placed: ci.path, branch: branch)
    }
}

extension CIFile: ExpressibleByArgument {}
