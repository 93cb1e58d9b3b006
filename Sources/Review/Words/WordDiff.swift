import Resources

/// Which words of a changed line are new, and which of the old one are gone: names, numbers, runs of spaces, and every
/// other character by itself.
struct WordDiff {
    /// The two lines in pieces, each as it stays or as it changes.
    let removed: [Piece]
    let added: [Piece]

    struct Piece: Hashable {
        var text: String
        var isChanged: Bool
    }

    /// Lines of more words are shown without marks.
    private static let limit = 400

    /// Nil for lines that share too little to be one line that changed.
    init?(from before: String, to after: String) {
        let (old, new) = (Self.words(before), Self.words(after))
        guard old.count + new.count <= Self.limit else { return nil }
        let script = EditScript(from: old, to: new)
        let all = max(old.count { !Self.isBlank($0) }, new.count { !Self.isBlank($0) })
        let same = old.indices.count { !script.goes[$0] && !Self.isBlank(old[$0]) }
        // Lines that differ in white space alone have nothing to mark.
        guard 2 * same >= all, same < all else { return nil }
        removed = Self.pieces(old, script.goes)
        added = Self.pieces(new, script.comes)
    }

    private static func isBlank(_ word: Substring) -> Bool { word.allSatisfy { $0 == " " } }

    private static func words(_ line: String) -> [Substring] {
        var words: [Substring] = []
        var start = line.startIndex
        func kind(_ character: Character) -> Int {
            character == " " ? 0 : character.isLetter || character.isNumber || character == "_" ? 1 : 2
        }
        while start < line.endIndex {
            let first = kind(line[start])
            var end = line.index(after: start)
            while first < 2, end < line.endIndex, kind(line[end]) == first { end = line.index(after: end) }
            words.append(line[start..<end])
            start = end
        }
        return words
    }

    /// Joins neighbouring words that changed, or did not; a space between two changed words counts as changed.
    private static func pieces(_ words: [Substring], _ changed: [Bool]) -> [Piece] {
        var pieces: [Piece] = []
        for (index, word) in words.enumerated() {
            let isChanged: Bool
            if isBlank(word) {
                isChanged = index > 0 && index + 1 < words.count && changed[index - 1] && changed[index + 1]
            } else {
                isChanged = changed[index]
            }
            if let last = pieces.indices.last, pieces[last].isChanged == isChanged {
                pieces[last].text += word
            } else {
                pieces.append(Piece(text: String(word), isChanged: isChanged))
            }
        }
        return pieces
    }
}

extension LineDiff {
    /// Lines that go or come together, of which the changed words are marked.
    private static let longestMarked = 100

    /// For each removed or added line that became, or was, another one: its pieces, by its place in `lines`. What is in
    /// order belongs together, as far as the lines are alike.
    ///
    /// - Parameter shown: a line as it is put on the page.
    func markedWords(shown: (String) -> String) -> [Int: [WordDiff.Piece]] {
        var marked: [Int: [WordDiff.Piece]] = [:]
        var index = 0
        while index < lines.count {
            var (gone, come): ([(Int, String)], [(Int, String)]) = ([], [])
            while index < lines.count, case .removed(_, let text) = lines[index] {
                gone.append((index, shown(text)))
                index += 1
            }
            while index < lines.count, case .added(_, let text) = lines[index] {
                come.append((index, shown(text)))
                index += 1
            }
            if gone.isEmpty && come.isEmpty { index += 1 }
            // Of a long block nobody reads which words changed.
            if max(gone.count, come.count) > Self.longestMarked { continue }
            var next = 0
            for (place, text) in gone {
                // Far apart in a long block they are not the same line.
                for candidate in next..<max(next, min(come.count, next + 10)) {
                    guard let words = WordDiff(from: text, to: come[candidate].1) else { continue }
                    marked[place] = words.removed
                    marked[come[candidate].0] = words.added
                    next = candidate + 1
                    break
                }
            }
        }
        return marked
    }
}
