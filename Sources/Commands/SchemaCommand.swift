import Approvals
import ArgumentParser
import Resources
import Review
import Spelling
import YAML

struct SchemaCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print a JSON Schema: of a file, or of what a command prints.",
        usage: "assent schema model|sync|settings|output [<command>]",
        discussion: """
            model, sync and settings are for editors (draft 7). The schema rejects what assent check reports as an \
            error or a warning with A301, A302 or A304, if the value alone shows it. Only assent check finds problems \
            that depend on something else, such as a role that does not exist, or a column that is listed twice.

            Keep the schema as a file in the repository, on main: a draft carries only models, syncs and settings. \
            An editor finds it by the first line of a file, which assent new --modeline and assent init --modeline \
            write; VS Code needs Red Hat's YAML extension for that. This is the line in assent.yaml, and in a model in \
            hightouch/models:
              # yaml-language-server: $schema=.assent/settings.schema.json
              # yaml-language-server: $schema=../../.assent/model.schema.json

            output is for programs (2020-12): it describes what a command prints with --format json, key by key. \
            Without a command, it lists the commands that have such a schema.

            \(Output.schema.help)

            Example:
              mkdir -p .assent
              assent schema model > .assent/model.schema.json
              assent schema sync > .assent/sync.schema.json
              assent schema settings > .assent/settings.schema.json
              assent schema output draft list
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .schema }
    static var fetches: Bool { false }

    private static let ofOutput = "output"
    private static var kinds: [String] { SchemaKind.allCases.map(\.rawValue) + [ofOutput] }

    @Argument(help: ArgumentHelp("model, sync, settings or output.", valueName: "kind"), completion: .list(kinds))
    var kind: String

    @Argument(
        help: ArgumentHelp("With output: a command, such as draft list.", valueName: "command"),
        completion: .custom { words, index, _ in nextWords(behind: words.prefix(index)) })
    var command: [String] = []

    func validate() throws {
        if let first = command.first, SchemaKind(rawValue: kind) != nil {
            throw ValidationError("schema \(kind) takes no further argument, such as \(SafeText.line(first))")
        }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        if kind == Self.ofOutput {
            let name = Self.name(of: command)
            if name.isEmpty {
                let names = AssentCommand.outputs.map(\.command)
                invocation.answer(
                    names.map { $0 + "\n" }.joined(), json: ["commands": .array(names.map(JSON.string))])
            } else {
                invocation.terminal.print(try Self.output(of: name).schema.json + "\n")
            }
            return .fine
        }
        guard let schema = SchemaKind(rawValue: kind)?.schema else {
            let near = nearest(kind, among: Self.kinds)
            let hint = near.isEmpty ? "choose model, sync, settings or output" : "did you mean \(near[0])?"
            throw ValidationError("there is no schema \(SafeText.line(kind)); \(hint)")
        }
        invocation.terminal.print(schema.json + "\n")
        return .fine
    }

    /// `draft list`, typed as two words or as one, with or without `assent` in front.
    private static func name(of typed: [String]) -> String {
        let words = typed.flatMap { $0.split(separator: " ") }
        return (words.count > 1 && words[0] == "assent" ? words.dropFirst() : words[...]).joined(separator: " ")
    }

    private static func output(of name: String) throws -> Output {
        let all = AssentCommand.outputs
        if let output = all.first(where: { $0.command == name }) { return output }
        let shown = SafeText.line(name)
        let typed = TypedCommand(name.split(separator: " ").map(String.init))
        if typed.unknown == nil, typed.type is any RunnableCommand.Type {
            throw ValidationError("assent \(shown) has no --format json")
        }
        let inner = all.map(\.command).filter { $0.hasPrefix("\(name) ") }
        let near = inner.isEmpty ? nearest(name, among: all.map(\.command)) : inner
        let hint =
            near.isEmpty
            ? "assent schema output lists the commands" : "did you mean \(near.map { Words($0) }.inWords("or").plain)?"
        throw ValidationError("there is no schema of what \(shown) prints; \(hint)")
    }

    /// Of the names of commands, the words that may stand next.
    private static func nextWords(behind words: some Sequence<String>) -> [String] {
        let typed = Array(words.drop { $0 != ofOutput }.dropFirst())
        let names = AssentCommand.outputs.map { $0.command.split(separator: " ").map(String.init) }
        let next = names.filter { $0.count > typed.count && $0.starts(with: typed) }.map { $0[typed.count] }
        return next.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension AssentCommand {
    /// What each command prints with `--format json`, in the order of the help.
    static var outputs: [Output] { [StartCommand.output].compactMap(\.self) + outputs(of: AssentCommand.self) }

    private static func outputs(of command: any ParsableCommand.Type) -> [Output] {
        let own = (command as? any RunnableCommand.Type)?.output
        return (own.map { [$0] } ?? []) + command.configuration.subcommands.flatMap { outputs(of: $0) }
    }
}
