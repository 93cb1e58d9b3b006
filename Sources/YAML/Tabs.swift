/// A tab that libyaml stumbled on.
struct RefusedTab {
    var offset: Int
    /// Where the block scalar starts in whose text it stands.
    var header: Int?
}

/// A text with other bytes in the place of tabs that libyaml refuses and other readers take: in front of the first text of
/// a block scalar, where spaces indent it and the tab is text; and on a line that holds nothing else but a comment. The grammar calls
/// such a document opaque.
struct Tabs {
    private let text: UnsafeBufferPointer<UInt8>
    private var replaced: [UInt8]?
    private var count = 0
    /// Stands for a tab that is text. It is nowhere in the file.
    private(set) var standIn: UInt8?

    /// Each costs another reading.
    private static let most = 32

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// - Returns: false where other readers stumble too.
    mutating func replace(_ tab: RefusedTab) -> Bool {
        let offset = tab.offset
        guard count < Self.most, offset < text.count, text[offset] == UInt8(ascii: "\t") else { return false }
        let line = lineStart(offset)
        guard text[line..<offset].allSatisfy({ $0 == UInt8(ascii: " ") }) else { return false }
        count += 1
        let margin = tab.header.map(margin)
        if let header = tab.header, let margin, offset - line > margin { return makeText(offset, of: header) }
        // A line that looks empty ends a block scalar only where a key follows.
        guard isBlank(offset), nextText(behind: offset) <= margin ?? .max else { return false }
        var bytes = replaced ?? Array(text)
        for index in offset..<endOfBlanks(offset) { bytes[index] = UInt8(ascii: " ") }
        replaced = bytes
        return true
    }

    /// The text as libyaml is given it.
    func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        replaced.map { $0.withUnsafeBufferPointer(body) } ?? body(text)
    }
}

extension Tabs {
    private mutating func makeText(_ offset: Int, of header: Int) -> Bool {
        if standIn == nil {
            let held = Set(text)
            let unheld = "~^_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8.first {
                !held.contains($0)
            }
            standIn = unheld
        }
        guard let standIn else { return false }
        var bytes = replaced ?? Array(text)
        bytes[offset] = standIn
        // Lines that start with a blank are not folded, and the stand-in is not a blank.
        if bytes[header] == UInt8(ascii: ">") { bytes[header] = UInt8(ascii: "|") }
        replaced = bytes
        return true
    }

    /// How far left the key stands, or the dash, whose block scalar starts there.
    private func margin(_ header: Int) -> Int {
        let start = lineStart(header)
        let indent = text[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }.count
        guard start + indent >= header else { return indent }
        return text[start..<header].lastIndex(of: UInt8(ascii: "-")).map { $0 - start } ?? 0
    }

    /// Whether the rest of a line is white space, or a comment behind it.
    private func isBlank(_ offset: Int) -> Bool {
        let end = endOfBlanks(offset)
        return end == lineEnd(offset) || end > offset && text[end] == UInt8(ascii: "#")
    }

    private func endOfBlanks(_ offset: Int) -> Int {
        text[offset...].firstIndex { !Lines.isBlank($0) } ?? text.count
    }

    /// How far the next line is indented that says something; the end of the file stands at the margin.
    private func nextText(behind offset: Int) -> Int {
        var start = lineEnd(offset)
        while start < text.count {
            if Lines.isBreak(text[start]) {
                start += 1
                continue
            }
            let indent = text[start...].prefix { $0 == UInt8(ascii: " ") }.count
            guard start + indent < text.count else { return 0 }
            if !isBlank(start + indent) { return indent }
            start = lineEnd(start)
        }
        return 0
    }

    private func lineStart(_ offset: Int) -> Int {
        text[..<offset].lastIndex(where: Lines.isBreak).map { $0 + 1 } ?? 0
    }

    private func lineEnd(_ offset: Int) -> Int { text[offset...].firstIndex(where: Lines.isBreak) ?? text.count }

    /// Folds the lines of a literal text, where they stand.
    ///
    /// - Returns: how long it is then.
    static func fold(_ text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var body = text.count
        while body > 0, text[body - 1] == Lines.lf { body -= 1 }
        var (write, index, breaks) = (0, 0, 0)
        var (hasText, wasSpaced) = (false, false)
        func put(_ byte: UInt8, _ count: Int = 1) {
            for _ in 0..<count {
                text[write] = byte
                write += 1
            }
        }
        while index < body {
            if text[index] == Lines.lf {
                breaks += 1
                index += 1
                continue
            }
            let isSpaced = Lines.isBlank(text[index])
            let isFolded = hasText && !isSpaced && !wasSpaced
            if isFolded, breaks == 1 { put(UInt8(ascii: " ")) } else { put(Lines.lf, isFolded ? breaks - 1 : breaks) }
            while index < body, text[index] != Lines.lf {
                put(text[index])
                index += 1
            }
            (hasText, wasSpaced, breaks) = (true, isSpaced, 0)
        }
        put(Lines.lf, text.count - body)
        return write
    }
}
