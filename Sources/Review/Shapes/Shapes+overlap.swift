import Approvals
import Resources

extension Shapes {
    static func overlap(_ overlap: Overlap, _ layout: Layout) -> JSON {
        switch overlap.what {
        case .sameFields(let file, let fields):
            [
                "draft": .string(overlap.draft), "kind": "sameFields",
                "resource": .string(file.resource?.description ?? layout.path(of: file)),
                "fields": .array(fields.map { .string($0.description) }), "syncs": [],
            ]
        case .modelBeneath(let model, let syncs):
            [
                "draft": .string(overlap.draft), "kind": "modelBeneath", "resource": .string("model/\(model)"),
                "fields": [], "syncs": .array(syncs.map { .string("sync/\($0)") }),
            ]
        case .syncsAbove(let syncs, let model):
            [
                "draft": .string(overlap.draft), "kind": "syncsAbove", "resource": .string("model/\(model)"),
                "fields": [], "syncs": .array(syncs.map { .string("sync/\($0)") }),
            ]
        }
    }

    static func voided(_ voided: VoidedApproval) -> JSON {
        [
            "draft": .string(voided.draft), "request": .string(voided.request),
            "members": .array(voided.members.map(JSON.string)), "conflicts": .bool(voided.conflicts),
        ]
    }
}
