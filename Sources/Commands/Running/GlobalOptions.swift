package import ArgumentParser

/// What every command takes.
package struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"),
        completion: .directory)
    package var directory: String?

    @Option(help: ArgumentHelp("text or json (view: markdown too).", valueName: "format"))
    package var format: OutputFormat = .text

    @Flag(name: .customLong("no-color"), help: "No colours. So do NO_COLOR and output that is no terminal.")
    package var isPlain = false

    @Flag(name: .customLong("quiet"), help: "Say only what was asked for, and what went wrong.")
    package var isQuiet = false

    @Flag(name: .customLong("yes"), help: "Answer yes to what would be asked on a terminal.")
    package var saysYes = false

    @Flag(help: "Ask nothing of the remote, and send it nothing.")
    package var offline = false

    package init() {}
}

package enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text
    /// One document on one line, with a `version` for its shape.
    case json
    case markdown
}
