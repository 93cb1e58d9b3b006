/// An address that mail can be sent to, held to a grammar that leaves no mail program anything to read otherwise: the
/// dot-atom of RFC 5321 (4.1.2), in ASCII.
package struct MailAddress: Hashable, Sendable {
    package let text: String

    /// Nil for anything else, as a quoted local part or an address literal.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count), (1...255).contains(parts[1].count),
            Self.isSeparated(parts[0], where: Self.isAtomText), Self.isSeparated(parts[1], where: Self.isLabelText),
            parts[1].split(separator: UInt8(ascii: ".")).allSatisfy({
                $0.count <= 63 && $0.first != UInt8(ascii: "-") && $0.last != UInt8(ascii: "-")
            })
        else { return nil }
        self.text = text
    }

    /// What follows the `@`.
    package var domain: String { text.split(separator: "@").last.map(String.init) ?? "" }

    private static func isSeparated(_ text: Substring.UTF8View, where isFit: (UInt8) -> Bool) -> Bool {
        text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(isFit) }
    }

    private static func isLabelText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// RFC 5322, 3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLabelText(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
    }
}

/// An address and the name of who is there: `Assent <assent@acme.example>`.
package struct Mailbox: Hashable, Sendable {
    /// Empty: only the address is known.
    package let name: String
    package let address: MailAddress

    package init(name: String, _ address: MailAddress) {
        self.name = name
        self.address = address
    }

    /// `Assent <assent@acme.example>`, or the address alone.
    package init?(_ text: String) {
        guard text.hasSuffix(">"), let start = text.lastIndex(of: "<") else {
            guard let address = MailAddress(text) else { return nil }
            self.init(name: "", address)
            return
        }
        let name = text[..<start]
        guard let address = MailAddress(String(text[text.index(after: start)...].dropLast())),
            name.isEmpty || name.last == " ", !name.contains("\""), !name.contains("<"),
            PersonName.flaw(in: String(name)) == nil
        else { return nil }
        self.init(name: String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()), address)
    }
}

extension Mailbox: CustomStringConvertible {
    package var description: String { name.isEmpty ? address.text : "\(name) <\(address.text)>" }
}
