package import Approvals
import Git
package import Resources

/// What came of importing a branch.
package enum ImportShapes {
    package static func outcome(
        _ found: Import, overlaps: [Overlap], isTrial: Bool, _ layout: Layout
    ) -> JSON {
        let plan = found.plan
        return [
            "kind": .string(found.kind.rawValue), "dryRun": .bool(isTrial), "branch": .string(found.branch.name),
            "remote": JSON(found.branch.remote?.name), "from": .string(found.branch.tip.hex),
            "tip": .string(found.tip.hex), "commits": .array(found.commits.map { .string($0.id.hex) }),
            "leftOut": .array(
                found.leftOut.map { ["path": .string($0.path), "kind": .string($0.why.rawValue)] }),
            "draft": JSON(found.draft?.name), "revision": JSON(found.draft?.tip.hex),
            "request": JSON(plan?.request?.id), "submitAgain": .bool(found.isToBeSubmittedAgain),
            "changes": Shapes.changes(plan?.changes ?? [], layout),
            "renamed": .array(
                Resources.renames(among: plan?.changes ?? []).map {
                    ["from": .string($0.from.description), "to": .string($0.to.description)]
                }),
            "conflicts": Shapes.conflicts(Conflicts(plan?.merge.conflicts ?? [], layout)),
            "findings": .array((plan?.findings ?? []).map(Shapes.finding)),
            "overlaps": .array(overlaps.map { Shapes.overlap($0, layout) }),
        ]
    }
}
