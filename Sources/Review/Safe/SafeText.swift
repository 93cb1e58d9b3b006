/// Text that other people wrote (names, comments, slugs, YAML) as it may be printed: it can neither steer a terminal nor
/// show itself as something else. Control characters, escapes, bidirectional and zero-width characters, and whatever
/// else would not be seen, are written out: `\u{1b}`, `\u{202e}`.
package enum SafeText {
    /// On one line: line ends and tabs are written out too, and each space that is not a plain one.
    package static func line(_ text: some StringProtocol) -> String {
        if isPlain(text) { return String(text) }
        return escaped(Array(text.unicodeScalars)) { scalar in
            switch scalar {
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            default: scalar.properties.generalCategory == .spaceSeparator ? code(scalar) : nil
            }
        }
    }

    /// Prose of several lines, such as a comment: split at line ends, without blank lines before and after it. Tabs and
    /// unusual spaces become spaces.
    package static func lines(_ text: String) -> [String] {
        var lines = split(text).map { line in
            escaped(Array(line)) { scalar in
                scalar == "\t" || scalar.properties.generalCategory == .spaceSeparator ? " " : nil
            }
        }
        while lines.last?.allSatisfy({ $0 == " " }) ?? false { lines.removeLast() }
        while lines.first?.allSatisfy({ $0 == " " }) ?? false { lines.removeFirst() }
        return lines
    }

    /// Lines of code, none left out. Tabs move to the next multiple of 4.
    package static func code(_ text: String) -> [String] {
        var lines = split(text).map { codeLine(Substring($0)) }
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines
    }

    /// One line of code.
    package static func codeLine(_ line: some StringProtocol) -> String {
        if isPlain(line) { return String(line) }
        var shown = ""
        for (index, part) in Array(line.unicodeScalars).split(separator: "\t", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0 { shown += String(repeating: " ", count: tab - displayWidth(shown) % tab) }
            shown += escaped(Array(part)) { _ in nil }
        }
        return shown
    }

    /// What a program prints while it works: line ends, returns and tabs are as they are.
    static func printed(_ text: String) -> String {
        escaped(Array(text.unicodeScalars)) { ["\n", "\r", "\t"].contains($0) ? String($0) : nil }
    }

    private static let tab = 4

    private static func isPlain(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    private static func split(_ text: String) -> [Substring.UnicodeScalarView] {
        var lines: [Substring.UnicodeScalarView] = []
        var rest = Substring(text).unicodeScalars
        while let end = rest.firstIndex(where: { $0 == "\n" || $0 == "\r" }) {
            lines.append(rest[..<end])
            let next = rest.index(after: end)
            let isPair = rest[end] == "\r" && next < rest.endIndex && rest[next] == "\n"
            rest = rest[(isPair ? rest.index(after: next) : next)...]
        }
        return lines + [rest]
    }

    /// - Parameter replacement: goes first; nil leaves the scalar to the rules for all.
    private static func escaped(_ scalars: [Unicode.Scalar], _ replacement: (Unicode.Scalar) -> String?) -> String {
        var shown = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if (0x20...0x7E).contains(scalar.value) {
                shown.append(scalar)
            } else if let replacement = replacement(scalar) {
                shown.append(contentsOf: replacement.unicodeScalars)
            } else if isSeen(scalar) || joinsEmoji(scalars, at: index) {
                shown.append(scalar)
            } else {
                shown.append(contentsOf: code(scalar).unicodeScalars)
            }
        }
        return String(shown)
    }

    static func code(_ scalar: Unicode.Scalar) -> String { "\\u{\(String(scalar.value, radix: 16))}" }

    /// Whether a scalar shows as itself.
    static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: !scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{2800}"
        }
    }

    /// The joiner and the selector within an emoji: `👩‍💻`, `❤️`. Anywhere else they are unseen characters.
    private static func joinsEmoji(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        func isEmoji(_ index: Int) -> Bool {
            guard scalars.indices.contains(index) else { return false }
            return scalars[index].value > 0xFF && scalars[index].properties.isEmoji
        }
        switch scalars[index].value {
        case 0xFE0F: return isEmoji(index - 1)
        case 0x200D:
            let isSelected = index > 0 && scalars[index - 1].value == 0xFE0F
            return isEmoji(index + 1) && isEmoji(isSelected ? index - 2 : index - 1)
        default: return false
        }
    }
}

// MARK: - Width

extension SafeText {
    /// How many columns of a terminal a safe text takes: two for ideographs and emoji, none for combining marks.
    package static func displayWidth(_ text: some StringProtocol) -> Int {
        if isPlain(text) { return text.utf8.count }
        var width = 0
        for character in text {
            // A terminal draws what is joined to a character on it; the selector makes an emoji of a narrow one: `❤️`.
            if character.unicodeScalars.contains("\u{FE0F}") {
                width += 2
                continue
            }
            width += character.unicodeScalars.map(displayWidth).max() ?? 0
        }
        return width
    }

    static func displayWidth(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// Unicode's East Asian Width, W and F, in blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD,
    ]
}
