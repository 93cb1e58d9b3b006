import CYAML

extension Composer {
    /// What libyaml stumbled on, in words for people who do not know its grammar.
    func syntaxProblem(_ failure: Parser.Failure) -> Halt {
        let start = position(of: failure.contextIsPlace ? failure.contextMark : failure.mark)
        var message = failure.message
        switch (failure.message, failure.context ?? "") {
        case ("could not find expected ':'", _):
            message = "this line is neither a `key: value` nor indented as part of the text above"
        case ("did not find expected key", "while parsing a block mapping"):
            message = "expected a key in line with the keys above; is the indentation right, or a text not quoted?"
        case ("mapping values are not allowed in this context", _):
            message = "`: ` is not allowed here: quote the text, or fix the indentation"
        case ("did not find expected '-' indicator", _):
            message = "expected `- ` in line with the items above"
        case ("block sequence entries are not allowed in this context", _):
            message = "`- ` is not allowed here: start the list on a line of its own"
        case ("found character that cannot start any token", _) where byte(at: start) == UInt8(ascii: "\t"):
            message = "tabs cannot indent YAML: use spaces"
        case ("found character that cannot start any token", _):
            message = "text cannot start with this character: quote it"
        case ("found unexpected end of stream", "while scanning a quoted scalar"):
            message = "this quote is never closed"
        case ("did not find expected ',' or ']'", _):
            message = "expected `,` or `]` in the list that starts \(place(failure.contextMark))"
        case ("did not find expected ',' or '}'", _):
            message = "expected `,` or `}` in the map that starts \(place(failure.contextMark))"
        case ("did not find expected <document start>", _):
            message = "expected the end of the file, or `---`"
        case (_, let context) where !context.isEmpty:
            message = "\(failure.message) \(context)"
        default: break
        }
        var halt = Halt(.syntax, message, SourceRange(start: start, end: endOfWord(start)))
        let isInBlock = failure.message == "found a tab character where an indentation space is expected"
        let others = [
            "found character that cannot start any token", "found a tab character that violates indentation",
        ]
        if isInBlock || others.contains(failure.message) {
            halt.refused = .tab(
                position(of: failure.mark).offset,
                header: isInBlock ? position(of: failure.contextMark).offset : nil)
        } else if failure.message == "did not find expected alphabetic or numeric character" {
            halt.refused = .name(position(of: failure.contextMark).offset)
        }
        return halt
    }

    private func place(_ mark: yaml_mark_t) -> String {
        let position = position(of: mark)
        return "at \(position.line):\(position.column)"
    }

    /// Like `position`, without moving the cursor.
    private func position(of mark: yaml_mark_t) -> SourcePosition {
        var index = 0
        var offset = start.offset
        while index < mark.index, offset < text.count {
            offset += 1
            while offset < text.count, text[offset] & 0xC0 == 0x80 { offset += 1 }
            index += 1
        }
        return Lines.position(of: offset, in: text, from: start)
    }

    private func byte(at position: SourcePosition) -> UInt8? {
        position.offset < text.count ? text[position.offset] : nil
    }

    /// The end of the run of characters other than blanks that starts here; behind a blank if that is what is wrong.
    private func endOfWord(_ start: SourcePosition) -> SourcePosition {
        var end = text[start.offset...].firstIndex { $0 == 0x20 || $0 == 0x09 || Lines.isBreak($0) } ?? text.count
        if end == start.offset, end < text.count, !Lines.isBreak(text[end]) { end += 1 }
        return Lines.position(of: end, in: text, from: start)
    }
}

extension Parser.Failure {
    /// Whether the place to show is where the parser's trouble began: the line that is not a key, or the open quote.
    /// The parser itself stops later.
    var contextIsPlace: Bool {
        message == "could not find expected ':'" || context == "while scanning a quoted scalar"
    }
}

/// A text within a message: in backquotes, on one line, not too long, without control characters.
func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(60).map { scalar in
        scalar.properties.generalCategory == .control ? "\u{FFFD}" : String(scalar)
    }
    return "`\(shown.joined())\(text.unicodeScalars.count > 60 ? "…" : "")`"
}
