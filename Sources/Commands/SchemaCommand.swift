import Approvals
import ArgumentParser
import Resources
import Review
import Spelling
import YAML

struct SchemaCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "A JSON Schema (draft 7), by which editors help with a file.",
        usage: "assent schema model|sync|settings",
        discussion: """
            Made of the tables that assent check reads: it refuses what check calls an error or a warning of A301, A302 \
            and A304, as far as each value tells it by itself. What needs a look elsewhere (a role that does not exist, \
            a column listed twice) is for check alone.

            Nothing is fetched: the schema is a file in the repository, published on main as it is (a draft carries \
            models, syncs and settings alone). An editor finds it by the first line of a file, which assent new \
            --modeline and assent init --modeline write. VS Code needs the YAML extension of Red Hat for that. Of \
            assent.yaml, and of a model in hightouch/models, the line is:
              # yaml-language-server: $schema=.assent/settings.schema.json
              # yaml-language-server: $schema=../../.assent/model.schema.json

            Both formats are the schema itself.

            Example:
              mkdir -p .assent
              assent schema model > .assent/model.schema.json
              assent schema sync > .assent/sync.schema.json
              assent schema settings > .assent/settings.schema.json
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var fetches: Bool { false }

    @Argument(
        help: ArgumentHelp("model, sync or settings.", valueName: "kind"),
        completion: .list(SchemaKind.allCases.map(\.rawValue)))
    var kind: String

    func run(_ invocation: Invocation) throws -> ExitStatus {
        let names = SchemaKind.allCases.map(\.rawValue)
        guard let schema = SchemaKind(rawValue: kind)?.schema else {
            let near = nearest(kind, among: names)
            let hint = near.isEmpty ? "there are \(names.joined(separator: ", "))" : "did you mean \(near[0])?"
            throw ValidationError("there is no schema \(SafeText.line(kind)); \(hint)")
        }
        invocation.terminal.print(schema.json + "\n")
        return .fine
    }
}
