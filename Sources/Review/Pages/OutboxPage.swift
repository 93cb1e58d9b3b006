package import Delivery

/// `notify`: what waits to be sent, and what came of sending it.
///
///     bo@acme.example    submit ana/work-email  since 2026-01-05 09:50 UTC · tried 2 times
///     eva@acme.example   submit ana/work-email  since 2026-01-05 09:50 UTC · given up
///       the server could not be reached (Failed to connect)
package struct OutboxPage {
    package let page: Page

    package init(_ waiting: [Envelope], for reader: Reader) {
        var page = Page()
        if waiting.isEmpty { page.say("No messages wait to be sent.") }
        page.add(
            .table(
                Table(
                    .listing,
                    waiting.map { envelope in
                        Table.Row(
                            Words(envelope.to, .strong), "\(envelope.act) \(envelope.about)",
                            "since \(reader.moment(Int64(envelope.written)))\(Self.state(of: envelope))")
                    })))
        let failures = waiting.compactMap(\.failure).reduce(into: [DeliveryFailure]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        page.add(.facts(failures.map(DeliveryWords.reason)))
        if let first = failures.first { page.add(.steps(DeliveryWords.steps(after: first))) }
        self.page = page
    }

    /// - Parameter report: of an attempt just now.
    package init(_ report: Flusher.Report, left: [Envelope], for reader: Reader) {
        var page = Page()
        if report.sent.isEmpty, report.failed.isEmpty, left.isEmpty { page.say("No messages wait to be sent.") }
        if !report.sent.isEmpty { page.say("Sent \(counted(report.sent.count, "message")).") }
        if !report.failed.isEmpty {
            page.say("Could not send \(counted(report.failed.count, "message")):")
            page.add(OutboxPage(report.failed, for: reader).page)
        }
        self.page = page
    }

    private static func state(of envelope: Envelope) -> Words {
        if envelope.isGivenUp { return " · given up" }
        return envelope.attempts > 0 ? " · tried \(counted(envelope.attempts, "time"))" : Words()
    }
}

/// A message as its reader sees it, for who wants to know beforehand.
package struct MailPreviewPage {
    package let page: Page

    package init(_ message: MailMessage) {
        func person(_ person: Correspondent) -> Words { "\(person.name) <\(person.address)>" }
        var page = Page()
        page.add(
            .table(
                Table(
                    .facts,
                    [
                        Table.Row("From", person(message.from)), Table.Row("To", person(message.to)),
                        Table.Row("Subject", Words(message.subject)),
                    ])))
        page.gap()
        page.add(.code(Code(message.text)))
        self.page = page
    }
}
