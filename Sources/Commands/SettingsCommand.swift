import Approvals
import ArgumentParser
import Resources
import Review

struct SettingsCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Show the settings, or change one.",
        usage: "assent settings [<key> [<value>]] [-m <text>]",
        discussion: """
            Without a value, shows the setting; without a key, all of them. A change is made on a draft. If you may \
            manage the workspace, it is published at once; otherwise submit the draft. On a terminal, git's editor \
            opens for the reason if there is no -m; --yes skips it.

            It asks before it switches approvals off, makes signatures optional, allows self-approval, or lets \
            somebody else manage the workspace; --yes answers, and is needed where there is no terminal.

            \(guide)
            \(Output.settings.help)

            Example:
              assent settings
              assent settings require_approvals true
              assent settings members.bo.role editor
              assent settings roles.lead.permissions draft,publish,approve
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .settings }

    @Argument(help: "The name of a setting, for example approvals.required.", completion: .list(Settings.keys))
    var key: String?

    @Argument(help: "Its new value.")
    var value: String?

    @Option(name: [.customShort("m"), .customLong("message")], help: "Why: it goes on record.")
    var message: String?

    func validate() throws { try message?.requireRoom() }

    /// Each setting explained. Every command line looks at this configuration for the command's name, and the guide takes
    /// longer to write than some commands take in all: it is left out where the words name another command.
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
        if let key, let value {
            let slug = "settings-" + String(key.map { $0.isLetter || $0.isNumber ? $0 : "-" })
            let requiresKeys = key == "signatures" && value == Settings.Signatures.required.rawValue
            if requiresKeys {
                let workspace = try await invocation.openWorkspace()
                try await ActSigner(workspace).requireKey(of: workspace.me(who: .draft))
            }
            let status = try await invocation.changeSettings(
                slug, message: "Set \(key) to \(value)", reason: message, "Set \(key) to \(value)"
            ) { try Settings.setting(key, to: value, in: $0) }
            if requiresKeys, let workspace = invocation.workspace {
                let keyless = workspace.settings.members.filter { member in
                    member.publicKeys.isEmpty && !workspace.settings.permissions(of: member).isEmpty
                }
                if !keyless.isEmpty {
                    let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
                    invocation.note(KeylessPage(keyless, for: reader).page.text(invocation.terminal.errorStyle))
                }
            }
            if key == "branch", status == .fine, let workspace = invocation.workspace, workspace.branch != value {
                let page = MainToRenamePage(workspace.branch, to: value, on: workspace.remote?.name).page
                invocation.note(page.text(invocation.terminal.errorStyle))
            }
            return status
        }
        let settings = try await invocation.openWorkspace().settings
        if let key {
            let value = settings.value(of: key)
            guard value != nil || Settings.keys.contains(key) else { throw UnknownSetting(key: key) }
            invocation.answer(SafeText.line(value ?? "(not set)"), json: ["settings": .object([key: JSON(value)])])
            return .fine
        }
        let all = (["id"] + Settings.keys).compactMap { key in settings.value(of: key).map { (key: key, value: $0) } }
        invocation.answer(
            SettingsPage(all).page.text(invocation.terminal.style),
            json: ["settings": .object(JSON.Members(all.map { ($0.key, .string($0.value)) }))])
        return .fine
    }
}
