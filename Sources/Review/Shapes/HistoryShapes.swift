package import Approvals
import FoundationEssentials
import Git
import Resources
import YAML

/// What changed on main, commit by commit.
package enum HistoryShapes {
    package static func entry(_ entry: HistoryEntry) -> JSON {
        let time = Date(timeIntervalSince1970: Double(entry.commit.committer.time))
        var members: JSON.Members = [
            "commit": .string(entry.commit.id.hex), "time": .string(Timestamp.text(time)),
            "title": .string(entry.commit.subject), "committer": .string(entry.commit.committer.email),
            "kind": "start", "request": .null, "draft": .null, "askedBy": [], "approvedBy": [], "publishedBy": .null,
            "waived": false, "comment": .null, "reason": .null, "acceptedBy": .null,
        ]
        switch entry.kind {
        case .start: break
        case .unapproved(let acceptance):
            members["kind"] = "unapproved"
            members["acceptedBy"] = JSON(acceptance?.actor)
        case .acceptance(let event):
            members["kind"] = "acceptance"
            members["acceptedBy"] = .string(event.actor)
            members["reason"] = JSON(event.comment)
        case .published(let record):
            members["kind"] = "published"
            members["request"] = .string(record.id)
            members["draft"] = .string(record.proposal.draft)
            members["askedBy"] = .array(record.authorsInOrder.map(JSON.string))
            members["approvedBy"] = .array(record.approvers.map(JSON.string))
            members["publishedBy"] = JSON(record.publisher)
            members["waived"] = .bool(record.landedWaiver != nil)
            members["comment"] = JSON(record.comment)
            members["reason"] = JSON(record.landedWaiver?.comment)
        }
        return .object(members)
    }

    package static func log(_ entries: [HistoryEntry], for reader: Reader) -> JSON {
        [
            "entries": .array(
                entries.map { item in
                    entry(item).adding("changes", Shapes.changes(item.changes, reader.layout))
                        .adding("faults", .array(item.faults.map(fault)))
                })
        ]
    }

    private static func fault(_ fault: HistoryEntry.Fault) -> JSON {
        let path =
            switch fault {
            case .lookalike(let path), .stray(let path): path
            case .broken(let tree): tree.path
            }
        return [
            "kind": .string(Shapes.FaultKind(fault).rawValue), "path": .string(path),
            "text": .string(Words.each(of: [fault]).joined(by: "; ").plain),
        ]
    }

    package static func blame(_ blame: Blame, for reader: Reader) -> JSON {
        let fields = blame.groups.flatMap { group in group.fields.map { ($0, group.entry) } }
            .sorted { ($0.0.file, $0.0.path) < ($1.0.file, $1.0.path) }
        return [
            "resource": .string(blame.resource.description),
            "fields": .array(
                fields.map { field, item in
                    [
                        "file": .string(reader.layout.path(of: field.file)), "path": .string(field.path.description),
                        "value": Shapes.content(field.value), "changedBy": entry(item),
                    ]
                }),
        ]
    }
}
