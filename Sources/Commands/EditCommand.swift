import Approvals
import ArgumentParser
import Git
import Resources
import Review
import Spelling

struct EditCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit a model or sync, then publish it or ask for approval.",
        usage: "assent edit [model/<slug>|sync/<slug>]",
        discussion: """
            Works on the current draft; from main, on a draft of yours that already changes the model or sync, or on a \
            new one. It opens git's editor, checks what you wrote, shows what changed, and saves it. Then it asks what \
            to do next: publish (if you may), submit for approval, or keep it as a draft.

            Without a name, it offers models and syncs: choose by number, or type part of a name.

            Example:
              assent edit sync/leads-to-crm
            """)

    static var formats: [OutputFormat] { [.text] }
    static var output: Output? { nil }

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    @Argument(help: "model/<slug> or sync/<slug>.", completion: .resources)
    var resource: String?

    private static let unnamed = Invocation.Unnamed(
        question: "Which model or sync do you want to edit?", permission: .draft,
        demand: "say what to edit: model/<slug> or sync/<slug>. assent list shows all of them",
        none: NothingToName(
            message: "there are no models and no syncs yet.", next: [.init("make a model", making: .model)]))

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let name = try await invocation.name(resource, orElse: Self.unnamed) { try $0.resources() }
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me(who: .draft)
        let resource = try ResourceNames(workspace).existing(named: name)
        guard invocation.mayAsk else {
            throw NoTerminal(resource: resource, path: workspace.layout.path(of: GovernedFile(resource)))
        }
        let taken = try await draft(for: resource, of: me, in: workspace, invocation)
        return try await EditDialogue(invocation).edit(resource, on: taken, by: me)
    }

    /// The draft that the person is on, or else a draft of theirs that changes the resource, or else a new one.
    private func draft(
        for resource: ResourceID, of me: Member, in workspace: OpenWorkspace, _ invocation: Invocation
    ) async throws -> EditedDraft {
        let editor = ResourceEditor(workspace)
        let current = try editor.current()
        let own = try Drafts(workspace).drafts(of: me, changing: resource).filter { $0.name != current?.draft.name }
        if let current {
            if !own.isEmpty {
                let names = own.map { "\($0.name)" as Words }.inWords()
                invocation.note(sentence: "\(names) \(own.count == 1 ? "changes" : "change") \(resource) too.")
            }
            return current
        }
        switch own.count {
        case 0: return try await editor.takeUp(resource.slug, for: me)
        case 1: return try await editor.takeUp(own[0])
        default:
            let choice = try invocation.terminal.choose(
                "Several of your drafts change \(resource). Which one?", own.map { SafeText.line($0.name) },
                orElse: "start another")
            if let choice { return try await editor.takeUp(own[choice]) }
            return EditedDraft(
                draft: try await DraftStarter(workspace).startAnyAndSwitch(after: resource.slug, for: me),
                isStarted: true)
        }
    }
}

/// `edit` without a terminal: plain commands do the same.
struct NoTerminal: Error, Hashable {
    let resource: ResourceID
    let path: String
}
