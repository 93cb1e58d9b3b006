import Approvals
import ArgumentParser
import Resources
import Review

extension DraftCommand {
    struct Resolve: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Resolve conflicts with main, field by field.",
            usage: "assent draft resolve [<field> …] [--all] [--mine | --published]",
            discussion: """
                Use this when assent draft update left conflicts in the files. It takes your draft's value of each field that \
                you name, or the published value, and leaves the rest of the file as it is; other fields stay in conflict. \
                When no conflict is left, assent save completes the merge. Without fields, it shows what is in conflict.

                Name a field as it is shown: config.mode, or with its file, sync/leads-to-crm:config.mode. A file, model \
                or sync by itself means all of its fields, and a field includes those inside it.

                \(Output.draftResolve.help)

                Example:
                  assent draft resolve
                  assent draft resolve config.mode schedule --published
                  assent draft resolve --all --mine
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftResolve }

        @Argument(help: ArgumentHelp("Fields in conflict.", valueName: "field"), completion: .conflicts)
        var fields: [String] = []

        @Flag(help: "Resolve all fields that are in conflict.")
        var all = false

        @Flag(help: "Keep what your draft says.")
        var mine = false

        @Flag(help: "Take what is published.")
        var published = false

        func validate() throws {
            if mine, published { throw ValidationError("--mine and --published cannot be combined") }
            if all, !fields.isEmpty { throw ValidationError("--all and fields cannot be combined") }
            let isSettling = all || !fields.isEmpty
            if isSettling, !mine, !published {
                throw ValidationError("Say which to take: --mine or --published.")
            }
            if !isSettling, mine || published {
                throw ValidationError("Say what to resolve: fields, or --all. assent draft resolve lists them.")
            }
        }

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let workspace = try await invocation.openWorkspace(looksOnly: true)
            let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
            let resolver = try ConflictResolver(workspace)
            guard mine || published else {
                let found = try resolver.look()
                invocation.answer(
                    ResolutionPage(found, for: reader).page.text(invocation.terminal.style),
                    json: Shapes.resolution(found, workspace.layout))
                return .fine
            }
            let side: FieldConflict.Side = mine ? .draft : .published
            let resolution = try resolver.settle(all ? nil : fields, as: side)
            invocation.report(
                ResolutionPage(resolution, as: side, for: reader).page.text(invocation.terminal.style),
                json: Shapes.resolution(resolution, workspace.layout))
            return .fine
        }
    }
}
