import Approvals
import ArgumentParser
import Review

/// A command of assent: its arguments, and one use case whose answer it prints.
protocol RunnableCommand: ParsableCommand {
    var global: GlobalOptions { get }

    /// What `--format` may be here.
    static var formats: [OutputFormat] { get }

    /// What `--format json` prints; nil: there is no such format here.
    static var output: Output? { get }

    /// The status of whatever goes wrong, where who calls reads others differently.
    static var statusOfFailure: ExitStatus? { get }

    /// Whether it asks the remote first, where there is one.
    static var fetches: Bool { get }
    /// The same, where it depends on how it was typed.
    var fetches: Bool { get }
    /// Whether main here then goes where the remote's went.
    static var follows: Bool { get }

    /// Calls the use case and prints its outcome. Whatever it throws is turned into words and a status by `Failure`.
    func run(_ invocation: Invocation) async throws -> ExitStatus
}

extension RunnableCommand {
    static var formats: [OutputFormat] { [.text, .json] }
    static var statusOfFailure: ExitStatus? { nil }
    static var fetches: Bool { true }
    var fetches: Bool { Self.fetches }
    static var follows: Bool { true }
}
