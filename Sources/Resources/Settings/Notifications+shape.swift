extension Notifications {
    /// What `notifications` must be (format.md).
    static let shape = Shape.Map(
        "notifications",
        [
            .init(
                "from", .text(.mailbox), mayBeEmpty: true, "The sender of mail. Without it, no mail is sent.",
                examples: ["Assent <assent@acme.example>"]),
            .init(
                "via", .choice(.init(Sender.allCases.map(\.rawValue))),
                "Who sends. clients: the program of the member who acted. server: the one repository whose git config has assent.sends. Default: clients."
            ),
            .init(
                "expire", .text(.duration), "How long it is tried to deliver a message. Default: 3d.",
                examples: ["3d", "12h"]),
            .init("webhooks", .list(of: .map(webhook)), "Addresses to call."),
        ], others: .refused(.warning))

    private static let webhook = Shape.Map(
        "a webhook",
        [
            .init(
                "url_from", .text(.webhookSource), isNeeded: true,
                "Where its address is found: an environment variable, or the name in git config assent.webhook.<name>.url.",
                examples: ["ASSENT_WEBHOOK_SALES", "sales"], help: "url_from: ASSENT_WEBHOOK_SALES"),
            .init(
                "format", .choice(.init(Webhook.Format.allCases.map(\.rawValue))),
                "What is sent. Default: json."),
            .init(
                "events", .list(of: .choice(.init(Event.allCases.map(\.rawValue)))),
                "Which acts it is told of. Default: all."),
        ], others: .refused(.warning), help: "write: {url_from: ASSENT_WEBHOOK_SALES, format: slack}")
}
