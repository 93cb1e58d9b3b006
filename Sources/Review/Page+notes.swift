package import Approvals
package import Git
import Resources

extension Page {
    /// What changes governed files on their way to the disk, and since when; nothing where nothing does.
    package mutating func attributes(_ notes: [AttributeNote]) {
        for note in notes {
            gap()
            let lines = note.findings.map { "\($0.message)" as Words }
            line(
                "\(note.path, .strong), as it is on main since \(note.since.short): \(lines.inWords(limit: 3)). Nobody had to approve that.",
                hanging: 2)
        }
        if !notes.isEmpty { add(Page(steps: [.init("why that matters", "assent explain A108")])) }
    }

    /// That plain git shows another history here than the true one; nothing where it does not.
    package mutating func overrides(_ overrides: HistoryOverrides) {
        if overrides.isEmpty { return }
        let what: [Words] =
            (overrides.replaced.isEmpty ? [] : [counted(overrides.replaced.count, "replace ref")])
            + (overrides.graftFile == nil ? [] : ["grafts"])
        gap()
        line(
            "Ignored here: \(what.inWords()), because of which plain git shows another history than the true one.",
            hanging: 2)
        var steps: [RefusalWords.Step] = []
        if !overrides.replaced.isEmpty {
            let ids = overrides.replaced.prefix(4).map(\.hex)
            let rest = overrides.replaced.count > ids.count ? ["…"] : []
            steps.append(.init("take them away", Shell.line(["git", "replace", "-d"] + ids + rest)))
        }
        if let file = overrides.graftFile { steps.append(.init("take them away", Shell.line(["rm", file]))) }
        add(Page(steps: steps))
    }
}

extension Shapes {
    static func attributes(_ notes: [AttributeNote]) -> JSON {
        .array(
            notes.map { note in
                [
                    "path": .string(note.path), "since": .string(note.since.hex),
                    "findings": .array(note.findings.map(finding)),
                ]
            })
    }

    /// What git shows otherwise; null where it shows the true history.
    static func overrides(_ overrides: HistoryOverrides) -> JSON {
        overrides.isEmpty
            ? .null
            : [
                "replaced": .array(overrides.replaced.map { .string($0.hex) }),
                "grafts": JSON(overrides.graftFile),
            ]
    }
}
