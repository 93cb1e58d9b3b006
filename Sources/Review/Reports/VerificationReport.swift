package import Approvals
package import Git
package import Resources

/// What `verify` reports: what is proven about main, and related facts.
package struct VerificationReport: Sendable {
    package let verification: Verification
    /// What main had and no longer has.
    package let lost: LostTip?
    /// The members who administered the workspace when it started.
    package let founders: [Member]
    /// Publishes of requests that were withdrawn, as their refs say.
    package let closed: [ClosedLanding]
    /// Publishes of settings or aliases that needed no approval, oldest first; none unless they are asked for.
    package let settings: [SettingsLanding]
    package let overrides: HistoryOverrides
    package let attributes: [AttributeNote]

    /// - Parameters:
    ///   - all: also what was proven before.
    ///   - listsSettings: tells what changes of settings needed no approval, and not only how many.
    package init(in workspace: OpenWorkspace, all: Bool = false, listsSettings: Bool = false) throws {
        verification = try Proof(workspace).verify(all: all)
        lost = try KeptLine(workspace).lost()
        founders = try workspace.founders(in: verification.genesis)
        closed = try ClosedLandings(workspace).closedLandings(verification)
        settings = listsSettings ? try SettingsLanding.all(in: verification, workspace) : []
        overrides = try HistoryOverrides(of: workspace.repository)
        attributes = try AttributeReader(workspace).attributeNotes()
    }
}

/// A publish of settings or aliases that needed no approval.
package struct SettingsLanding: Sendable {
    package let landing: ProvenLanding
    /// Of the settings and aliases; none: only comments or layout.
    package let changes: [FileChange]

    static func all(in verification: Verification, _ workspace: OpenWorkspace) throws -> [SettingsLanding] {
        guard verification.proven.freeSettings > 0 else { return [] }
        return try verification.proven.all().filter(\.isFreeSetting).map { landing in
            let changes = try WorkComparison(of: landing.commit, in: workspace).changes
            return SettingsLanding(landing: landing, changes: changes.filter { $0.resource == nil })
        }
    }
}
