import Git
import Resources
import YAML

/// How far a revision is approved: what a CI job asks before it passes a change.
package enum ApprovalStanding: Sendable {
    /// It is part of main. `verify` says how it got there.
    case published
    /// Nothing that it changes needs approval; the plan, where it is a draft's.
    case notNeeded(Plan?)
    case approved(Plan)
    case waits(Plan)
    /// Main changed the same fields: there is no meaning yet that could be approved.
    case conflicts(Plan)
    /// It needs approval and belongs to no draft, so that nobody can approve it.
    case noDraft(Decision)
    /// It changes paths that no draft may change: they take the place of governed files, or decide how these are read.
    case unfit(paths: [String])

    /// Whether a job that asks for approval fails.
    package var keepsOut: Bool {
        switch self {
        case .waits, .conflicts, .noDraft, .unfit: true
        case .published, .notNeeded, .approved: false
        }
    }

    package init(_ plan: Plan) {
        if !plan.merge.conflicts.isEmpty {
            self = .conflicts(plan)
        } else if plan.isEmpty || plan.decision.requirements.isEmpty && plan.decision.strangers.isEmpty {
            self = .notNeeded(plan)
        } else {
            self = plan.decision.isSatisfied && plan.proposalProblem == nil ? .approved(plan) : .waits(plan)
        }
    }
}
