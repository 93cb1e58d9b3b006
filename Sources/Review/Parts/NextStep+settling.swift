import Approvals
import Resources

extension NextStep {
    private static func command(_ words: String...) -> String { Shell.line(["assent", "draft", "resolve"] + words) }

    private static func all(_ conflicts: [FieldConflict]) -> [NextStep] {
        conflicts.count > 1 ? [NextStep("or all of them at once", command("--all", "--mine"))] : []
    }

    /// How conflicts are resolved, with the first as the example.
    static func settling(_ conflicts: [FieldConflict], _ layout: Layout) -> [NextStep] {
        guard let name = conflicts.first.map(ConflictNames(conflicts, layout).name) else { return [] }
        let what: Words = conflicts.count > 1 ? " of a field" : Words()
        return [
            NextStep("keep the draft's value\(what)", command(name, "--mine")),
            NextStep("or take the published value", command(name, "--published")),
        ] + all(conflicts)
    }

    /// How to resolve each of some conflicts.
    static func settlingEach(of conflicts: [FieldConflict], _ layout: Layout, most: Int) -> [NextStep] {
        let names = ConflictNames(conflicts, layout)
        let each = conflicts.prefix(most).map(names.name).flatMap { name in
            [NextStep("\(name)", command(name, "--mine")), NextStep("or", command(name, "--published"))]
        }
        return each + all(conflicts)
    }
}
