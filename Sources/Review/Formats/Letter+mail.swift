import Approvals
package import Delivery
package import Resources

extension Letter {
    /// The message, and what the outbox notes of it; nil where the recipient has no address that mail can be sent to.
    ///
    /// - Parameters:
    ///   - style: a style sheet of ours.
    ///   - time: in Unix seconds, like `expires`.
    package func mail(from sender: Mailbox, style: String, at time: Int, expires: Int)
        -> (envelope: Envelope, message: MailMessage)?
    {
        guard let address = MailAddress(recipient.email) else { return nil }
        let page = LetterPage(self).page
        let draft = reader.short(draft: matters.first?.draft ?? "")
        let workspace = SafeText.line(reader.settings.workspace)
        // Settings that one may change by oneself are no conversation.
        let isAlone = act == .settings
        let subject =
            "[\(workspace)] " + (isAlone ? "Settings changed" : "Approval request: \(SafeText.line(draft))")
        let id = messageID(of: event, at: sender.address)
        let isFirst = opening == event || isAlone
        let message = MailMessage(
            from: Correspondent(name: sender.name, address: sender.address.text),
            to: Correspondent(name: SafeText.line(recipient.name), address: address.text),
            replyTo: MailAddress(actor.email).map {
                Correspondent(name: SafeText.line(actor.name), address: $0.text)
            },
            subject: isFirst ? subject : "Re: \(subject)", time: time, id: id,
            inReplyTo: isFirst ? nil : messageID(of: opening, at: sender.address),
            list: (workspace, "\(Digest.sha256(Array(reader.settings.id.utf8)).prefix(16)).assent"),
            labels: [
                .init("Assent-Request", opening), .init("Assent-Turn", asks ? "yours" : "not yours"),
                .init("Assent-Event", act.rawValue),
            ], text: page.text(Style(width: 76)), html: page.html(title: subject, style: style))
        let envelope = Envelope(
            kind: .mail, id: id, to: address.text, from: sender.address.text, about: draft, act: act.rawValue,
            written: time, expires: expires)
        return (envelope, message)
    }

    /// The same for the same event and person, whoever tells it.
    private func messageID(of digest: String, at sender: MailAddress) -> String {
        let person = Digest.sha256(Array(recipient.id.utf8)).prefix(8)
        return "\(digest.prefix(32)).\(person)@\(sender.domain)"
    }
}
