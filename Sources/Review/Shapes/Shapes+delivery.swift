package import Approvals
package import Delivery
import FoundationEssentials
import Git

extension Shapes {
    package static func prospect(_ prospect: Prospect) -> JSON {
        [
            "draft": .string(prospect.plan.draft), "revision": .string(prospect.plan.revision.hex),
            "subject": .string(prospect.subject), "approvers": .array(prospect.approvers.map(JSON.string)),
            "risks": .array(prospect.plan.riskCodes.sorted().map(JSON.string)),
            "on": .array(prospect.beneath.map(JSON.string)),
            "needsApproval": .bool(!prospect.plan.decision.requirements.isEmpty),
            "asked": .array(prospect.asked.map(JSON.string)),
        ]
    }

    /// - Parameter preview: of `--preview`.
    package static func outbox(_ waiting: [Envelope], sent: [Envelope] = [], preview: MailMessage? = nil) -> JSON {
        [
            "waiting": .array(waiting.map(json)), "sent": .array(sent.map(json)),
            "preview": preview.map { message in
                [
                    "to": .string(message.to.address), "subject": .string(message.subject),
                    "text": .string(message.text), "html": .string(message.html),
                ]
            } ?? .null,
        ]
    }
}

private func json(_ envelope: Envelope) -> JSON {
    [
        "id": .string(envelope.id), "kind": .string(envelope.kind.rawValue), "to": .string(envelope.to),
        "act": .string(envelope.act), "about": .string(envelope.about), "written": moment(envelope.written),
        "attempts": .int(envelope.attempts), "next": envelope.isGivenUp ? .null : moment(envelope.next),
        "failure": envelope.failure.map { ["reason": .string($0.reason.rawValue), "words": .string($0.words)] }
            ?? .null,
    ]
}

private func moment(_ seconds: Int) -> JSON {
    .string(Timestamp.text(Date(timeIntervalSince1970: Double(seconds))))
}
