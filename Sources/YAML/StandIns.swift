/// What libyaml stumbled on.
enum Refused {
    /// A tab, and where the block scalar starts in whose text it stands.
    case tab(Int, header: Int?)
    /// The name of an anchor or an alias, from its sign on.
    case name(Int)
}

/// A text with other bytes in the place of what libyaml refuses and other readers take: a tab in front of the first text of
/// a block scalar, where spaces indent it and the tab is text; a tab on a line that holds nothing else but a comment; and
/// names of anchors in which there are others than letters, digits, `_` and `-`. The grammar calls such a document opaque.
struct StandIns {
    private let text: UnsafeBufferPointer<UInt8>
    private var replaced: [UInt8]?
    private var count = 0
    /// Stands for a tab that is text. It is nowhere in the file.
    private(set) var tab: UInt8?

    /// Each costs another reading.
    private static let most = 32

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// - Returns: false where other readers stumble too.
    mutating func replace(_ refused: Refused) -> Bool {
        guard count < Self.most else { return false }
        count += 1
        switch refused {
        case .tab(let offset, let header): return replaceTab(offset, header)
        case .name(let offset): return replaceName(offset)
        }
    }

    /// The text as libyaml is given it.
    func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        replaced.map { $0.withUnsafeBufferPointer(body) } ?? body(text)
    }
}

// MARK: - Names

extension StandIns {
    /// As far as other readers take it for a name, it has letters. Which it is, `Composer` reads in the file.
    private mutating func replaceName(_ sign: Int) -> Bool {
        let end =
            text[(sign + 1)...].firstIndex {
                Lines.isBlank($0) || Lines.isBreak($0) || ",[]{}".utf8.contains($0)
            } ?? text.count
        // libyaml counts characters, not bytes.
        guard end > sign + 1, text[sign + 1..<end].allSatisfy({ $0 < 0x80 }) else { return false }
        var bytes = replaced ?? Array(text)
        let letter = UInt8(ascii: "a")
        guard bytes[sign + 1..<end].contains(where: { $0 != letter }) else { return false }
        for index in sign + 1..<end { bytes[index] = letter }
        replaced = bytes
        return true
    }
}

// MARK: - Tabs

extension StandIns {
    private mutating func replaceTab(_ offset: Int, _ header: Int?) -> Bool {
        guard offset < text.count, text[offset] == UInt8(ascii: "\t") else { return false }
        let line = lineStart(offset)
        guard text[line..<offset].allSatisfy({ $0 == UInt8(ascii: " ") }) else { return false }
        let margin = header.map(margin)
        if let header, let margin, offset - line > margin { return makeText(offset, of: header) }
        // A line that looks empty ends a block scalar only where a key follows.
        guard isBlank(offset), nextText(behind: offset) <= margin ?? .max else { return false }
        var bytes = replaced ?? Array(text)
        for index in offset..<endOfBlanks(offset) { bytes[index] = UInt8(ascii: " ") }
        replaced = bytes
        return true
    }

    private mutating func makeText(_ offset: Int, of header: Int) -> Bool {
        if tab == nil {
            let held = Set(text)
            let unheld = "~^_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8.first {
                !held.contains($0)
            }
            tab = unheld
        }
        guard let tab else { return false }
        var bytes = replaced ?? Array(text)
        bytes[offset] = tab
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
