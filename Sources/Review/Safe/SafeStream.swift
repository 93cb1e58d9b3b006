import Synchronization

/// What git, a server or a hook says while it works, passed on as it comes: no more than text, line ends, tabs, and the
/// returns by which a line of progress replaces itself. Everything that `SafeText` would write out is written out here too,
/// colours included, and so is each byte that is not text (`\x9b`, which some terminals obey).
///
///     let stream = SafeStream { terminal.write($0) }
///     git.run(arguments, forwardingErrors: stream.write)
///
/// A character may come in two pieces: its first bytes wait for the others.
package final class SafeStream: Sendable {
    private struct State {
        /// The first bytes of a character.
        var waiting: [UInt8] = []
        var commands = CommandGuard()
    }

    private let state = Mutex(State())
    private let output: @Sendable ([UInt8]) -> Void

    package init(to output: @escaping @Sendable ([UInt8]) -> Void) { self.output = output }

    package func write(_ bytes: [UInt8]) {
        let text = state.withLock { state in
            let all = state.waiting + bytes
            let end = all.count - Self.unfinished(all)
            state.waiting = Array(all[end...])
            return state.commands.made(safe: Self.text(all[..<end]))
        }
        if !text.isEmpty { output(Array(text.utf8)) }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var text = ""
        var rest = bytes
        while let first = rest.first {
            guard let length = characterLength(rest) else {
                text += "\\x" + (first < 16 ? "0" : "") + String(first, radix: 16)
                rest = rest.dropFirst()
                continue
            }
            // As many characters at once as there are: an emoji is made of several.
            var end = rest.startIndex + length
            while let next = characterLength(rest[end...]) { end += next }
            text += SafeText.printed(String(decoding: rest[..<end], as: UTF8.self))
            rest = rest[end...]
        }
        return text
    }

    /// How many bytes at the end begin a character that is not complete.
    private static func unfinished(_ bytes: [UInt8]) -> Int {
        for count in 1...3 where count <= bytes.count {
            let byte = bytes[bytes.count - count]
            if byte & 0xC0 == 0x80 { continue }
            return length(announcedBy: byte).map { $0 > count ? count : 0 } ?? 0
        }
        return 0
    }

    private static func length(announcedBy byte: UInt8) -> Int? {
        switch byte {
        case 0..<0x80: 1
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: nil
        }
    }

    /// Of the character that begins the bytes; nil if none does.
    private static func characterLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first, let length = length(announcedBy: first), length <= bytes.count else {
            return nil
        }
        return length == 1 || String(validating: bytes.prefix(length), as: UTF8.self) != nil ? length : nil
    }
}
