package import Approvals
package import Git
package import Resources
import SSH
import Signatures

/// The outcomes of acts, for programs.
extension Shapes {
    package static func submission(_ submission: Submission) -> JSON {
        let kind =
            switch submission.kind {
            case .submitted: "submitted"
            case .revised: "revised"
            case .unchanged: "unchanged"
            }
        let members: JSON = [
            "kind": .string(kind), "draft": .string(submission.plan.draft), "request": .string(submission.request.id),
            "revision": .string(submission.request.revision.hex), "subject": .string(submission.request.subject),
            "approvers": .array(submission.approvers.map(JSON.string)),
            "risks": .array(submission.plan.riskCodes.sorted().map(JSON.string)),
            "on": .array(submission.beneath.map(JSON.string)),
            "needsApproval": .bool(!submission.plan.decision.requirements.isEmpty),
            "rivals": .array(submission.rivals.map { .string($0.id) }),
            "voided": .array(submission.outcome.voided.map(voided)),
        ]
        return telling(submission.outcome, members)
    }

    /// Of an act that does one thing to one request or draft. What else an act has to tell stands in a value of its
    /// own.
    package static func outcome(_ outcome: Outcome) -> JSON {
        let members: JSON =
            switch outcome.effects.first {
            case .commented(let request, _):
                ["commented": .string(request.id), "draft": .string(request.draftName)]
            case .withdrawn(let request, _):
                ["withdrawn": .string(request.id), "draft": .string(request.draftName)]
            case .deleted(let draft, let closed): ["deleted": .string(draft.name), "request": JSON(closed?.0.id)]
            case .declined(let request, let plan):
                [
                    "declined": .string(request.id), "draft": .string(plan.draft), "subject": JSON(plan.subject),
                    "declinedBy": .array(plan.decision.declinedBy.map(JSON.string)),
                ]
            case .published(let landed):
                LandingShapes.landing(landed).adding("voided", .array(outcome.voided.map(voided)))
            case .handedOver(let request, let plan, let branch):
                ["draft": .string(plan.draft), "request": .string(request.id), "branch": .string(branch)]
            case .submitted, .revised, .approved, .started, .accepted, nil: [:]
            }
        return telling(outcome, members)
    }

    package static func approval(_ outcome: Outcome) -> JSON {
        telling(
            outcome,
            [
                "published": .array(outcome.landed.map(LandingShapes.landing)),
                "voided": .array(outcome.voided.map(voided)),
                "recorded": .array(
                    outcome.recorded.map { LandingShapes.recorded($0, over: nil) }
                        + outcome.handedOver.map { LandingShapes.recorded($0.plan, over: $0.branch) }),
            ])
    }

    /// Adds to the outcome of an act whom it concerns.
    static func telling(_ outcome: Outcome, _ members: JSON) -> JSON {
        members.adding(
            "concerned",
            .array(
                outcome.concerned.map {
                    ["member": .string($0.member), "why": .string($0.why.rawValue), "draft": .string($0.draft)]
                }))
    }

    package static func reversal(_ reversal: Reversal, _ layout: Layout) -> JSON {
        let members: JSON = [
            "draft": .string(reversal.draft.name), "revision": .string(reversal.draft.tip.hex),
            "reverts": [
                "commit": .string(reversal.change.commit.hex), "request": JSON(reversal.change.request?.id),
            ], "changes": changes(reversal.plan.changes, layout),
        ]
        return telling(reversal.outcome, members)
    }

    package static func saving(_ saving: Saving, findings errors: [Finding]) -> JSON {
        [
            "draft": .string(saving.draft.name), "commit": JSON(saving.commit?.hex),
            "paths": .array(saving.paths.map(JSON.string)), "moved": .bool(saving.isMoved),
            "misnamed": .array(saving.misnamed.map(JSON.string)), "findings": .array(errors.map(finding)),
        ]
    }

    package static func update(_ update: DraftUpdate, _ layout: Layout) -> JSON {
        let kind =
            switch update.kind {
            case .upToDate: "upToDate"
            case .updated: "updated"
            case .conflicts: "conflicts"
            }
        return [
            "draft": .string(update.draft.name), "kind": .string(kind), "revision": .string(update.draft.tip.hex),
            "paths": .array(update.paths.map(JSON.string)), "tookFrom": JSON(update.tookFrom),
            "conflicts": conflicts(Conflicts(update.conflicts, layout)),
            "mergedFromTwoEdits": joined(update.joined, layout),
        ]
    }

    package static func draft(_ draft: DraftSummary) -> JSON {
        return [
            "name": .string(draft.draft.name), "member": .string(draft.draft.member), "slug": .string(draft.draft.slug),
            "revision": .string(draft.draft.tip.hex), "current": .bool(draft.isCurrent),
            "request": JSON(draft.request?.id), "live": .bool(draft.isLive), "saved": .string(draft.saved),
            "title": .string(draft.title),
            "on": .array(draft.beneath.map(JSON.string)),
        ]
    }

    package static func listed(_ model: PublishedResources.Model) -> JSON {
        [
            "resource": .string("\(model.resource)"), "name": JSON(model.name), "source": JSON(model.source),
            "syncs": .array(model.syncs.map(JSON.string)),
        ]
    }

    package static func listed(_ sync: PublishedResources.Sync) -> JSON {
        [
            "resource": .string("\(sync.resource)"), "model": JSON(sync.model),
            "destination": JSON(sync.destination), "paused": .bool(sync.isPaused),
        ]
    }

    /// - Parameter ci: the file for a host's jobs that was written too.
    package static func start(_ start: Initialization, ci: String?) -> JSON {
        [
            "workspace": .string(start.settings.workspace), "id": .string(start.settings.id),
            "branch": .string(start.branch), "root": .string(start.settings.root),
            "genesis": .string(start.genesis.hex), "models": .int(start.models), "syncs": .int(start.syncs),
            "findings": .int(start.findings.count), "renewed": .bool(start.isRenewed),
            "ci": JSON(ci),
        ]
    }

    /// The same of a workspace that exists.
    package static func standing(_ settings: Settings, on branch: String, since genesis: ObjectID, ci: String?) -> JSON
    {
        [
            "workspace": .string(settings.workspace), "id": .string(settings.id),
            "branch": .string(branch), "root": .string(settings.root),
            "genesis": .string(genesis.hex), "models": .null, "syncs": .null, "findings": .null,
            "renewed": false, "ci": JSON(ci),
        ]
    }

    package static func member(_ member: Member, in settings: Settings) -> JSON {
        let permissions = settings.permissions(of: member)
        return [
            "id": .string(member.id), "name": .string(member.name), "email": .string(member.email),
            "login": JSON(member.login), "role": .string(member.role),
            "keys": .array(member.publicKeys.map { .string(Fingerprint(of: $0).text) }),
            "permissions": .array(
                Permission.allCases.filter(permissions.contains).map { .string($0.rawValue) }),
        ]
    }

    package static func settings(_ change: SettingsChange?) -> JSON {
        let members: JSON = ["draft": JSON(change?.draft.name), "commit": JSON(change?.landing?.commit.hex)]
        return change.map { telling($0.outcome, members) } ?? members.adding("concerned", [])
    }
}
