/// Edits of one text that are made at once: it is read again after all of them, not after each.
///
///     var batch = EditBatch(document)
///     for place in places { try batch.replace(place, with: .value(.string("number"))) }
///     let edited = Document(try batch.apply())
///
/// What they come to together nobody has looked at yet: that is the caller's part.
package struct EditBatch {
    private let source: SourceText
    private let renderer: Renderer
    private var replacements: [Replacement] = []
    /// Where comments were put behind something.
    private var commented: Set<Int> = []

    package init(_ document: Document) {
        source = SourceText(document.bytes)
        var renderer = Renderer(for: document)
        // In front of blank lines, `|+` takes them for its own.
        renderer.keepsLines = false
        self.renderer = renderer
    }

    package mutating func replace(_ place: Place, with content: Attempt) throws(EditError) {
        let column = place.isInFlow ? 0 : place.parent == nil ? -2 : try place.column()
        for attempt in content.attempts(isInFlow: place.isInFlow) {
            if let made = try place.replacing(with: attempt, column: column, renderer: renderer) {
                replacements += made
                return
            }
        }
    }

    /// Adds an entry (with a key) or item to a collection that holds others, so that it has `index` in it as it is now.
    /// Several at one index stand there in the order in which they came.
    package mutating func insert(
        _ content: Attempt, at index: Int, key: String? = nil, into place: Place
    ) throws(EditError) {
        for attempt in content.attempts(isInFlow: place.isInFlow || place.node.isFlow) {
            if let made = try place.inserting(attempt, at: index, key: key, renderer: renderer) {
                replacements += made
                return
            }
        }
    }

    /// Takes some of the entries or items out of a collection; others have to stay.
    package mutating func remove(_ indices: [Int], from place: Place) throws(EditError) {
        if place.node.isFlow {
            replacements += place.removingInFlow(indices)
        } else {
            for index in indices { replacements += try place.removingLines(of: index) }
        }
    }

    /// Puts the items of a list in another order, with the comments that belong to them.
    ///
    /// - Parameter order: for each place, which item is to stand there.
    package mutating func reorder(_ place: Place, as order: [Int]) throws(EditError) {
        let extents = place.node.isFlow ? place.flowChildren : try place.extentsOfLines()
        for (slot, index) in order.enumerated() where slot != index {
            replacements.append(Replacement(extents[slot], source[extents[index]]))
        }
    }

    /// The bytes with all edits.
    package func apply() throws(EditError) -> [UInt8] {
        let sorted = replacements.enumerated().sorted {
            ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
        }
        var distinct: [Replacement] = []
        for (_, replacement) in sorted {
            // Two that were added behind the last line both saw to its end.
            if let last = distinct.last, !last.range.isEmpty, last.range == replacement.range { continue }
            distinct.append(replacement)
        }
        guard let edited = distinct.applied(to: source.bytes) else {
            throw EditError(reason: "the edits overlap")
        }
        return edited
    }
}

// MARK: - Comments

extension EditBatch {
    /// Puts a comment in the line above an entry or item that begins its line.
    package mutating func add(_ comment: Comment, above place: Place) throws(EditError) {
        let head = try place.head()
        let indent = spaces(source.column(head))
        replacements.append(.insert(indent + comment.text + renderer.lineEnd, at: source.lineStart(head)))
    }

    /// Puts a comment behind an entry or item, in its line.
    ///
    /// - Returns: whether there was room.
    package mutating func add(_ comment: Comment, behind place: Place) throws(EditError) -> Bool {
        let end = try place.endOfLine()
        guard source.isBlankLine(from: end), commented.insert(end).inserted else { return false }
        replacements.append(.insert(" " + comment.text, at: end))
        return true
    }

    /// Puts a comment in a line below all that belongs to an entry or item.
    package mutating func add(_ comment: Comment, below place: Place) throws(EditError) {
        let end = try place.extent().upperBound
        let line = spaces(try place.column()) + comment.text
        let isEnded = end > source.start && Lines.isBreak(source.bytes[end - 1])
        replacements.append(.insert(isEnded ? line + renderer.lineEnd : renderer.lineEnd + line, at: end))
    }

    /// Puts comments in front of everything else, apart from it.
    package mutating func add(atTop comments: [Comment]) {
        let lines = comments.map { $0.text + renderer.lineEnd }.joined()
        replacements.append(.insert(lines + renderer.lineEnd, at: source.start))
    }

    package mutating func replace(_ comment: Comment, with text: String) {
        replacements.append(Replacement(comment.offset..<comment.offset + comment.text.utf8.count, text))
    }

    /// Takes a comment out, with its line if it has one.
    package mutating func remove(_ comment: Comment) {
        let end = comment.offset + comment.text.utf8.count
        let range =
            comment.standsAlone
            ? source.lineStart(comment.offset)..<source.nextLine(end) : source.skipBlanksBackward(comment.offset)..<end
        replacements.append(Replacement(range, ""))
    }

    package mutating func add(atEnd comment: Comment) {
        let isEnded = source.end == source.start || Lines.isBreak(source.bytes[source.end - 1])
        replacements.append(
            .insert((isEnded ? "" : renderer.lineEnd) + comment.text + renderer.lineEnd, at: source.end))
    }
}

extension Attempt {
    /// This, and what to do where it cannot be made. What stands within brackets is written in another way than what
    /// does not.
    fileprivate func attempts(isInFlow: Bool) -> [Attempt] {
        switch self {
        case .value: [self]
        case .copy(let source) where source.isInFlow == isInFlow: [self, .value(source.node.value)]
        case .copy(let source): [.value(source.node.value)]
        }
    }
}

extension Place {
    /// The lines of each child of a block collection; throws where they share one.
    fileprivate func extentsOfLines() throws(EditError) -> [Range<Int>] {
        var extents: [Range<Int>] = []
        for index in 0..<(node.items?.count ?? node.entries?.count ?? 0) {
            let child = child(at: index)
            let extent = try child.extent()
            guard source.startsLine(try child.head()), let last = source.bytes[extent].last, Lines.isBreak(last) else {
                throw EditError(reason: "an item shares its line with another")
            }
            extents.append(extent)
        }
        return extents
    }

    /// Where a comment on this entry or item would stand: behind its value or, where that begins below, its key or dash.
    fileprivate func endOfLine() throws(EditError) -> Int {
        let lead = try lead()
        if node.isBareBlockCollection { return lead }
        if let scalar = node.scalar, scalar.style == .literal || scalar.style == .folded {
            return source.headerRange(of: node).upperBound
        }
        return max(lead, node.range.end.offset)
    }
}
