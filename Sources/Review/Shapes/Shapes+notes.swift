import Approvals
import Git
import Resources

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
