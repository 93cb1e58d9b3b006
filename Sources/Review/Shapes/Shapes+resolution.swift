package import Approvals
package import Resources

extension Shapes {
    package static func resolution(_ resolution: Resolution, _ layout: Layout) -> JSON {
        [
            "draft": .string(resolution.draft.name),
            "settled": .array(
                Conflicts(resolution.settled, layout).fields.map {
                    ["file": .string($0.file), "field": .string($0.path)]
                }),
            "conflicts": conflicts(Conflicts(resolution.left, layout)),
        ]
    }
}
