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
            Writes assent.yaml, with you as its administrator, and commits that file alone on the main branch. \
            Existing models and syncs are adopted as they are; not a byte of them changes.

            --ci writes the file that makes GitHub, GitLab or pre-commit check drafts; it works in an existing \
            workspace too. Commit that file yourself, and change it as you like. Each job begins with assent verify \
            --genesis and the commit that started this workspace. --show prints the file instead.

            --modeline also commits JSON Schemas in .assent/, and begins assent.yaml with the line that points \
            editors to its schema. In an existing workspace it writes the schemas, for you to commit. Nothing is \
            downloaded; VS Code needs Red Hat's YAML extension. assent new --modeline writes such a line too.

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
        help: ArgumentHelp("The folder that Git Sync writes to, if assent cannot find it.", valueName: "folder"),
        completion: .directory)
    var root: String?

    @Option(
        help: ArgumentHelp("The workspace's name (default: the name of the repository's folder).", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("The branch that is published (default: main or master).", valueName: "branch"))
    var branch: String?

    @Option(help: ArgumentHelp("Your id as a member (default: made from your email address).", valueName: "id"))
    var member: String?

    @Option(
        help: ArgumentHelp(
            "Where to check drafts: github, gitlab or pre-commit; or to land them: github-landing or gitlab-landing.",
            valueName: "host"))
    var ci: CIFile?

    @Flag(help: "Print what --ci would write, and write nothing.")
    var show = false

    @Flag(help: "Add JSON Schemas, and the line that points editors to them.")
    var modeline = false

    @Flag(help: "Give this copy of a workspace an id of its own.")
    var newID = false

    func validate() throws {
        if show && ci == nil { throw ValidationError("--show prints what --ci would write, so it needs --ci <host>") }
    }

    private func showing(_ ci: CIFile) -> [String] { ["assent", "init", "--ci", ci.rawValue, "--show"] }

    private func genesis(of known: OpenWorkspace) throws -> ObjectID {
        guard let genesis = known.genesis else { throw ContentRefusal.shallow }
        return genesis
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        var known: OpenWorkspace?
        if ci != nil || modeline, !newID {
            do { known = try await invocation.openWorkspace() } catch WorkspaceRefusal.noWorkspace {}
        }
        if let ci, show {
            let start = try known.map { try genesis(of: $0).hex }
            let text = ci.text(branch: known?.branch ?? branch ?? "main", genesis: start ?? "<commit>")
            invocation.answer(text, json: ["path": .string(ci.path), "text": .string(text)])
            return .fine
        }
        if let known, root != nil || name != nil || branch != nil || member != nil {
            throw WorkspaceRefusal.workspaceExists(branch: known.branch)
        }
        if let ci { try PlacedFile.requireRoom(for: ci.path, shownBy: showing(ci), invocation.session) }
        if let known { return try add(to: known, invocation) }
        let start = try await Initializer.start(
            invocation.session,
            InitializationWishes(
                workspace: name, root: root, branch: branch, member: member, renewsID: newID, addsSchemas: modeline))
        var page = InitializationPage(start).page
        page.gap()
        if let ci { page.add(try place(ci, branch: start.branch, genesis: start.genesis, invocation)) }
        invocation.report(page.text(invocation.terminal.style), json: Shapes.start(start, ci: ci?.path))
        return .fine
    }

    /// What `init` can write into a workspace that is there.
    private func add(to known: OpenWorkspace, _ invocation: Invocation) throws -> ExitStatus {
        let start = try genesis(of: known)
        var page = Page()
        if modeline {
            let written = try PlacedFile.placeSchemas(invocation.session)
            page.add(SchemaFilesPage(written: written, branch: known.branch).page)
        }
        if let ci {
            page.gap()
            page.add(try place(ci, branch: known.branch, genesis: start, invocation))
        }
        invocation.report(
            page.text(invocation.terminal.style),
            json: Shapes.standing(known.settings, on: known.branch, since: start, ci: ci?.path))
        return .fine
    }

    /// Writes the file for a host's jobs, and says so.
    private func place(_ ci: CIFile, branch: String, genesis: ObjectID, _ invocation: Invocation) throws -> Page {
        try PlacedFile.place(
            ci.text(branch: branch, genesis: genesis.hex), at: ci.path, shownBy: showing(ci), invocation.session)
        return CIFilePage(placed: ci.path, branch: branch).page
    }
}

extension CIFile: ExpressibleByArgument {}
