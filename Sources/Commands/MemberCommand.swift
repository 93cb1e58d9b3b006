import Approvals
import ArgumentParser
import Resources
import Review

struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Who may do what: add, remove, list.",
        usage: "assent member <command>",
        discussion: """
            Example:
              assent member add bo --name "Bo Chen" --email bo@acme.example --role draft-contributor
            """,
        subcommands: [Add.self, Remove.self, List.self])

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
}

extension MemberCommand {
    struct Add: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a member.",
            usage:
                "assent member add <id> --name <name> --email <address> --role <role>",
            discussion: """
                Edits assent.yaml on a draft; who may manage the workspace publishes it at once. Roles: admin, editor \
                (draft, publish, approve), draft-contributor (draft), viewer (read), and those that assent.yaml defines.

                Example:
                  assent member add bo --name "Bo Chen" --email bo@acme.example --role draft-contributor
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        @Argument(help: "A short name that nobody had: letters, digits, - and _.")
        var id: String

        @Option(help: "The name for people.")
        var name: String

        @Option(help: "The address that git has as user.email.")
        var email: String

        @Option(help: "What they may do.")
        var role: String

        @Option(help: "What the git server calls them, if it says who pushes.")
        var login: String?

        @Option(name: .customLong("key"), help: "An SSH public key, as in id_ed25519.pub; may be repeated.")
        var keys: [String] = []

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let added = Member(id: id, name: name, email: email, login: login, role: role, keys: keys)
            return try await invocation.changeSettings(
                "member-\(id)", message: "Add \(id) as \(role)", "Added \(id) as \(role)", lookUp: "assent member list"
            ) { try Settings.adding(added, to: $0) }
        }
    }

    struct Remove: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a member's rights away.",
            usage: "assent member remove <id>",
            discussion: """
                The id stays in assent.yaml, so that nobody is given it again. What they did stays on record.

                Example:
                  assent member remove bo
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        @Argument(help: "The member's id.", completion: .members)
        var id: String

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            try await invocation.changeSettings(
                "member-\(id)", message: "Remove \(id)", "Removed \(id)", lookUp: "assent member list"
            ) {
                try Settings.removing(member: id, from: $0)
            }
        }
    }

    struct List: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List members and roles.",
            usage: "assent member list",
            discussion: """
                JSON: {members: [{id, name, email, login, role, permissions}], me, version}

                Example:
                  assent member list
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        func run(_ invocation: Invocation) throws -> ExitStatus {
            let workspace = try invocation.openWorkspace()
            let settings = workspace.settings
            let me = invocation.memberIfAny(of: workspace)
            invocation.answer(
                Page(membersOf: settings, me: me).text(invocation.terminal.style),
                json: [
                    "members": .array(settings.members.map { Shapes.member($0, in: settings) }), "me": JSON(me?.id),
                ])
            return .fine
        }
    }
}

extension Invocation {
    /// Edits assent.yaml as its commands do: on a draft, published at once by who may.
    func changeSettings(
        _ slug: String, message: String, _ what: Words, lookUp: String = "assent settings",
        _ edit: ([UInt8]) throws -> [UInt8]
    ) async throws -> ExitStatus {
        let workspace = try openWorkspace()
        let me = try workspace.me(who: .draft)
        let name = Draft.accepts(slug: slug) ? slug : "settings"
        let change = try await workspace.changeSettings(name, by: me, message: message) { file in
            do { return FileText(bytes: try edit(file.bytes), mode: file.mode) } catch let problem
                as Settings.EditProblem
            {
                throw UnfitSetting(problem: problem, lookUp: lookUp)
            }
        }
        let reader = try Reader(workspace, me)
        note(leftBy: change?.landing?.problem)
        report(Page(change, what, reader: reader).text(terminal.style), json: Shapes.settings(change))
        return change != nil && change?.landing == nil ? .waits : .fine
    }

    /// Who asks, where a stranger may ask too.
    func memberIfAny(of workspace: OpenWorkspace) -> Member? {
        do { return try workspace.me() } catch { return nil }
    }
}

/// An edit of the settings that cannot be made, and the command that shows what there is.
struct UnfitSetting: Error, Hashable {
    let problem: Settings.EditProblem
    let lookUp: String
}
