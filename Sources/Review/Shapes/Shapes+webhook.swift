package import Approvals
import Delivery
package import Resources

extension Shapes {
    /// What a webhook is told of one effect of an act; nil: nothing, it is no event of a request.
    package static func webhook(_ effect: Outcome.Effect, of outcome: Outcome, for reader: Reader) -> WebhookCall? {
        guard let event = Notifications.Event(effect), let digests = effect.digests else { return nil }
        let body: JSON = [
            "version": .int(1), "event": .string(event.rawValue), "workspace": .string(reader.settings.workspace),
            "workspaceId": .string(reader.settings.id), "branch": .string(reader.branch),
            "actor": .string(outcome.actor), "draft": JSON(effect.draft), "request": .string(digests.opening),
            "digest": .string(digests.event), "comment": JSON(effect.comment),
            "concerned": telling(outcome, [:])["concerned"] ?? .array([]),
        ]
        return WebhookCall(event: event, id: digests.event, draft: effect.draft ?? "", json: body, slack: slack(effect, event, outcome, reader))
    }

    /// One line, in Slack's own markup, of which other people's text is none: `&`, `<` and `>` are written out.
    private static func slack(
        _ effect: Outcome.Effect, _ event: Notifications.Event, _ outcome: Outcome, _ reader: Reader
    ) -> JSON {
        func safe(_ text: String) -> String {
            SafeText.line(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        }
        let said = effect.comment.map { ": \(safe($0))" } ?? ""
        let who = safe(reader.name(outcome.actor).plain)
        let draft = safe(reader.short(draft: effect.draft ?? "")).replacing("`", with: "'")
        return ["text": .string("\(who) \(event.verb) `\(draft)` [\(safe(reader.settings.workspace))]\(said)")]
    }
}

/// What to send to a webhook.
package struct WebhookCall: Sendable {
    package let event: Notifications.Event
    /// Of the event.
    package let id: String
    package let draft: String
    package let json: JSON
    package let slack: JSON

    package func body(_ format: Notifications.Webhook.Format) -> [UInt8] {
        switch format {
        case .json: Array(SafeText.json(json).utf8)
        case .slack: Array(SafeText.json(slack).utf8)
        }
    }
}

extension Notifications.Event {
    fileprivate init?(_ effect: Outcome.Effect) {
        switch effect {
        case .submitted: self = .submitted
        case .revised: self = .revised
        case .commented: self = .commented
        case .approved: self = .approved
        case .declined: self = .declined
        case .published: self = .published
        case .withdrawn: self = .withdrawn
        case .deleted: self = .deleted
        case .started, .accepted: return nil
        }
    }

    fileprivate var verb: String {
        switch self {
        case .submitted: "asks for approval of"
        case .revised: "submitted again"
        case .commented: "commented on"
        case .approved: "approved"
        case .declined: "declined"
        case .published: "published"
        case .withdrawn: "withdrew"
        case .deleted: "deleted"
        }
    }
}

extension Outcome.Effect {
    /// What was said with it.
    var comment: String? {
        switch self {
        case .submitted(let request, _), .revised(let request, _), .approved(let request, _), .declined(let request, _):
            request.record.last?.comment
        case .commented(_, let event), .withdrawn(_, let event): event.event.comment
        case .deleted(_, let closed): closed?.1.event.comment
        case .published(let landing): landing.record.chain.last.event.comment
        case .started, .accepted: nil
        }
    }
}
