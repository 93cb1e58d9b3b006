/// How a command ends. README.md lists them for people.
package struct ExitStatus: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let fine = ExitStatus(rawValue: 0)
    /// Findings of severity error; to a question: no.
    package static let findings = ExitStatus(rawValue: 1)
    package static let failed = ExitStatus(rawValue: 2)
    /// By policy: somebody else may.
    package static let refused = ExitStatus(rawValue: 3)
    package static let waits = ExitStatus(rawValue: 4)
    /// With what was published since.
    package static let conflict = ExitStatus(rawValue: 5)
    package static let badArguments = ExitStatus(rawValue: 64)
}
