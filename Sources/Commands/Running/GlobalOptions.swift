package import ArgumentParser

/// What every command takes.
package struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"),
        completion: .directory)
    package var directory: String?

    @Option(
        help: ArgumentHelp("text or json; view, check and verify support more.", valueName: "format"),
        completion: .list(OutputFormat.all.map(\.rawValue)))
    package var format: OutputFormat = .text

    @Flag(
        name: .customLong("no-color"), help: "Disable colour (also when NO_COLOR is set or output is not a terminal).")
    package var isPlain = false

    @Flag(name: .customLong("quiet"), help: "Print only results and errors.")
    package var isQuiet = false

    @Flag(name: .customLong("yes"), help: "Answer yes to all questions.")
    package var saysYes = false

    @Flag(help: "Do not contact the remote.")
    package var offline = false

    package init() {}
}

/// How an answer is written. Each command says which of these it knows.
package struct OutputFormat: RawRepresentable, Hashable, Sendable, ExpressibleByArgument {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    /// Any word: what a command does not know is refused by its own list.
    package init(argument: String) { self.init(rawValue: argument) }

    package var defaultValueDescription: String { rawValue }

    package static let text = OutputFormat(rawValue: "text")
    /// One document on one line, with a `version` for its shape.
    package static let json = OutputFormat(rawValue: "json")
    package static let markdown = OutputFormat(rawValue: "markdown")
    /// Workflow commands of GitHub Actions.
    package static let github = OutputFormat(rawValue: "github")
    /// A code quality report of GitLab.
    package static let gitlab = OutputFormat(rawValue: "gitlab")
    package static let sarif = OutputFormat(rawValue: "sarif")
    package static let junit = OutputFormat(rawValue: "junit")
    /// A verification summary of SLSA.
    package static let vsa = OutputFormat(rawValue: "vsa")

    package static let all = [text, json, markdown, github, gitlab, sarif, junit, vsa]
}
