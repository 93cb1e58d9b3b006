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

    /// What makes git show another history; null if it shows the true one.
    static func overrides(_ overrides: HistoryOverrides) -> JSON {
        overrides.isEmpty
            ? .null
            : [
                "replaced": .array(overrides.replaced.map { .string($0.hex) }),
                "grafts": JSON(overrides.graftFile),
            ]
    }
}
