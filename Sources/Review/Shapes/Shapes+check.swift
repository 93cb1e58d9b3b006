package import Approvals
import Git
import Resources

extension Shapes {
    package static func check(_ report: CheckReport) -> JSON {
        [
            "findings": .array(report.findings.map(finding)), "errors": .int(report.count(.error)),
            "warnings": .int(report.count(.warning)), "notices": .int(report.count(.notice)),
            "inherited": .int(report.findings.count(where: \.isInherited)), "conflicts": .int(report.conflicts),
            "checked": checked(report), "approval": report.standing.map(approval) ?? .null,
        ]
    }

    private static func checked(_ report: CheckReport) -> JSON {
        var members: JSON.Members = [
            "since": .null, "files": .null, "unsaved": .null, "models": .null, "syncs": .null,
            "text": .string(report.checked.plain),
        ]
        switch report.scope {
        case .work(let name, let files, let unsaved):
            members.merge(["kind": "work", "name": .string(name), "files": .int(files), "unsaved": .int(unsaved)])
        case .published(let head): members.merge(["kind": "published", "name": .string(head)])
        case .everything(let name, let models, let syncs):
            members.merge(["kind": "everything", "name": .string(name), "models": .int(models), "syncs": .int(syncs)])
        case .changes(let name, let base, let files):
            members.merge([
                "kind": "changes", "name": .string(name), "since": .string(base), "files": .int(files),
            ])
        }
        return .object(members)
    }
}
