package import Approvals
import Git
import Resources

/// What went live, or waits for somebody.
package enum LandingShapes {
    static func landing(_ landing: Landing) -> JSON {
        let approvers = landing.decision.requirements.flatMap(\.given)
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let resources = landing.plan.changes.map(\.shownName)
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return [
            "draft": .string(landing.plan.draft), "request": .string(landing.record.id),
            "commit": .string(landing.commit.hex), "revision": .string(landing.plan.revision.hex),
            "resources": .array(resources.map(JSON.string)), "approvers": .array(approvers.map(JSON.string)),
            "publishedBy": .string(landing.record.chain.last.event.actor),
            "waived": .bool(landing.decision.requirements.contains(where: \.isWaived)),
        ]
    }

    /// - Parameter branch: over which a job on the host moves main; nil: approvals are missing.
    static func recorded(_ plan: Plan, over branch: String?) -> JSON {
        [
            "draft": .string(plan.draft), "request": JSON(plan.request?.id), "branch": JSON(branch),
            "missing": .array(branch == nil ? plan.decision.missing.map(Shapes.requirement) : []),
        ]
    }

    package static func landed(_ outcomes: [Outcome]) -> JSON {
        [
            "published": .array(outcomes.flatMap(\.landed).map(landing)),
            "voided": .array(outcomes.flatMap(\.voided).map(Shapes.voided)),
        ]
    }
}
