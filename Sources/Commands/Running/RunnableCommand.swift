import ArgumentParser

/// A command of assent: its arguments, and one use case whose answer it prints.
protocol RunnableCommand: ParsableCommand {
    var global: GlobalOptions { get }

    /// What `--format` may be here.
    static var formats: [OutputFormat] { get }

    /// Calls the use case and prints what came of it. Whatever it throws is turned into words and a status by `Failure`.
    func run(_ invocation: Invocation) async throws -> ExitStatus
}

extension RunnableCommand {
    static var formats: [OutputFormat] { [.text, .json] }
}
