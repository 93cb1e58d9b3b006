import Review
import Synchronization

extension FuzzTarget {
    /// What reaches a terminal, in two pieces that are cut where the first byte says.
    static let terminal = FuzzTarget("terminal", seeds: [".words", ".event"], dictionary: nil) { bytes in
        let cut = bytes.isEmpty ? 0 : min(Int(bytes[0]), bytes.count)
        let whole = Mutex<[UInt8]>([])
        let pieces = Mutex<[UInt8]>([])
        SafeStream { bytes in whole.withLock { $0 += bytes } }.write(bytes)
        let stream = SafeStream { bytes in pieces.withLock { $0 += bytes } }
        stream.write(Array(bytes[..<cut]))
        stream.write(Array(bytes[cut...]))
        let text = whole.withLock { $0 }.text
        try holdsSafe(text)
        try holdsSafe(pieces.withLock { $0 }.text)
        for line in SafeText.lines(bytes.text) { try holdsSafe(SafeText.withoutCommands(line)) }
        try holdsSafe(SafeText.withoutCommands(SafeText.line(bytes.text)))
        let words: Words = "\(bytes.text)"
        let page = Page(
            .facts([words]), .table(Table(.fields, caption: words, columns: ["a", "b"], [Table.Row(words, words)])),
            .code(Code(bytes.text)), .diff(LineDiff(from: "", to: bytes.text)))
        try holdsSafe(page.text(.plain))
        try holdsSafe(page.markdown)
    }

    private static func holdsSafe(_ text: String) throws {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t": continue
            default: break
            }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                throw Broken(description: "no control character is printed")
            case .format where scalar != "\u{200D}": throw Broken(description: "no unseen character is printed")
            default: break
            }
        }
        for line in text.split(whereSeparator: \.isNewline) {
            let start = line.drop { $0.isWhitespace }
            try hold(!start.hasPrefix("::"), "no line is a command to GitHub")
            try hold(!line.contains("##[") && !line.contains("##vso["), "no line is a command to Azure")
        }
    }
}
