/// A message to one person, in text and in HTML.
package struct MailMessage: Hashable, Sendable {
    package var from: Correspondent
    package var to: Correspondent
    package var replyTo: Correspondent?
    package var subject: String
    /// In Unix seconds.
    package var time: Int
    /// Without brackets: `3f2a91c0.bo@acme.example`.
    package var id: String
    /// The message that began the conversation; nil: this one did.
    package var inReplyTo: String?
    /// What filters tell its kind by (RFC 2919): a name, and `a1b2.assent`.
    package var list: (name: String, id: String)
    /// Fields for filters: `Assent-Request`.
    package var labels: [Label]
    package var text: String
    /// A whole document.
    package var html: String

    package struct Label: Hashable, Sendable {
        package var name: String
        /// Words in ASCII, of ours.
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        from: Correspondent, to: Correspondent, replyTo: Correspondent?, subject: String, time: Int, id: String,
        inReplyTo: String?, list: (name: String, id: String), labels: [Label], text: String, html: String
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.time = time
        self.id = id
        self.inReplyTo = inReplyTo
        self.list = list
        self.labels = labels
        self.text = text
        self.html = html
    }

    /// As it is sent (RFC 5322, RFC 2045): ASCII, in lines of at most 76 columns that end in CRLF.
    package var bytes: [UInt8] {
        // Quoted-printable text never has "=_".
        let boundary = "=_assent_" + id.utf8.prefix(32).map { hexadecimal($0).lowercased() }.joined().prefix(48)
        var head = HeaderText.field("From", from) + HeaderText.field("To", to)
        if let replyTo { head += HeaderText.field("Reply-To", replyTo) }
        head += HeaderText.field("Subject", subject)
        head += HeaderText.field("Date", tokens: [MailDate.text(time)])
        head += HeaderText.field("Message-ID", tokens: ["<\(id)>"])
        if let inReplyTo {
            head += HeaderText.field("In-Reply-To", tokens: ["<\(inReplyTo)>"])
            head += HeaderText.field("References", tokens: ["<\(inReplyTo)>"])
        }
        head += HeaderText.field("List-Id", Correspondent(name: list.name, address: list.id))
        head += "Auto-Submitted: auto-generated\r\n"
        // Filters compare them as they stand: they are ASCII, and no id is encoded for its length.
        for label in labels {
            head += HeaderText.field(label.name, tokens: label.value.split(separator: " ").map(String.init))
        }
        head += "MIME-Version: 1.0\r\n"
        head += "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n\r\n"
        return Array(head.utf8) + part("plain", text, boundary) + part("html", html, boundary)
            + Array("--\(boundary)--\r\n".utf8)
    }

    private func part(_ kind: String, _ text: String, _ boundary: String) -> [UInt8] {
        Array(
            """
            --\(boundary)\r
            Content-Type: text/\(kind); charset=utf-8\r
            Content-Transfer-Encoding: quoted-printable\r
            \r

            """.utf8) + QuotedPrintable.encoded(text) + [13, 10]
    }

    package static func == (a: MailMessage, b: MailMessage) -> Bool { a.bytes == b.bytes }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
