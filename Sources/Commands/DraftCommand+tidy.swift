import Approvals
import ArgumentParser
import Resources
import Review

extension DraftCommand {
    struct Rename: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rename a draft.",
            usage: "assent draft rename [<draft> [<name>]]",
            discussion: """
                Renames it here and on the remote. A draft that is submitted keeps its name: those who review it know \
                it by that name. What is not named is asked for on a terminal.

                \(Output.draftRename.help)

                Example:
                  assent draft rename new-leads more-leads
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftRename }

        @Argument(help: "One of your drafts.", completion: .drafts)
        var draft: String?

        @Argument(help: "Its new name: letters, digits, - and _.")
        var name: String?

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let old = try await invocation.draft(draft, to: .rename, "rename")
            let workspace = try await invocation.openWorkspace()
            let me = try workspace.me(who: .draft)
            let draft = try Drafts(workspace).draft(named: old)
            let name = try invocation.newName(
                name, "Its new name", orElse: "say what to call it: assent draft rename <draft> <name>",
                isName: Draft.accepts(slug:))
            let renamed = try await DraftRenamer(workspace).rename(draft, to: name, by: me)
            let page = Page(.paragraph("Renamed \(draft.name) to \(renamed.name, .strong)."))
            invocation.report(
                page.text(invocation.terminal.style),
                json: ["draft": .string(renamed.name), "renamed": .string(draft.name)])
            return .fine
        }
    }

    struct Prune: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete the drafts that went live.",
            usage: "assent draft prune",
            discussion: """
                Deletes those of your drafts that main contains completely, and this clone's copies of other people's. \
                Nothing \
                is lost: their commits are part of main.

                \(Output.draftPrune.help)

                Example:
                  assent draft prune
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftPrune }

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let workspace = try await invocation.openWorkspace()
            let pruning = try await DraftPruner(workspace).prune(for: workspace.me(who: .draft))
            invocation.report(
                PruningPage(pruning, branch: workspace.branch).page.text(invocation.terminal.style),
                json: [
                    "pruned": .array(pruning.pruned.map { .string($0.name) }),
                    "kept": .array(pruning.kept.map { .string($0.draft.name) }),
                ])
            return .fine
        }
    }

    struct Discard: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Discard unsaved edits.",
            usage: "assent draft discard [<resource>]",
            discussion: """
                Takes unsaved edits of models, syncs and settings out of the work tree. They go to git's stash: git \
                stash pop brings them back.

                \(Output.draftDiscard.help)

                Example:
                  assent draft discard
                  assent draft discard sync/leads-to-crm
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftDiscard }

        @Argument(help: "Discard only the edits of this model or sync.", completion: .resources)
        var resource: String?

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let workspace = try await invocation.openWorkspace(looksOnly: true)
            let resource = try resource.map(ResourceNames(workspace).resource)
            let paths = try await EditDiscarder(workspace).discard(resource)
            invocation.report(
                DiscardPage(paths, of: resource).page.text(invocation.terminal.style),
                json: ["discarded": .array(paths.map { .string($0) })])
            return .fine
        }
    }
}
