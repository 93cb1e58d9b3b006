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
        let id = messageID(of: name, at: sender.address)
        let first = Self.name(of: "submitted", opening, draft: matters.first?.draft ?? "")
        let isFirst = name == first || isAlone
        let message = MailMessage(
            from: Correspondent(name: sender.name, address: sender.address.text),
            to: Correspondent(name: SafeText.line(recipient.name), address: address.text),
            replyTo: MailAddress(actor.email).map {
                Correspondent(name: SafeText.line(actor.name), address: $0.text)
            },
            subject: isFirst ? subject : "Re: \(subject)", time: time, id: id,
            inReplyTo: isFirst ? nil : messageID(of: first, at: sender.address),
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

    /// Of all that it tells: an act that is repeated has the same, and no other act has.
    private var name: String {
        let names = matters.map { matter in
            matter.effect.map { Self.name(of: $0.name, $0.digests?.event ?? event, draft: matter.draft) }
                ?? Self.name(of: matter.why.rawValue, event, draft: matter.draft)
        }
        return names.count == 1 ? names[0] : Digest.sha256(Array(names.joined().utf8))
    }

    private static func name(of what: String, _ digest: String, draft: String) -> String {
        Digest.sha256(Array("\(what) \(digest) \(draft)".utf8))
    }

    /// The same for the same matter and person, whoever tells it.
    private func messageID(of name: String, at sender: MailAddress) -> String {
        let person = Digest.sha256(Array(recipient.id.utf8)).prefix(16)
        return "\(name.prefix(32)).\(person)@\(sender.domain)"
    }
}
