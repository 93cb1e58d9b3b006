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

            JSON: {workspace, id, branch, root, genesis, models, syncs, findings, renewed, ci, version}; of what is \
            written to a workspace that exists only {branch, ci}.

            Example:
              assent init
              assent init --ci github
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

    /// Where a workspace that is there starts; nil: there is none yet.
    private func genesis(of known: OpenWorkspace?) throws -> String? {
        guard let known else { return nil }
        guard let genesis = known.genesis else { throw ContentRefusal.shallow }
        return genesis.hex
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        var known: OpenWorkspace?
        if ci != nil, !newID {
            do { known = try await invocation.openWorkspace() } catch WorkspaceRefusal.noWorkspace {}
        }
        if let ci, show {
            let text = ci.text(branch: known?.branch ?? branch ?? "main", genesis: try genesis(of: known) ?? "<commit>")
            invocation.answer(text, json: ["path": .string(ci.path), "text": .string(text)])
            return .fine
        }
        if let known, root != nil || name != nil || branch != nil || member != nil || modeline {
            throw WorkspaceRefusal.workspaceExists(branch: known.branch)
        }
        if let ci { try OpenWorkspace.requireRoom(for: ci.path, shownBy: showing(ci), invocation.session) }
        var page = Page()
        var json: JSON.Members = ["ci": JSON(ci?.path), "branch": JSON(known?.branch)]
        if known == nil {
            let start = try await OpenWorkspace.start(
                invocation.session,
                InitializationWishes(
                    workspace: name, root: root, branch: branch, member: member, renewsID: newID, addsSchemas: modeline)
            )
            page = Page(started: start)
            page.gap()
            if case .object(let members) = Shapes.start(start) { json.merge(members) }
        }
        if let ci, let branch = json["branch"]?.string {
            let start = try json["genesis"]?.string ?? genesis(of: known) ?? "<commit>"
            try OpenWorkspace.place(
                ci.text(branch: branch, genesis: start), at: ci.path, shownBy: showing(ci), invocation.session)
            page.add(Page(placed: ci.path, branch: branch))
        }
        invocation.report(page.text(invocation.terminal.style), json: .object(json))
        return .fine
    }
}

extension CIFile: ExpressibleByArgument {}
