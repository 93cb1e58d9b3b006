package import Approvals
import Git
package import Resources
import SQL
import YAML

/// The documents of `--format json`. `Output` describes them: a member that is written here and not described there fails a
/// test.
package enum Shapes {
    package static func finding(_ finding: Finding) -> JSON {
        [
            "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue),
            "path": .string(finding.path), "line": JSON(finding.range?.start.line),
            "column": JSON(finding.range?.start.column), "endLine": JSON(finding.range?.end.line),
            "endColumn": JSON(finding.range?.end.column), "resource": JSON(finding.resource?.description),
            "field": JSON(finding.field?.description), "message": .string(finding.message),
            "label": JSON(finding.label), "help": JSON(finding.help), "inherited": .bool(finding.isInherited),
            "risk": .bool(finding.isRisk),
        ]
    }

    package static func change(_ change: FileChange, _ layout: Layout) -> JSON {
        [
            "file": .string(layout.path(of: change.file)), "resource": JSON(change.resource?.description),
            "kind": .string(change.kind.rawValue), "needsApproval": .bool(change.needsApproval),
            "opaque": .bool(change.isOpaque),
            "fields": .array(
                change.fields.map { field in
                    [
                        "path": .string(field.path.description), "class": .string(field.fieldClass.rawValue),
                        "before": content(field.before), "after": content(field.after),
                        "needsApproval": .bool(field.needsApproval), "restyled": restyled(field),
                    ]
                }),
        ]
    }

    private static func restyled(_ field: FieldChange) -> JSON {
        let kinds: [(SQL.Restyling, JSON)] = [
            (.whiteSpace, "whiteSpace"), (.comments, "comments"), (.keywordCase, "keywordCase"),
        ]
        guard let restyling = field.restyling else { return .null }
        return .array(kinds.filter { restyling.contains($0.0) }.map(\.1))
    }

    static func uses(_ uses: [Subject.Use], _ layout: Layout) -> JSON {
        .array(
            uses.map { use in
                [
                    "sync": .string(layout.resourceName(at: use.path)), "destination": JSON(use.destination),
                    "paused": .bool(use.isPaused),
                ]
            })
    }

    package static func uses(_ uses: [String: [Subject.Use]], _ layout: Layout) -> JSON {
        .object(JSON.Members(uses.lazy.map { ($0.key, Shapes.uses($0.value, layout)) }))
    }

    package static func changes(_ changes: [FileChange], _ layout: Layout) -> JSON {
        .array(changes.sorted { $0.file < $1.file }.map { change($0, layout) })
    }

    package static func requirement(_ requirement: Requirement) -> JSON {
        var reason = "approvals"
        var rule: Int?
        switch requirement.reason {
        case .approvals: break
        case .manage: reason = "manage"
        case .rule(let position): (reason, rule) = ("rule", position)
        }
        return [
            "reason": .string(reason), "rule": JSON(rule), "required": .int(requirement.required),
            "given": .array(requirement.given.map(JSON.string)),
            "candidates": .array(requirement.candidates.map(JSON.string)), "met": .bool(requirement.isMet),
            "waived": .bool(requirement.isWaived),
        ]
    }

    /// - Parameter void: why it does not count.
    private static func event(_ event: Event, void: VoidReason? = nil) -> JSON {
        [
            "void": void.map {
                ["kind": .string(VoidKind($0).rawValue), "text": .string(Words($0).plain)]
            } ?? .null,
            "kind": .string(event.kind.rawValue), "actor": .string(event.actor), "time": .string(event.time),
            "comment": JSON(event.comment), "subject": JSON(event.subject),
        ]
    }

    /// Those that stand.
    private static func events(of request: ApprovalRequest) -> JSON { .array(request.record.events.map { event($0) }) }

    /// Those that do not.
    private static func voids(of request: ApprovalRequest) -> JSON {
        .array(request.record.voids.map { event($0.event, void: $0.reason) })
    }

    /// A ref that is not a request.
    package static func unsound(_ reference: UnsoundRef) -> JSON {
        [
            "ref": .string(reference.name), "remote": JSON(reference.remote),
            "problem": [
                "kind": .string(UnsoundKind(reference.problem).rawValue),
                "text": .string(Words(reference.problem).plain),
            ], "remove": .string(NextStep(removing: reference).command),
        ]
    }

    /// A plan by itself, with what lies around it.
    package static func viewed(_ facts: PlanFacts, for reader: Reader) -> JSON {
        plan(facts.plan, for: reader)
            .adding("kind", "plan")
            .adding("on", .array(facts.beneath.map(JSON.string)))
            .adding("after", .array(facts.after.map(JSON.string)))
            .adding("overlaps", .array(facts.overlaps.map { overlap($0, reader.layout) }))
            .adding(
                "sinceViewed",
                facts.since.map { $0.json(reader.layout).adding("events", .array($0.events.map { event($0) })) }
                    ?? .null)
    }

    package static func plan(_ plan: Plan, for reader: Reader) -> JSON {
        let record = plan.request?.record
        return [
            "draft": .string(plan.draft), "revision": .string(plan.revision.hex), "request": JSON(plan.request?.id),
            "subject": JSON(plan.subject), "author": JSON(plan.request?.author),
            "submitted": JSON(record?.submitted),
            "comment": JSON(record?.comment),
            "to": .array((record?.proposal.to ?? []).map(JSON.string)), "ready": .bool(plan.isReady && !plan.isEmpty),
            "needsApproval": .bool(plan.needsApproval),
            "requirements": .array(plan.decision.requirements.map(requirement)),
            "declinedBy": .array(plan.decision.declinedBy.map(JSON.string)),
            "conflicts": conflicts(Conflicts(plan.merge.conflicts, reader.layout)),
            "mergedFromTwoEdits": joined(plan.merge.joined, reader.layout),
            "risks": .array(plan.riskCodes.sorted().map(JSON.string)),
            "findings": .array(plan.findings.map(finding)), "changes": changes(plan.changes, reader.layout),
            "renames": .array(
                Resources.renames(among: plan.changes).map {
                    ["from": .string($0.from.description), "to": .string($0.to.description)]
                }), "uses": uses(plan.uses, reader.layout),
            "events": plan.request.map(events) ?? [], "voids": plan.request.map(voids) ?? [],
        ]
    }

    static func joined(_ texts: [Merge.JoinedText], _ layout: Layout) -> JSON {
        .array(texts.map { ["file": .string(layout.path(of: $0.file)), "field": .string($0.path.description)] })
    }

    package static func conflicts(_ conflicts: Conflicts) -> JSON {
        .array(
            conflicts.fields.map { field in
                [
                    "file": .string(field.file), "field": .string(field.path), "base": content(field.conflict.base),
                    "published": content(field.conflict.published), "draft": content(field.conflict.draft),
                    "deletedBy": JSON(field.conflict.deletedBy?.rawValue),
                ]
            })
    }

    package static func request(_ entry: RequestEntry, for reader: Reader) -> JSON {
        unplanned(entry, for: reader).adding("plan", entry.plan.map { plan($0, for: reader) } ?? .null)
    }

    static func unplanned(_ entry: RequestEntry, for reader: Reader) -> JSON {
        let request = entry.request
        let (state, commit): (JSON, JSON) =
            switch request.state {
            case .open: ("open", .null)
            case .closed: ("closed", .null)
            case .published(let commit): ("published", .string(commit.hex))
            }
        return [
            "id": .string(request.id), "draft": .string(request.draftName), "state": state, "commit": commit,
            "author": .string(request.author), "submitted": .string(request.record.submitted),
            "comment": JSON(request.record.comment),
            "to": .array(request.record.proposal.to.map(JSON.string)), "waitsFor": waiting(entry, reader),
            "ended": ending(request),
        ]
    }

    /// A request that is no longer open, with what was said about it.
    package static func viewed(_ entry: RequestEntry, landed: WorkComparison, for reader: Reader) -> JSON {
        unplanned(entry, for: reader)
            .adding("kind", "request")
            .adding("events", events(of: entry.request))
            .adding("voids", voids(of: entry.request))
            .adding("changes", changes(landed.changes, reader.layout))
            .adding("uses", uses(landed.uses, reader.layout))
    }
}
