package import Approvals
package import Git
import Resources
import Signatures

extension Shapes {
    package static func status(_ report: StatusReport, for reader: Reader) -> JSON {
        let preview = report.preview
        return [
            "head": .string(report.head), "draft": JSON(report.draft?.name),
            "on": .array(report.beneath.map(JSON.string)),
            "unsaved": .array((preview?.unsaved ?? []).map(JSON.string)),
            "changes": changes(preview?.changes ?? [], reader.layout),
            "uses": uses(preview?.uses ?? [:], reader.layout),
            "findings": .array((preview?.findings ?? []).map(finding)),
            "needsApproval": .bool(preview?.needsApproval ?? false), "request": JSON(preview?.plan?.request?.id),
            "behind": JSON(report.behind), "problem": JSON(report.problem?.message.plain),
            "onlyHere": report.onlyHere.map {
                ["commits": .int($0.commits), "remote": .string($0.remote), "requests": .int($0.requests)]
            } ?? .null,
            "overrides": overrides(report.overrides), "attributes": attributes(report.attributes),
            "overlaps": .array(report.overlaps.map { overlap($0, reader.layout) }),
            "mine": .array(report.mine.map { request($0, for: reader) }),
            "waitsForMe": .array(report.forMe.map { request($0, for: reader) }),
            "unsound": .array(report.unsound.map(unsound)),
            "next": .array(Page.nextSteps(report, reader).map { .string($0.plain) }),
        ]
    }

    package static func verification(
        _ verification: Verification, closed: [ClosedLanding] = [], overrides: HistoryOverrides,
        attributes: [AttributeNote], for reader: Reader
    ) -> JSON {
        [
            "valid": .bool(verification.failure == nil), "branch": .string(reader.branch),
            "genesis": .string(verification.genesis.hex),
            "tip": .string(verification.tip.hex), "otherCommits": .int(verification.otherCommits),
            "landings": .array(
                verification.proven.all().map { landing in
                    [
                        "commit": .string(landing.commit.hex), "request": .string(landing.request),
                        "draft": JSON(landing.draft), "author": .string(landing.author),
                        "approvers": .array(landing.approvers.map(JSON.string)),
                        "waivedBy": JSON(landing.waivedBy), "signed": .bool(landing.isSigned),
                        "witnesses": .array(landing.witnesses.map(witness)),
                    ]
                }),
            "accepted": .array(verification.accepted.map { accepted($0, for: reader) }),
            "closed": .array(
                closed.map { landing in
                    [
                        "commit": .string(landing.commit.hex), "request": .string(landing.request),
                        "draft": .string(landing.draft), "by": .string(landing.closing.actor),
                        "time": .string(landing.closing.time), "act": .string(landing.closing.kind.rawValue),
                        "reason": JSON(landing.closing.comment),
                    ]
                }),
            "overrides": Self.overrides(overrides), "attributes": Self.attributes(attributes),
            "failure": failure(verification.failure, for: reader),
        ]
    }

    /// `{act, member, time, key}`; without a key: unsigned.
    private static func witness(_ witness: Witness) -> JSON {
        [
            "act": .string(witness.act.rawValue), "member": .string(witness.member), "time": .string(witness.time),
            "key": JSON(witness.fingerprint),
        ]
    }

    /// `{commits, by, time, reason, key, acceptance, changes}`
    package static func accepted(_ run: AcceptedCommits, for reader: Reader) -> JSON {
        [
            "commits": .array(run.commits.map { .string($0.hex) }), "by": .string(run.event.actor),
            "time": .string(run.event.time), "reason": JSON(run.event.comment),
            "key": JSON(run.fingerprint), "acceptance": .string(run.acceptance.hex),
            "changes": changes(run.changes, reader.layout),
        ]
    }

    /// `{commit, rule, reason}`
    package static func failure(_ failure: VerificationFailure?, for reader: Reader) -> JSON {
        guard let failure else { return .null }
        return [
            "commit": .string(failure.commit.hex), "rule": .int(failure.rule),
            "reason": .string(reader.words(of: failure.reason).plain),
        ]
    }

    /// A document as it is printed: what a terminal could take for a command, or what nobody would see, is escaped as
    /// JSON escapes it, so that the document is the same to a program. So is each `#` behind another one: `##[…]` and
    /// `##vso[…]` are commands to whoever runs a CI job, wherever they stand (`CommandGuard`).
    package static func printable(_ document: JSON) -> String {
        let text = document.canonicalBytes
        var shown: [UInt8] = []
        shown.reserveCapacity(text.count)
        text.withUnsafeBufferPointer { text in
            // What is not in `shown` yet begins here.
            var start = 0
            var index = 0
            while index < text.count {
                let byte = text[index]
                if byte < 0x7F, byte != hash {
                    index += 1
                } else if byte == hash {
                    if index > 0, text[index - 1] == hash {
                        shown += text[start..<index]
                        shown += "\\u0023".utf8
                        start = index + 1
                    }
                    index += 1
                } else {
                    shown += text[start..<index]
                    start = index
                    repeat { index += 1 } while index < text.count && text[index] & 0xC0 == 0x80
                    shown += printable(text[start..<index])
                    start = index
                }
            }
            shown += text[start...]
        }
        return String(decoding: shown, as: UTF8.self)
    }

    private static let hash = UInt8(ascii: "#")

    /// One character beyond printable ASCII, as UTF-8.
    private static func printable(_ character: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        let text = String(decoding: character, as: UTF8.self)
        if text.unicodeScalars.allSatisfy(SafeText.isSeen) { return Array(character) }
        let escapes = text.utf16.map { unit in
            let hex = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
        return Array(escapes.joined().utf8)
    }
}
