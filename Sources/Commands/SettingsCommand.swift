import Approvals
import ArgumentParser
import Resources
import Review

struct SettingsCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Show the settings, or change one.",
        usage: "assent settings [<key> [<value>]] [--unset] [-m <text>]",
        discussion: """
            Without a value, shows the setting, or all that a group such as roles or members.bo holds; without a key, \
            all of them. --unset sets one back to its default. A change is made on a draft. If you may manage the \
            workspace, it is published at once; otherwise submit the draft. On a terminal, git's editor opens if \
            there is no -m, so that you can give a reason; --yes skips it.

            On a terminal, it asks before it switches approvals off, makes signatures optional, requires them of \
            members who have no key, allows self-approval, lets somebody else manage the workspace, or calls the \
            published branch by another name; --yes skips the question.

            \(guide)
            \(Output.settings.help)

            Example:
              assent settings
              assent settings require_approvals true
              assent settings members.bo.role editor
              assent settings roles
              assent settings roles.lead.permissions draft,publish,approve
              assent settings --unset roles.lead.destinations
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .settings }

    @Argument(help: "The name of a setting, for example approvals.required.", completion: .settings)
    var key: String?

    @Argument(help: "Its new value.")
    var value: String?

    @Option(name: [.customShort("m"), .customLong("message")], help: "Why: it goes on record.")
    var message: String?

    @Flag(help: "Set it back to its default.")
    var unset = false

    func validate() throws {
        try message?.requireRoom()
        if unset, key == nil || value != nil {
            throw ValidationError("--unset takes the name of a setting, and no value")
        }
    }

    /// Each setting explained. Every command line looks at this configuration for the command's name, and the guide
    /// takes longer to write than some commands take in all: it is left out where the words name another command.
    private static var guide: String {
        if let name = CommandLine.arguments.dropFirst().first, name.allSatisfy(\.isLetter), name != "settings",
            name != "help"
        {
            return ""
        }
        return """
            \(guide(isTyped: true))
            For the others, edit assent.yaml on a draft:

            \(guide(isTyped: false))
            """
    }

    /// Those that only hold others are left out.
    ///
    /// - Parameter isTyped: those that this command changes, or the rest.
    private static func guide(isTyped: Bool) -> String {
        let entries = Settings.guide.filter { entry in
            entry.isTyped == isTyped && !Settings.guide.contains { $0.key.hasPrefix("\(entry.key).") }
        }
        return SettingsGuidePage(entries).page.text(Style(width: 78))
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let settings = try await invocation.openWorkspace().settings
        guard let key else { return show(settings.entries, invocation) }
        let isWritten = value != nil || unset
        do { try SettingNames(settings).require(key, isWritten: isWritten) } catch { throw UnknownSetting(name: error) }
        if isWritten { return try await change(key, invocation) }
        let group = settings.entries(in: key)
        if !group.isEmpty { return show(group, invocation) }
        let value = settings.value(of: key)
        invocation.answer(
            SettingsPage.words(for: value).plain, json: ["settings": .object([key: JSON(value)])])
        return .fine
    }

    private func show(_ entries: [(key: String, value: String)], _ invocation: Invocation) -> ExitStatus {
        invocation.answer(
            SettingsPage(entries).page.text(invocation.terminal.style),
            json: ["settings": .object(JSON.Members(entries.map { ($0.key, .string($0.value)) }))])
        return .fine
    }

    private func change(_ key: String, _ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let slug = "settings-" + String(key.map { $0.isLetter || $0.isNumber ? $0 : "-" })
        // Its default too.
        let requiresKeys = key == "signatures" && (value ?? Settings.Signatures.required.rawValue) == "required"
        if requiresKeys { try await ActSigner(workspace).requireKey(of: workspace.me(who: .draft)) }
        let what = value.map { "Set \(key) to \($0)" } ?? "Set \(key) back to its default"
        let status = try await invocation.changeSettings(
            slug, message: what, reason: message, Words(what), default: value == nil ? key : nil
        ) { bytes in
            if let value { return try Settings.setting(key, to: value, in: bytes) }
            return try Settings.unsetting(key, in: bytes)
        }
        guard let after = invocation.workspace else { return status }
        let name = value ?? "main"
        if key == "branch", status == .fine, after.branch != name {
            let page = MainToRenamePage(after.branch, to: name, on: after.remote?.name).page
            invocation.note(page.text(invocation.terminal.errorStyle))
        }
        return status
    }
}
