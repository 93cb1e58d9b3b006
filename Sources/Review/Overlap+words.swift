package import Approvals
import Resources

extension Reader {
    /// `draft/bo/score also changes model/leads (query)`
    package func words(_ overlap: Overlap) -> Words {
        let draft: Words = "\(overlap.draft)"
        switch overlap.what {
        case .sameFields(let file, let fields):
            let name: Words = "\(file.resource?.description ?? layout.path(of: file))"
            let part: Words =
                if case .columns = file { " (columns)" } else if fields.isEmpty { Words() } else {
                    " (\(fields.map { "\($0)" as Words }.inWords("and", limit: 3)))"
                }
            return "\(draft) also changes \(name)\(part)"
        case .modelBeneath(let model, let syncs):
            return "\(draft) changes model/\(model), on which \(names(syncs)) \(runs(syncs))"
        case .syncsAbove(let syncs, let model):
            return "\(draft) changes \(names(syncs)), which \(runs(syncs)) on model/\(model)"
        }
    }

    private func names(_ syncs: [String]) -> Words { syncs.map { "sync/\($0)" as Words }.inWords("and", limit: 3) }

    private func runs(_ syncs: [String]) -> Words { syncs.count == 1 ? "runs" : "run" }

    ///     draft/bo/score lost Carol Diaz's approval: it rests on what was published. Look again with assent view bo/score
    package func page(of voided: [VoidedApproval]) -> Page {
        var page = Page()
        for item in voided {
            let approvals: Words = item.members.count == 1 ? "the approval" : "the approvals"
            let why: Words =
                item.conflicts
                ? "it changes the same fields, and conflicts now" : "what it would do is not the same any more"
            page.line(
                "\(item.draft) lost \(approvals) of \(who(item.members, "and")): \(why).", indent: 2, hanging: 4)
            page.line(
                "look again:\u{A0} \(.command("assent view", short(draft: item.draft)))", indent: 4, hanging: 6)
        }
        return page
    }
}

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
