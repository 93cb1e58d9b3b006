/// Why something was not done: the facts, without words. `Review` says them, and executables end with the status.
///
/// Refusals come in families; each stands beside what throws it.
package protocol Refusal: Error, Sendable {
    var kind: RefusalKind { get }
}

/// What programs know a refusal by.
package struct RefusalKind: Hashable, Sendable {
    /// Its name in JSON, which never changes: `mayNot`.
    package let name: String
    package let status: ExitStatus

    package init(_ name: String, _ status: ExitStatus) {
        self.name = name
        self.status = status
    }
}
