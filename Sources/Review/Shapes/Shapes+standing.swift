import Approvals
import Git
import Resources

extension Shapes {
    static func approval(_ standing: ApprovalStanding) -> JSON {
        func document(_ state: JSON, _ plan: Plan?, _ decision: Decision?) -> JSON {
            [
                "state": state, "draft": JSON(plan?.draft), "revision": JSON(plan?.revision.hex),
                "request": JSON(plan?.request?.id),
                "requirements": .array((decision?.requirements ?? []).map(requirement)),
                "declinedBy": .array((decision?.declinedBy ?? []).map(JSON.string)),
            ]
        }
        return switch standing {
        case .published: document("published", nil, nil)
        case .notNeeded(let plan): document("notNeeded", plan, plan?.decision)
        case .approved(let plan): document("approved", plan, plan.decision)
        case .waits(let plan): document("waits", plan, plan.decision)
        case .conflicts(let plan): document("conflicts", plan, plan.decision)
        case .noDraft(let decision): document("noDraft", nil, decision)
        case .unfit: document("unfit", nil, nil)
        }
    }
}
