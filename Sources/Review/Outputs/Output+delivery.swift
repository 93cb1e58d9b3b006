import Delivery

// Messages to members.

extension Output {
    package static let notify = Output(
        "notify",
        [
            JSONMember("waiting", .list(.object(messageObject)), "What waits to be sent, oldest first."),
            JSONMember("sent", .list(.object(messageObject)), "With --flush: what was sent just now."),
            JSONMember("preview", .optional(.object(previewObject)), "With --preview: the message."),
        ])
}

private let messageObject = JSONObject(
    "message", "A message to a member or a webhook.",
    [
        JSONMember("id", .text, "What it is told apart by; of mail, its Message-ID."),
        JSONMember("kind", .choice(["mail", "webhook"]), "How it goes out."),
        JSONMember("to", .text, "The address, or where the webhook's address is found."),
        JSONMember("act", .text, "The act that it tells of."),
        JSONMember("about", .text, "The draft that the act was about."),
        JSONMember("written", .time, "When it was written."),
        JSONMember("attempts", .count, "How many attempts failed."),
        JSONMember("next", .optional(.time), "When it is tried next; null: it was given up."),
        JSONMember(
            "failure",
            .optional(
                .object(
                    JSONObject(
                        nil, "",
                        [
                            JSONMember(
                                "reason", .choice(of: DeliveryFailure.Reason.self), "Why the last attempt failed."),
                            JSONMember("words", .text, "What the server or curl said."),
                        ]))), "Why it was not sent."),
    ])

private let previewObject = JSONObject(
    nil, "",
    [
        JSONMember("to", .text, "The address."), JSONMember("subject", .text, "The subject."),
        JSONMember("text", .text, "The message as text."), JSONMember("html", .text, "The message as HTML."),
    ])
