package import Approvals

extension SafeText {
    /// A document as it is printed: what a terminal could take for a command, or what nobody would see, is escaped as
    /// JSON escapes it, so that the document is the same to a program. So is each `#` behind another one: `##[…]` and
    /// `##vso[…]` are commands to whoever runs a CI job, wherever they stand (`CommandGuard`).
    package static func json(_ document: JSON) -> String {
        let text = document.canonicalBytes
        var shown: [UInt8] = []
        shown.reserveCapacity(text.count)
        text.withUnsafeBufferPointer { text in
            // What is not in `shown` yet begins here.
            var start = 0
            var index = 0
            while index < text.count {
                let byte = text[index]
                if byte < 0x7F, byte != hash {
                    index += 1
                } else if byte == hash {
                    if index > 0, text[index - 1] == hash {
                        shown += text[start..<index]
                        shown += "\\u0023".utf8
                        start = index + 1
                    }
                    index += 1
                } else {
                    shown += text[start..<index]
                    start = index
                    repeat { index += 1 } while index < text.count && text[index] & 0xC0 == 0x80
                    shown += printable(text[start..<index])
                    start = index
                }
            }
            shown += text[start...]
        }
        return String(decoding: shown, as: UTF8.self)
    }

    private static let hash = UInt8(ascii: "#")

    /// One character beyond printable ASCII, as UTF-8.
    private static func printable(_ character: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        let text = String(decoding: character, as: UTF8.self)
        if text.unicodeScalars.allSatisfy(SafeText.isSeen) { return Array(character) }
        let escapes = text.utf16.map { unit in
            let hex = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
        return Array(escapes.joined().utf8)
    }
}
