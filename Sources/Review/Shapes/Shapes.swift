package import Approvals
import Git
package import Resources
import SQL
import YAML

/// The shapes of `--format json`, version 1: one document on one line, an object with `"version": 1` among its members.
/// Within a version members are only added. A member that does not apply is `null`, a list without items is empty, and
/// texts are as people wrote them (see `SafeText.json` for how they are made safe).
///
/// - *finding*: `code`, `severity` (`error`, `warning`, `notice`), `path`, `line` and `column` (from 1, in Unicode
///   scalars) with `endLine` and `endColumn`, `resource` (`model/x`), `field`, `message`, `label`, `help`, `inherited`
///   (published before: blocks nobody), `risk`.
/// - *change*: `file`, `resource`, `kind` (`added`, `deleted`, `changed`), `needsApproval`, `opaque` (fields cannot be told
///   apart), `fields`: `path`, `class`, `before`, `after`, `needsApproval`, `restyled` (in what alone a query differs that
///   says the same: `whiteSpace`, `comments`, `keywordCase`; else null). A value is JSON's own null, flag, text, list or
///   object; numbers and ambiguous scalars are `{"kind":"int","text":"014"}`, so that nothing is lost.
/// - *requirement*: `reason` (`approvals`, `manage`, `rule`), `rule` (position from 0), `required`, `given`, `candidates`
///   (member ids), `met`, `waived`.
/// - *plan*: `draft`, `revision`, `request` (id), `subject`, `author`, `submitted`, `comment`, `to`, `ready`,
///   `needsApproval`, `requirements`, `declinedBy`, `conflicts` (`file`, `field`, `base`, `published`, `draft`), `risks`
///   (codes), `findings`, `changes`, `renames` (`from`, `to`), `uses` (model: list of `sync`, `destination`, `paused`),
///   `events` (`kind`, `actor`, `time`, `comment`, `subject`, `void`).
/// - *request*: `id`, `draft`, `state` (`open`, `published`, `closed`), `author`, `submitted`, `comment`, `to`, `commit`
///   (of a published one), `waitsFor` (words), and of an open one `plan`.
///
/// The commands: `view` answers a *plan* with `on` (unpublished drafts whose changes it contains) and
/// `overlaps`, or a *request* with `events`, `changes` and `uses` where it is no longer open;
/// `diff` `{changes, uses}`; `requests` `{requests}`; `check` `{findings, errors, warnings, notices, inherited, conflicts,
/// checked, approval}` (of `Shapes.approval`, where that was asked); `status` `{head, draft, on, unsaved, changes, uses, findings, needsApproval, request, problem, overlaps, mine, waitsForMe,
/// next}`; `verify` `{valid, genesis, tip, landings, accepted, otherCommits, failure}` with landings `{commit, request, draft, author,
/// approvers, waivedBy, signed}` and a failure `{commit, rule, reason}`; `log` `{entries}` and `blame` `{resource, fields}` of
/// `Shapes.entry`; `export` lines of `Shapes.line`; `explain` `{code, title, why, wrong, right}` or `{codes}`.
package enum Shapes {}

extension JSON {
    /// An object with one more member.
    func adding(_ key: String, _ value: JSON) -> JSON {
        guard case .object(var members) = self else { preconditionFailure("only an object has members") }
        members[key] = value
        return .object(members)
    }
}

extension Shapes {
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
                        "before": value(field.before), "after": value(field.after),
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

    static func value(_ value: Value?) -> JSON {
        switch value {
        case nil, .scalar(.null, _): .null
        case .scalar(.bool, let text): .bool(text == "true")
        case .scalar(.string, let text): .string(text)
        case .scalar(let kind, let text): ["kind": .string(kind.rawValue), "text": .string(text)]
        case .sequence(let items): .array(items.map(Shapes.value))
        case .mapping(let pairs):
            .object(JSON.Members(pairs.lazy.map { ($0.key, Shapes.value($0.value)) }))
        }
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
            "void": JSON(void.map { Words($0).plain }),
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

    /// `{ref, remote, problem, remove}`: a ref that is not a request.
    package static func unsound(_ reference: UnsoundRef) -> JSON {
        [
            "ref": .string(reference.name), "remote": JSON(reference.remote),
            "problem": .string(Words(reference.problem).plain), "remove": .string(reference.removal),
        ]
    }

    /// With what lies around the plan.
    package static func plan(_ facts: PlanFacts, for reader: Reader) -> JSON {
        plan(facts.plan, for: reader)
            .adding("on", .array(facts.beneath.map(JSON.string)))
            .adding("overlaps", .array(facts.overlaps.map { overlap($0, reader.layout) }))
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
            "conflicts": .array(plan.merge.conflicts.map { conflict($0, reader.layout) }),
            "risks": .array(plan.riskCodes.sorted().map(JSON.string)),
            "findings": .array(plan.findings.map(finding)), "changes": changes(plan.changes, reader.layout),
            "renames": .array(
                Resources.renames(among: plan.changes).map {
                    ["from": .string($0.from.description), "to": .string($0.to.description)]
                }), "uses": uses(plan.uses, reader.layout),
            "events": plan.request.map(events) ?? [], "voids": plan.request.map(voids) ?? [],
        ]
    }

    package static func conflict(_ conflict: FieldConflict, _ layout: Layout) -> JSON {
        [
            "file": .string(layout.path(of: conflict.file)), "field": .string(conflict.path.description),
            "base": value(conflict.base), "published": value(conflict.published), "draft": value(conflict.draft),
        ]
    }

    package static func request(_ entry: RequestEntry, for reader: Reader) -> JSON {
        let request = entry.request
        var members: JSON.Members = [
            "id": .string(request.id), "draft": .string(request.draftName), "author": .string(request.author),
            "submitted": .string(request.record.submitted), "comment": JSON(request.record.firstProposal.comment),
            "to": .array(request.record.proposal.to.map(JSON.string)), "commit": .null,
            "waitsFor": .string(entry.state(reader).plain), "plan": entry.plan.map { plan($0, for: reader) } ?? .null,
        ]
        switch request.state {
        case .open: members["state"] = "open"
        case .closed: members["state"] = "closed"
        case .published(let commit):
            members["state"] = "published"
            members["commit"] = .string(commit.hex)
        }
        return .object(members)
    }

    /// A request that is no longer open, with what was said about it.
    package static func past(_ entry: RequestEntry, landed: WorkComparison, for reader: Reader) -> JSON {
        guard case .object(var members) = request(entry, for: reader) else { return .null }
        members["events"] = events(of: entry.request)
        members["voids"] = voids(of: entry.request)
        members["changes"] = changes(landed.changes, reader.layout)
        members["uses"] = uses(landed.uses, reader.layout)
        return .object(members)
    }
}

extension JSON {
    init(_ number: Int?) { self = number.map { .int($0) } ?? .null }
}
