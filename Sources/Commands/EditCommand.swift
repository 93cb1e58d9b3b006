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
        usage: "assent edit model/<slug>|sync/<slug>",
        discussion: """
            Works on the current draft, or on one named after the model or sync. It opens git's editor, checks what \
            you wrote, shows what changed, and saves it. Then it asks what next: publish (if you may), submit for \
            approval, or keep it as a draft.

            Example:
              assent edit sync/leads-to-crm
            """)

    static var formats: [OutputFormat] { [.text] }
    static var output: Output? { nil }

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    @Argument(help: "model/<slug> or sync/<slug>.", completion: .resources)
    var resource: String

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me(who: .draft)
        let resource = try ResourceNames(workspace).existing(named: resource)
        guard invocation.mayAsk else {
            throw NoTerminal(resource: resource, path: workspace.layout.path(of: GovernedFile(resource)))
        }
        return try await invocation.edit(
            resource, on: ResourceEditor(workspace).takeUp(resource.slug, for: me), by: me, isNew: false)
    }
}

/// `edit` without a terminal: plain commands do the same.
struct NoTerminal: Error, Hashable {
    let resource: ResourceID
    let path: String
}
