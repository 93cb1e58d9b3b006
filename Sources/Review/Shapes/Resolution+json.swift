package import Approvals
package import Resources

extension Resolution {
    package func json(_ layout: Layout) -> JSON {
        [
            "draft": .string(draft.name),
            "settled": .array(
                Conflicts(settled, layout).fields.map { ["file": .string($0.file), "field": .string($0.path)] }),
            "conflicts": Shapes.conflicts(Conflicts(left, layout)),
        ]
    }
}
