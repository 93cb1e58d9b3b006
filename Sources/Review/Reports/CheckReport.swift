package import Approvals
import Git
package import Resources

/// What `check` looked at, and found.
package struct CheckReport: Sendable {
    /// What was looked at.
    package enum Scope: Hashable, Sendable {
        /// What a draft, or the current work with its unsaved files, would make of main.
        case work(on: String, files: Int, unsaved: Int)
        /// A commit that main has: nothing is new in it.
        case published(head: String)
        case everything(of: String, models: Int, syncs: Int)
        case changes(of: String, since: String, files: Int)
    }

    package var findings: [Finding]
    package let scope: Scope
    /// Fields that main changed too, and differently: what publishing would make of them is not known yet.
    package let conflicts: Int
    /// Whether what was published before counts as well.
    package let countsInherited: Bool
    /// Of the draft that was looked at, where it was one.
    package var plan: Plan?
    /// From which severity on it fails.
    package var failsOn = Severity.error
    /// Nil unless it was asked for.
    package var standing: ApprovalStanding?
    /// What was read for it. To take it apart takes a while, which a process that ends can save.
    package var basis: (any Sendable)?

    package init(findings: [Finding], scope: Scope, conflicts: Int, countsInherited: Bool, plan: Plan? = nil) {
        self.findings = findings
        self.scope = scope
        self.conflicts = conflicts
        self.countsInherited = countsInherited
        self.plan = plan
    }

    /// What a draft, or the current work with its unsaved files, would make of main.
    package init(
        _ findings: [Finding], of changes: [FileChange], conflicts: Int, named name: String, unsaved: Int,
        plan: Plan? = nil
    ) {
        self.init(
            findings: findings, scope: .work(on: name, files: changes.count, unsaved: unsaved), conflicts: conflicts,
            countsInherited: false, plan: plan)
    }

    /// The branch whose work was looked at.
    var workedOn: String? { if case .work(let name, _, _) = scope { name } else { nil } }

    /// Whether a finding counts, rather than being shown because it was published like this.
    func counts(_ finding: Finding) -> Bool { countsInherited || !finding.isInherited }

    package func fails(by finding: Finding) -> Bool { counts(finding) && finding.severity >= failsOn }

    package var fails: Bool { findings.contains(where: fails(by:)) }

    func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity && counts($0) } }
}
