extension Page {
    /// The same page as Markdown (GitHub's and GitLab's kind), for places that show that: what is indented becomes a list,
    /// code a fenced block, and nothing of other people's text means anything but itself.
    package var markdown: String { markdown(code: "diff") }

    /// - Parameter code: what its code is written in.
    func markdown(code: String) -> String {
        var writer = MarkdownWriter(language: code)
        for line in lines { writer.put(line) }
        return writer.finished
    }
}

private struct MarkdownWriter {
    let language: String
    private var text = ""
    /// The indentations of the items around, outermost first.
    private var levels: [Int] = []
    /// Of the open code block.
    private var code: (indent: Int, lines: [String])?

    init(language: String) { self.language = language }

    mutating func put(_ line: Page.Line) {
        switch line {
        case .code(let words, let indent, _):
            if let open = code, open.indent != indent { closeCode() }
            if code == nil { code = (indent, []) }
            code?.lines.append(words.plain)
            return
        case .words(let words, let indent, _):
            // How many lines were left out stands among them.
            if let open = code, indent > open.indent {
                code?.lines.append(words.plain)
                return
            }
            closeCode()
            item(words.markdown, at: indent)
        case .row(let label, let words, let indent, _):
            closeCode()
            item("**\(label.untoned.markdown)** \(words.markdown)", at: indent)
        case .split(let left, let right):
            closeCode()
            item("\(left.markdown) · \(right.markdown)", at: 0)
        case .blank:
            closeCode()
            if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
            levels = []
        }
    }

    var finished: String {
        var writer = self
        writer.closeCode()
        return SafeText.withoutCommands(writer.text)
    }

    /// A paragraph at the margin, an item of a list elsewhere.
    private mutating func item(_ line: String, at indent: Int) {
        guard indent > 0 else {
            levels = []
            // Two blanks at the end of a line break it.
            if text.hasSuffix("\n"), !text.hasSuffix("\n\n") {
                text.removeLast()
                text += "  \n"
            }
            text += line + "\n"
            return
        }
        if levels.isEmpty, !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
        levels.removeAll { $0 >= indent }
        levels.append(indent)
        text += String(repeating: "  ", count: levels.count - 1) + "- " + line + "\n"
    }

    private mutating func closeCode() {
        guard let (_, lines) = code else { return }
        code = nil
        let margin = String(repeating: "  ", count: levels.count)
        // A fence is longer than any that stands in the code.
        let longest = lines.joined(separator: "\n").split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        text += (["\(fence)\(language)"] + lines + [fence]).map { margin + $0 + "\n" }.joined()
    }
}

extension Words {
    /// On one line, every character that Markdown or HTML could take for its own escaped.
    fileprivate var markdown: String {
        pieces.map { piece in
            let plain = piece.text.split(separator: "\u{A0}", omittingEmptySubsequences: false).joined(separator: " ")
            switch piece.tone {
            case .command where !plain.contains("`"): return "`\(plain)`"
            case .strong: return plain.isEmpty ? "" : "**\(Self.escaped(plain))**"
            default: return Self.escaped(plain)
            }
        }
        .joined()
    }

    /// CommonMark 0.31, 2.4: "Any ASCII punctuation character may be backslash-escaped."
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            if "\\`*_{}[]<>#|~&!+-@$^".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
    }
}
