package import Approvals
import Git
import Resources
import Signatures

extension Shapes {
    package static func status(_ report: StatusReport, for reader: Reader) -> JSON {
        let preview = report.preview
        return [
            "head": .string(report.head), "draft": JSON(report.draft?.name),
            "on": .array(report.beneath.map(JSON.string)),
            "unsaved": .array((preview?.unsaved ?? []).map(JSON.string)),
            "misnamed": .array((preview?.misnamed ?? []).map(JSON.string)),
            "changes": changes(preview?.changes ?? [], reader.layout),
            "uses": uses(preview?.uses ?? [:], reader.layout),
            "findings": .array((preview?.findings ?? []).map(finding)),
            "needsApproval": .bool(preview?.needsApproval ?? false), "request": JSON(preview?.plan?.request?.id),
            "behind": JSON(report.behind),
            "problem": report.problem.map {
                problem(RefusalWords($0, in: RefusalContext(reader)), $0.kind)
            } ?? .null,
            "onlyHere": report.onlyHere.map {
                ["commits": .int($0.commits), "remote": .string($0.remote), "requests": .int($0.requests)]
            } ?? .null,
            "overrides": overrides(report.overrides), "attributes": attributes(report.attributes),
            "overlaps": .array(report.overlaps.map { overlap($0, reader.layout) }),
            "ended": .array(report.ended.map { unplanned(RequestEntry(closed: $0.request), for: reader) }),
            "unapproved": .array(report.unapproved.commits.map { .string($0.id.hex) }),
            "mine": .array(report.mine.map { request($0, for: reader) }),
            "waitsForMe": .array(report.forMe.map { request($0, for: reader) }),
            "unsound": .array(report.unsound.map(unsound)),
            "next": .array(report.nextSteps(for: reader).map { .string($0.plain) }),
        ]
    }

    package static func verification(
        _ report: VerificationReport, for reader: Reader
    ) -> JSON {
        let verification = report.verification
        return [
            "valid": .bool(verification.failure == nil), "branch": .string(reader.branch),
            "genesis": .string(verification.genesis.hex),
            "tip": .string(verification.tip.hex), "otherCommits": .int(verification.otherCommits),
            "landings": .array(
                verification.proven.all().map { landing in
                    [
                        "commit": .string(landing.commit.hex), "request": .string(landing.request),
                        "draft": JSON(landing.draft), "author": .string(landing.author),
                        "authors": .array(landing.authors.map(JSON.string)),
                        "approvers": .array(landing.approvers.map(JSON.string)),
                        "requirements": .array(landing.requirements.map(requirement)),
                        "twoParties": .bool(landing.isByTwoParties),
                        "waivedBy": JSON(landing.waivedBy), "signed": .bool(landing.isSigned),
                        "witnesses": .array(landing.witnesses.map(witness)),
                    ]
                }),
            "settingsChanges": .array(
                report.settings.map { item in
                    [
                        "commit": .string(item.landing.commit.hex), "by": .string(item.landing.publisher),
                        "time": JSON(item.landing.time), "changes": changes(item.changes, reader.layout),
                    ]
                }),
            "accepted": .array(verification.accepted.map { accepted($0, for: reader) }),
            "closed": .array(
                report.closed.map { landing in
                    [
                        "commit": .string(landing.commit.hex), "request": .string(landing.request),
                        "draft": .string(landing.draft), "by": .string(landing.closing.actor),
                        "time": .string(landing.closing.time), "act": .string(landing.closing.kind.rawValue),
                        "reason": JSON(landing.closing.comment),
                    ]
                }),
            "overrides": overrides(report.overrides), "attributes": attributes(report.attributes),
            "failure": failure(verification.failure, for: reader),
        ]
    }

    private static func witness(_ witness: Witness) -> JSON {
        [
            "act": .string(witness.act.rawValue), "member": .string(witness.member), "time": .string(witness.time),
            "key": JSON(witness.fingerprint),
        ]
    }

    package static func acceptance(_ outcome: Outcome, _ verification: Verification, for reader: Reader) -> JSON {
        telling(
            outcome,
            [
                "accepted": .array(outcome.accepted.map { accepted($0, for: reader) }),
                "failure": failure(verification.failure, for: reader),
            ])
    }

    package static func accepted(_ run: AcceptedCommits, for reader: Reader) -> JSON {
        [
            "commits": .array(run.commits.map { .string($0.hex) }), "by": .string(run.event.actor),
            "time": .string(run.event.time), "reason": JSON(run.event.comment),
            "key": JSON(run.fingerprint), "acceptance": .string(run.acceptance.hex),
            "changes": changes(run.changes, reader.layout),
        ]
    }

    package static func failure(_ failure: VerificationFailure?, for reader: Reader) -> JSON {
        guard let failure else { return .null }
        return [
            "commit": .string(failure.commit.hex), "rule": .int(failure.rule),
            "kind": .string(FailureKind(failure.reason).rawValue),
            "text": .string(reader.words(of: failure.reason).plain),
        ]
    }

    package static func problem(_ words: RefusalWords, _ kind: RefusalKind) -> JSON {
        [
            "kind": .string(kind.name), "message": .string(words.message.plain),
            "next": .array(words.next.map { .string($0.command) }), "status": .int(Int(kind.status.rawValue)),
        ]
    }
}
