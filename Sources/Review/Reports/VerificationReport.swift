package import Approvals
package import Git
package import Resources

/// What `verify` tells: what is proven of main, and what lies around that.
package struct VerificationReport: Sendable {
    package let verification: Verification
    /// The members who administered the workspace when it started.
    package let founders: [Member]
    /// Publishes of requests that were withdrawn, as their refs say.
    package let closed: [ClosedLanding]
    package let overrides: HistoryOverrides
    package let attributes: [AttributeNote]

    /// - Parameter all: also what was proven before.
    package init(in workspace: OpenWorkspace, all: Bool = false) throws {
        verification = try Proof(workspace).verify(all: all)
        founders = try workspace.founders(in: verification.genesis)
        closed = try ClosedLandings(workspace).closedLandings(verification)
        overrides = try workspace.repository.historyOverrides()
        attributes = try AttributeReader(workspace).attributeNotes()
    }
}
