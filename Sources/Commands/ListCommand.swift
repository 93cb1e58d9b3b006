import Approvals
import ArgumentParser
import Resources
import Review

struct ListCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List models, syncs and drafts.",
        usage: "assent list [models|syncs|drafts]",
        discussion: """
            Lists what is published: each model with the syncs that run on it, and each sync with its model and its \
            destination; then the drafts.

            \(Output.list.help)

            Example:
              assent list
              assent list syncs
              assent list models --format json | jq -r '.models[].resource'
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .list }

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case models, syncs, drafts
    }

    @Argument(help: "models, syncs or drafts (default: all of them).")
    var kind: Kind?

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let reader = try invocation.reader(of: workspace)
        let wants = { (one: Kind) in kind == nil || kind == one }
        let published = wants(.models) || wants(.syncs) ? try PublishedResources(in: workspace) : nil
        let models = wants(.models) ? published?.models : nil
        let syncs = wants(.syncs) ? published?.syncs : nil
        let drafts = wants(.drafts) ? try DraftSummary.all(in: workspace) : nil
        invocation.answer(
            ListPage(models: models, syncs: syncs, drafts: drafts, for: reader).page.text(invocation.terminal.style),
            json: [
                "models": models.map { .array($0.map(Shapes.listed)) } ?? .null,
                "syncs": syncs.map { .array($0.map(Shapes.listed)) } ?? .null,
                "drafts": drafts.map { .array($0.map(Shapes.draft)) } ?? .null,
            ])
        return .fine
    }
}
