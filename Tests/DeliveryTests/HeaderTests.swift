import Testing

@testable import Delivery

@Suite("Headers of mail")
struct HeaderTests {
    @Test("plain text stays as it is, and is folded at blanks")
    func plain() {
        #expect(
            HeaderText.field("Subject", "Approval request: ana/leads") == "Subject: Approval request: ana/leads\r\n")
        let long = HeaderText.field("Subject", String(repeating: "word ", count: 40))
        #expect(long.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(long.split(separator: "\r\n").dropFirst().allSatisfy { $0.hasPrefix(" ") })
    }

    @Test(
        "nobody's text adds a field",
        arguments: [
            "a\r\nBcc: eve@evil.example", "a\nBcc: eve@evil.example", "a\u{2028}Bcc: x", "a\u{85}Bcc: x",
            "=?utf-8?q?x?=",
            String(repeating: "x", count: 998), "Zoë 🙂", "\u{202E}gnp.exe", "\"quoted\" <eve@evil.example>", "a, b@c",
        ])
    func hostile(_ text: String) {
        for field in [
            HeaderText.field("Subject", text),
            HeaderText.field("To", Correspondent(name: text, address: "bo@acme.example")),
        ] {
            let lines = field.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast()
            #expect(lines.allSatisfy { $0.utf8.count <= 78 }, "\(field)")
            #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") && !$0.allSatisfy { $0 == " " } }, "\(field)")
            #expect(field.utf8.allSatisfy { $0 == 13 || $0 == 10 || (0x20...0x7E).contains($0) })
        }
    }

    @Test("what filters look for stands in a message as it is, however long")
    func labels() {
        let request = String(repeating: "e3d55b6f", count: 8)
        let sender = Correspondent(name: "Assent", address: "assent@acme.example")
        let message = MailMessage(
            from: sender, to: sender, replyTo: nil, subject: "s", time: 0, id: "1@acme.example", inReplyTo: nil,
            list: ("acme", "a.assent"),
            labels: [.init("Assent-Request", request), .init("Assent-Turn", "not yours")], text: "", html: "")
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(text.contains("\r\nAssent-Request:\r\n \(request)\r\nAssent-Turn: not yours\r\n"))
    }

    @Test("quoted-printable gives back every byte, in lines of at most 76")
    func quotedPrintable() {
        for text in ["", "a", "a \n b\t\nc=\r\nd", String(repeating: "ä", count: 200), "x\n.\n..\nFrom me", "🙂 \n"] {
            let encoded = QuotedPrintable.encoded(text)
            let lines = String(decoding: encoded, as: UTF8.self).split(
                separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") })
            var decoded: [UInt8] = []
            var rest = encoded[...]
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "=") else {
                    decoded.append(byte)
                    continue
                }
                let pair = rest.prefix(2)
                rest = rest.dropFirst(2)
                if Array(pair) != [13, 10] {
                    decoded.append(UInt8(String(decoding: pair, as: UTF8.self), radix: 16) ?? 0)
                }
            }
            let parts = Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false)
            let expected: [UInt8] = (text.utf8.last == 10 ? parts.dropLast() : parts[...]).flatMap { $0 + [13, 10] }
            #expect(text.isEmpty || decoded == expected)
        }
    }

    @Test("moments are written as mail has them")
    func date() { #expect(MailDate.text(1_767_606_600) == "Mon, 05 Jan 2026 09:50:00 +0000") }
}
