/// HTML that is written piece by piece. What is not a tag of ours is escaped, byte by byte: a character that begins with
/// another one (U+0D4E) hides nothing.
struct HTML {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Parameter tag: ours, with its attributes: `p class="turn"`.
    mutating func open(_ tag: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        tag.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: ">"))
    }

    /// - Parameter columns: how many of a table it takes.
    mutating func open(_ tag: StaticString, columns: Int) {
        guard columns > 1 else { return open(tag) }
        bytes.append(UInt8(ascii: "<"))
        tag.withUTF8Buffer { bytes += $0 }
        bytes += " colspan=\"\(columns)\">".utf8
    }

    /// Ends `p class="turn"` as `</p>`.
    mutating func close(_ tag: StaticString) {
        bytes += "</".utf8
        tag.withUTF8Buffer { bytes += $0.prefix { $0 != UInt8(ascii: " ") } }
        bytes.append(UInt8(ascii: ">"))
    }

    mutating func element(_ tag: StaticString, _ write: (inout HTML) -> Void) {
        open(tag)
        write(&self)
        close(tag)
    }

    /// Somebody's text.
    mutating func add(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            // What no document may hold is left out.
            case 0..<9, 11..<32, 127: break
            default: bytes.append(byte)
            }
        }
    }

    mutating func append(_ other: HTML) { bytes += other.bytes }

    mutating func line() { bytes.append(UInt8(ascii: "\n")) }

    mutating func add(_ words: Words) {
        var run: Words.Piece?
        for piece in words.pieces {
            if let before = run, before.tone == piece.tone, piece.tone != .code, piece.tone != .command {
                run = Words.Piece(text: before.text + piece.text, tone: piece.tone)
                continue
            }
            if let before = run { add(before) }
            run = piece
        }
        if let run { add(run) }
    }

    private mutating func add(_ piece: Words.Piece) {
        let text = piece.text.breakable
        switch piece.tone {
        case nil: add(text)
        case .strong: element("strong") { $0.add(text) }
        case .command: element("code") { $0.add(text) }
        case .code: element("code") { $0.add(String(text.dropFirst().dropLast())) }
        case .faint, .notice: element("span class=\"faint\"") { $0.add(text) }
        case .good: element("span class=\"good\"") { $0.add(text) }
        case .warning: element("span class=\"warning\"") { $0.add(text) }
        case .error: element("span class=\"error\"") { $0.add(text) }
        case .added, .removed: add(text)
        case .addedWord: element("ins") { $0.add(text) }
        case .removedWord: element("del") { $0.add(text) }
        }
    }
}
