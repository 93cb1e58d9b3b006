/// How a command ends (checks.md, Output formats). README.md lists them for people.
package enum ExitStatus: Int32, Hashable, Sendable {
    case fine = 0
    /// Findings of severity error; to a question: no.
    case findings = 1
    case failed = 2
    /// By policy: somebody else may.
    case refused = 3
    case waits = 4
    /// With what was published since.
    case conflict = 5
    case badArguments = 64
}
