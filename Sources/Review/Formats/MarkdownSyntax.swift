/// The syntax that other people's text must not become.
enum MarkdownSyntax {
    static let backtick = UInt8(ascii: "`")
    static let bar = UInt8(ascii: "|")

    /// CommonMark 0.31, 2.4: "Any ASCII punctuation character may be backslash-escaped." By scalars: a character may begin
    /// with another one (U+0D4E) and go on as a tag. Addresses are escaped too: `https://` and `www.` would make links.
    static func escaped(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var escaped = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let isSpecial =
                switch scalar {
                case ":": scalars[index...].starts(with: "://".unicodeScalars)
                case ".": scalars[..<index].suffix(3).elementsEqual("www".unicodeScalars)
                default: special.contains(scalar)
                }
            if isSpecial { escaped.append("\\") }
            escaped.append(scalar)
        }
        return String(escaped)
    }

    private static let special = Set("\\`*_{}[]<>#|~&@$".unicodeScalars)
}
