package import Approvals

/// A command line, and what it is for.
package struct NextStep: Hashable, Sendable {
    package var label: Words
    package var command: String

    package init(_ label: Words, _ command: String) {
        self.label = label
        self.command = command
    }
}

extension NextStep {
    /// The command that removes a ref that is not a request.
    package init(removing reference: UnsoundRef) {
        self.init(
            "remove it",
            Shell.line(
                reference.remote.map { ["git", "push", $0, "--delete", reference.name] }
                    ?? ["git", "update-ref", "-d", reference.name]))
    }
}
