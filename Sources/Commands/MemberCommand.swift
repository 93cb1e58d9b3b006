import Approvals
import ArgumentParser
import Resources
import Review
import SSH
import Signatures

struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Manage members, their roles and keys.",
        usage: "assent member <command>",
        discussion: """
            Example:
              assent member add bo --name "Bo Chen" --email bo@acme.example --role draft-contributor
            """,
        subcommands: [Add.self, Key.self, Remove.self, List.self])

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
}

extension MemberCommand {
    struct Add: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a member.",
            usage:
                "assent member add <id> --name <name> --email <address> --role <role> [-m <text>]",
            discussion: """
                Edits assent.yaml on a draft. If you may manage the workspace, the draft is published at once; \
                otherwise submit it. Without -m, git's editor opens on a terminal, so that you can give a reason. The roles are admin, \
                editor (can draft, publish and approve), draft-contributor (can draft), viewer (can read), and those \
                that assent.yaml defines.

                On a terminal, it asks before somebody is added who may manage the workspace; --yes skips the question.

                \(Output.member("add").help)

                Example:
                  assent member add bo --name "Bo Chen" --email bo@acme.example --role draft-contributor
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .member("add") }

        @Argument(help: "A short id that was never used here: letters, digits, - and _.")
        var id: String

        @Option(help: "The member's full name.")
        var name: String

        @Option(help: "The address that the member's git has as user.email.")
        var email: String

        @Option(help: "The role, which says what the member may do.")
        var role: String

        @Option(help: "The member's name on the git server.")
        var login: String?

        @Option(name: .customLong("key"), help: "An SSH public key: its line, or its file. Can be repeated.")
        var keys: [String] = []

        @Option(name: [.customShort("m"), .customLong("message")], help: "Why: it goes on record.")
        var message: String?

        func validate() throws { try message?.requireRoom() }

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let added = Member(
                id: id, name: name, email: email, login: login, role: role, keys: try keys.map(invocation.keyLine))
            return try await invocation.changeSettings(
                "member-\(id)", message: "Add \(id) as \(role)", reason: message,
                "Added \(id) as \(role)",
                lookUp: "assent member list"
            ) { try Settings.adding(added, to: $0) }
        }
    }

    struct Key: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add or remove an SSH key that a member signs with.",
            usage: "assent member key <id> <key> [--remove] [-m <text>]",
            discussion: """
                Give a key as the line of its .pub file, or as the path of that file. A member with keys must sign \
                every act. Acts that were signed with a key stay proven after the key is removed.

                \(Output.member("key").help)

                Example:
                  assent member key bo ~/.ssh/id_ed25519.pub
                  assent member key bo SHA256:8ql4uJ+1HdCmnUjzcHd1dNmxfI3H+TO8mT3bcbKUzSM --remove
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .member("key") }

        @Argument(help: "The member's id.", completion: .members)
        var id: String

        @Argument(help: "A public key's line or file; with --remove, its fingerprint works too.")
        var key: String

        @Flag(help: "Remove the key.")
        var remove = false

        @Option(name: [.customShort("m"), .customLong("message")], help: "Why: it goes on record.")
        var message: String?

        func validate() throws { try message?.requireRoom() }

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let isFingerprint = remove && key.hasPrefix("SHA256:")
            let typed = isFingerprint ? key : try invocation.keyLine(key)
            let what: Words = remove ? "Removed a key of \(id)" : "Added a key for \(id)"
            let keys = remove ? try await invocation.openWorkspace().settings.member(id)?.publicKeys ?? [] : []
            return try await invocation.changeSettings(
                "member-\(id)", message: remove ? "Remove a key of \(id)" : "Add a key for \(id)", reason: message,
                what,
                lookUp: "assent member list"
            ) { bytes in
                guard remove else { return try Settings.adding(key: typed, to: id, in: bytes) }
                let line = keys.first { Fingerprint(of: $0).text == key }?.line
                return try Settings.removing(key: line ?? typed, from: id, in: bytes)
            }
        }
    }

    struct Remove: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a member.",
            usage: "assent member remove <id> [-m <text>]",
            discussion: """
                This is final: the id stays in assent.yaml, so that it is never given to anybody else. What the member \
                did stays on record, but approvals of open requests no longer count. On a terminal, it asks first; \
                --yes skips the question.

                \(Output.member("remove").help)

                Example:
                  assent member remove bo
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .member("remove") }

        @Argument(help: "The member's id.", completion: .members)
        var id: String

        @Option(name: [.customShort("m"), .customLong("message")], help: "Why: it goes on record.")
        var message: String?

        func validate() throws { try message?.requireRoom() }

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            try await invocation.changeSettings(
                "member-\(id)", message: "Remove \(id)", reason: message, "Removed \(id)",
                lookUp: "assent member list"
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
                \(Output.memberList.help)

                Example:
                  assent member list
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .memberList }

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let workspace = try await invocation.openWorkspace()
            let settings = workspace.settings
            let me = invocation.memberIfAny(of: workspace)
            invocation.answer(
                MembersPage(settings, me: me).page.text(invocation.terminal.style),
                json: [
                    "members": .array(settings.members.map { Shapes.member($0, in: settings) }), "me": JSON(me?.id),
                ])
            return .fine
        }
    }
}

extension Invocation {
    /// Edits assent.yaml as its commands do: on a draft, published at once by a member who may, after a question if
    /// that is risky.
    ///
    /// - Parameter key: the setting that goes back to its default, to say what that is.
    func changeSettings(
        _ slug: String, message: String, reason: String? = nil, _ what: Words, default key: String? = nil,
        lookUp: String = "assent settings", _ edit: ([UInt8]) throws -> [UInt8]
    ) async throws -> ExitStatus {
        let workspace = try await openWorkspace()
        try workspace.requireNamedMain()
        let me = try editor(in: workspace)
        let name = Draft.accepts(slug: slug) ? slug : "settings"
        let reader = try Reader(workspace, me)
        let proposal = try SettingsChanger(workspace).proposal { file in
            do { return FileText(bytes: try edit(file.bytes), mode: file.mode) } catch let problem
                as Settings.EditProblem
            {
                throw UnfitSetting(problem: problem, lookUp: lookUp)
            }
        }
        var change: SettingsChange?
        let risks = try proposal.map { try SettingsRisks(to: $0.settings, in: workspace) }
        var isAsked = false
        if let proposal, let risks {
            let consent = try consent(to: risks, in: workspace, by: me)
            guard consent.goesOn else { return .findings }
            isAsked = consent.isAsked
            let act: Words = "Why do you change assent.yaml? This goes on record as the message of the commit."
            let reason = try await MessageDialogue(self, typedAgain, in: workspace).words(
                reason, insteadOf: message, for: act)
            try reason?.requireRoom()
            change = try await SettingsChanger(workspace).make(
                proposal, name, by: me, message: message, reason: reason)
        }
        let said = key.flatMap { proposal?.settings.value(of: $0) }.map { ", \($0)" as Words } ?? Words()
        let isLive = change?.landing != nil
        let page = SettingsChangePage(
            change, what + said, notes: isAsked ? [] : risks?.notes(for: reader, isLive: isLive) ?? [],
            next: risks?.nextSteps(for: reader) ?? [], for: reader
        ).page
        if let change {
            report(
                change.outcome, by: me, in: workspace, page.text(terminal.style), json: Shapes.settings(change))
        } else {
            report(page.text(terminal.style), json: Shapes.settings(change))
        }
        if change?.landing != nil, let proposal { tellIfUnknown(me, by: proposal.settings, in: workspace) }
        return change != nil && change?.landing == nil ? .waits : .fine
    }

    /// Members who may draft can propose the change. Others are told who can make it.
    private func editor(in workspace: OpenWorkspace) throws -> Member {
        do { return try workspace.me(who: .draft) } catch MemberRefusal.lacksPermission(let member, .draft, _) {
            throw MemberRefusal.lacksPermission(
                member: member, .manage, who: workspace.settings.members(who: .manage).map(\.id))
        }
    }

    /// A member who changed their own address would not be recognised by the next command.
    private func tellIfUnknown(_ me: Member, by settings: Settings, in workspace: OpenWorkspace) {
        guard let member = settings.member(me.id), !settings.permissions(of: member).isEmpty else { return }
        do { if try workspace.me(in: settings).id == me.id { return } } catch {
            // Nobody, or several: then it is to be said who.
        }
        note(
            sentence:
                "assent: the address that git has for you no longer belongs to the member \(Words(me.id)). To act as \(Words(me.id)) in this clone:\u{A0} \(.command(Shell.line(["git", "config", "assent.member", me.id])))"
        )
    }

    /// The line of a key, as typed or from the file that was named; the settings check whether it is valid.
    func keyLine(_ typed: String) throws -> String {
        // The line of a key has a space, and so may the name of a file.
        let isLine = typed.contains(" ") && !typed.hasPrefix("/") && !typed.hasPrefix("~")
        if isLine || typed.isEmpty { return typed }
        if let key = SigningKey.publicKey(at: path(typed)) { return key.line }
        guard let text = SigningKey.text(at: path(typed)) else {
            throw UnfitSetting(
                problem: Settings.EditProblem(
                    message: "there is no file \(SafeText.line(typed)), or it cannot be read",
                    help: "give the .pub file of a key, or its line in quotes"),
                lookUp: "assent member list")
        }
        return text
    }

    /// The member who asks; nil for a stranger, who may ask too.
    func memberIfAny(of workspace: OpenWorkspace) -> Member? {
        do { return try workspace.me() } catch { return nil }
    }
}

/// An edit of the settings that cannot be made, and the command that shows what there is.
struct UnfitSetting: Error, Hashable {
    let problem: Settings.EditProblem
    let lookUp: String
}
