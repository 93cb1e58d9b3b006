package import Approvals
package import Resources

/// What a webhook is told of one effect of an act.
package struct WebhookCall: Sendable {
    package let event: Notifications.Event
    /// The same whoever tells it.
    package let id: String
    package let draft: String
    private let json: JSON
    private let slack: JSON

    /// Nil: it is not about a request or a draft of somebody.
    package init?(_ effect: Outcome.Effect, of outcome: Outcome, for reader: Reader) {
        guard let event = Self.event(effect), let digests = effect.digests, let draft = effect.draft else { return nil }
        self.event = event
        id = "\(event.rawValue).\(digests.event).\(Digest.sha256(Array(draft.utf8)).prefix(16))"
        self.draft = draft
        json = Shapes.telling(
            outcome,
            [
                "version": .int(1), "event": .string(event.rawValue), "workspace": .string(reader.settings.workspace),
                "workspaceId": .string(reader.settings.id), "branch": .string(reader.branch),
                "actor": .string(outcome.actor), "draft": .string(draft), "request": .string(digests.opening),
                "digest": .string(digests.event), "comment": JSON(effect.comment),
            ])
        slack = ["text": .string(Self.line(effect, event, outcome, reader))]
    }

    package func body(_ format: Notifications.Webhook.Format) -> [UInt8] {
        switch format {
        case .json: Array(SafeText.json(json).utf8)
        case .slack: Array(SafeText.json(slack).utf8)
        }
    }

    /// In Slack's own markup, of which other people's text is none: `&`, `<` and `>` are written out
    /// (docs.slack.dev/messaging/formatting-message-text).
    private static func line(
        _ effect: Outcome.Effect, _ event: Notifications.Event, _ outcome: Outcome, _ reader: Reader
    ) -> String {
        func safe(_ text: String) -> String {
            SafeText.line(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        }
        let said = effect.comment.map { ": \(safe($0))" } ?? ""
        let who = safe(reader.name(outcome.actor).plain)
        let draft = safe(reader.short(draft: effect.draft ?? "")).replacing("`", with: "'")
        return "[\(safe(reader.settings.workspace))] \(who) \(verb(event)) `\(draft)`\(said)"
    }

    private static func event(_ effect: Outcome.Effect) -> Notifications.Event? {
        switch effect {
        case .submitted: .submitted
        case .revised: .revised
        case .commented: .commented
        case .approved, .handedOver: .approved
        case .declined: .declined
        case .published: .published
        case .withdrawn: .withdrawn
        case .deleted: .deleted
        case .started, .accepted: nil
        }
    }

    private static func verb(_ event: Notifications.Event) -> String {
        switch event {
        case .submitted: "asks for approval of"
        case .revised: "submitted again"
        case .commented: "commented on"
        case .approved: "approved"
        case .declined: "declined"
        case .published: "published"
        case .withdrawn: "withdrew the request for"
        case .deleted: "deleted"
        }
    }
}
