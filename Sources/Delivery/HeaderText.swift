/// Texts as header fields of mail hold them (RFC 5322, RFC 2047): ASCII, in lines of at most 76 columns, whatever somebody
/// wrote in them. No text ends its field: what would is a blank.
enum HeaderText {
    /// The longest that a word may be, so that it has room behind the longest name of a field.
    private static let longestWord = 60
    private static let width = 76

    /// `Subject: …`, with the line end.
    static func field(_ name: String, _ text: String) -> String { folded(name, words(text)) }

    /// `To: Bo Chen <bo@acme.example>`
    static func field(_ name: String, _ person: Correspondent) -> String {
        folded(name, person.name.isEmpty ? [person.address] : phrase(person.name) + ["<\(person.address)>"])
    }

    /// Texts that are in order already, as ids of messages.
    static func field(_ name: String, tokens: [String]) -> String { folded(name, tokens) }

    /// - Parameter words: ASCII without blanks in it, except in quotes.
    private static func folded(_ name: String, _ words: [String]) -> String {
        var text = name + ":"
        var column = text.utf8.count
        for word in words {
            let length = word.utf8.count + 1
            // A name alone on its line is not an empty line.
            if column + length > width {
                text += "\r\n"
                column = 0
            }
            text += " " + word
            column += length
        }
        return text + "\r\n"
    }

    private static func words(_ text: String) -> [String] {
        let line = onOneLine(text)
        let words = line.split(separator: " ").map(String.init)
        let isPlain = words.allSatisfy {
            $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } && $0.utf8.count <= longestWord && !$0.contains("=?")
        }
        return isPlain ? words : encoded(line)
    }

    /// A name in front of an address: words, or in quotes, or encoded.
    private static func phrase(_ name: String) -> [String] {
        let line = onOneLine(name)
        let isPrintable = line.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard isPrintable, line.utf8.count < width / 2, !line.contains("=?") else { return encoded(line) }
        let isPlain = line.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") }
        if isPlain { return line.split(separator: " ").map(String.init) }
        let escaped = line.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : String($1) }
        return ["\"\(escaped)\""]
    }

    /// Encoded words (RFC 2047, 4.2), none of which ends within a character. The letters are those that stand for
    /// themselves in a name too (5, rule 3).
    private static func encoded(_ text: String) -> [String] {
        let (start, end) = ("=?utf-8?q?", "?=")
        var words: [String] = []
        var word = start
        for scalar in text.unicodeScalars {
            var piece = ""
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                if byte == 0x20 {
                    piece += "_"
                } else if isLetterOrDigit(byte) {
                    piece.unicodeScalars.append(.init(byte))
                } else {
                    piece += "=" + hexadecimal(byte)
                }
            }
            if word.utf8.count + piece.utf8.count + end.utf8.count > longestWord {
                words.append(word + end)
                word = start
            }
            word += piece
        }
        return words + [word + end]
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func onOneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            line.append(isControl || scalar.value == 0x2028 || scalar.value == 0x2029 ? " " : scalar)
        }
        return String(line)
    }
}

/// Two capital digits.
func hexadecimal(_ byte: UInt8) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    var text = String.UnicodeScalarView()
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
    return String(text)
}
