extension Words {
    /// Lines of at most `width` columns, the indentation included. A word that is longer is cut; a command is not.
    func wrapped(to width: Int, indent: Int, hanging: Int) -> [Words] {
        if isEmpty { return [Words()] }
        let hanging = Swift.min(hanging, width - 20)
        var lines: [Words] = []
        var line = Words.spaces(indent)
        var used = indent
        var isEmpty = true
        func start() {
            lines.append(withoutBlanksBehind(line))
            line = Words.spaces(hanging)
            used = hanging
            isEmpty = true
        }
        for word in split() {
            let gap = isEmpty && !lines.isEmpty ? 0 : word.spaces
            if !isEmpty, used + gap + word.width > width { start() }
            if !isEmpty || lines.isEmpty {
                line.append(String(repeating: " ", count: gap), tone: word.gapTone)
                used += gap
            }
            isEmpty = false
            if used + word.width <= width || word.isCommand {
                for piece in word.pieces { line.append(piece.text, tone: piece.tone) }
                used += word.width
                continue
            }
            // Longer than a line: cut.
            for piece in word.pieces {
                for character in piece.text {
                    let columns = SafeText.displayWidth(String(character))
                    if used + columns > width { start() }
                    line.append(String(character), tone: piece.tone)
                    used += columns
                    isEmpty = false
                }
            }
        }
        lines.append(withoutBlanksBehind(line))
        return lines
    }

    /// What stands between two spaces, in its pieces.
    private struct Word {
        var spaces = 0
        var pieces: [Piece] = []
        var width = 0
        /// Of the piece that the spaces before it stand in.
        var gapTone: Style.Tone?
        var isCommand: Bool { pieces.contains { $0.tone == .command } }
    }

    private func split() -> [Word] {
        var words: [Word] = []
        var word = Word()
        for piece in pieces {
            var text = ""
            func end() {
                guard !text.isEmpty else { return }
                word.pieces.append(Piece(text: text, tone: piece.tone))
                word.width += SafeText.displayWidth(text)
                text = ""
            }
            for character in piece.text {
                if character != " " {
                    text.append(character)
                    continue
                }
                end()
                if !word.pieces.isEmpty {
                    words.append(word)
                    word = Word()
                }
                word.gapTone = piece.tone
                word.spaces += 1
            }
            end()
        }
        if !word.pieces.isEmpty { words.append(word) }
        return words
    }
}

/// What stands apart from nothing leaves no blanks at the end of a line.
private func withoutBlanksBehind(_ line: Words) -> Words {
    let isBlank = { (character: Character) in character == " " || character == "\u{A0}" }
    guard let last = line.pieces.lastIndex(where: { !$0.text.allSatisfy(isBlank) }) else { return Words() }
    var words = Words()
    for piece in line.pieces[..<last] { words.append(piece.text, tone: piece.tone) }
    var text = line.pieces[last].text
    while let end = text.last, isBlank(end) { text.removeLast() }
    words.append(text, tone: line.pieces[last].tone)
    return words
}
