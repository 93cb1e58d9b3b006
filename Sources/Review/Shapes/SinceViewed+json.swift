import Approvals
import Git
import Resources

extension SinceViewed {
    /// All but its events.
    func json(_ layout: Layout) -> JSON {
        [
            "time": .string(viewed.time), "revision": .string(viewed.revision.hex), "subject": JSON(viewed.subject),
            "comparable": .bool(difference != nil), "hadConflicts": JSON(difference?.hadConflicts),
            "changes": Shapes.changes(difference?.proposed ?? [], layout),
            "published": Shapes.changes(difference?.published ?? [], layout),
            "beneath": .array((difference?.basis.changes ?? []).map(Shapes.basisChange)),
            "complete": .bool(difference?.isComplete ?? false),
            "risks": .array((difference?.risks ?? []).map(Shapes.finding)),
        ]
    }
}

extension Shapes {
    fileprivate static func basisChange(_ change: BasisDifference.Change) -> JSON {
        [
            "of": .string(change.of), "what": .string(change.what.rawValue), "before": JSON(change.before),
            "after": JSON(change.after),
        ]
    }
}
