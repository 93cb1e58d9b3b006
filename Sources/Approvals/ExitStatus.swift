/// How a command ends. README.md, commands.md and the manual list these for people, from this table.
package struct ExitStatus: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let fine = ExitStatus(rawValue: 0)
    /// Findings of severity error; to a question: no.
    package static let findings = ExitStatus(rawValue: 1)
    package static let failed = ExitStatus(rawValue: 2)
    /// The rules do not allow this member to do it; somebody else may.
    package static let refused = ExitStatus(rawValue: 3)
    package static let waits = ExitStatus(rawValue: 4)
    /// With what was published since.
    package static let conflict = ExitStatus(rawValue: 5)
    package static let badArguments = ExitStatus(rawValue: 64)

    /// Every status, with what it means in one line.
    package static let all: [(status: ExitStatus, meaning: String)] = [
        (.fine, "The command succeeded, or there is nothing to report."),
        (
            .findings,
            "A check found errors (with `check --fail-on warning`, warnings too), or you answered no to a question."
        ),
        (.failed, "The command failed."),
        (.refused, "You may not do this. The message says who may, and what to type next."),
        (
            .waits,
            "The change waits for approval, or for the job that moves main. If there are errors too, the status is 1."
        ),
        (.conflict, "The change conflicts with what was published since."),
        (.badArguments, "The arguments are wrong."),
    ]
}
