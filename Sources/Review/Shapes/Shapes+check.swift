package import Approvals
import Git
import Resources

extension Shapes {
    package static func check(_ report: CheckReport) -> JSON {
        [
            "findings": .array(report.findings.map(finding)), "errors": .int(report.count(.error)),
            "warnings": .int(report.count(.warning)), "notices": .int(report.count(.notice)),
            "inherited": .int(report.findings.count(where: \.isInherited)), "conflicts": .int(report.conflicts),
            "checked": .string(report.checked.plain), "approval": report.standing.map(approval) ?? .null,
        ]
    }
}
