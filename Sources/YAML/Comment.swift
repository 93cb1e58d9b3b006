/// A comment, with the place where it is written.
package struct Comment: Hashable, Sendable {
    /// From `#` on, without blanks at its end.
    package let text: String
    package let offset: Int
    /// From 0.
    package let column: Int
    /// Whether there is nothing else in its line.
    package let standsAlone: Bool

    /// What a comment is about, by its place among entries and items.
    package enum Anchor: Hashable, Sendable {
        case above(Int)
        case behind(Int)
        case below(Int)
        /// In front of everything, and apart from it.
        case top
        case end
    }
}

extension Document {
    /// All comments, in the order of the file. None of a file that cannot be read.
    package var comments: [Comment] {
        guard isReadable else { return [] }
        let source = SourceText(bytes)
        var comments: [Comment] = []
        var offset = source.start
        for scalar in root?.allScalars ?? [] {
            let start = scalar.range.start.offset
            source.collectComments(in: span(offset, start), into: &comments)
            offset = max(offset, scalar.range.end.offset)
            let style = scalar.scalar?.style
            if style == .literal || style == .folded {
                let header = source.headerRange(of: scalar).upperBound
                source.collectComments(in: span(header, source.lineEnd(header)), into: &comments)
            }
        }
        source.collectComments(in: span(offset, source.end), into: &comments)
        return comments
    }

    /// What each comment is about.
    ///
    /// - Parameter places: the entries and items that stand in no brackets, in the order of the file.
    package func anchors(of comments: [Comment], among places: [Place]) throws(EditError) -> [Comment.Anchor] {
        let source = SourceText(bytes)
        var heads: [Int] = []
        for place in places { heads.append(try place.head()) }
        let columns = heads.map(source.column)
        let blank = heads.first.flatMap { source.lastBlankLine(before: $0) } ?? 0
        var anchors: [Comment.Anchor] = []
        var next = 0
        for comment in comments {
            while next < heads.count, heads[next] < comment.offset { next += 1 }
            let follower = next < heads.count ? next : nil
            if next == 0 {
                anchors.append(comment.offset < blank || follower == nil ? .top : .above(0))
            } else if !comment.standsAlone {
                anchors.append(.behind(next - 1))
            } else if places[next - 1].node.range.end.offset > comment.offset, places[next - 1].node.isFlow {
                anchors.append(.above(next - 1))
            } else if let follower, comment.column <= columns[follower] {
                anchors.append(.above(follower))
            } else if let before = columns[..<next].suffix(256).lastIndex(of: comment.column) {
                anchors.append(.below(before))
            } else {
                anchors.append(follower.map { .above($0) } ?? .end)
            }
        }
        return anchors
    }
}

extension SourceText {
    fileprivate func collectComments(in range: Range<Int>, into comments: inout [Comment]) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard bytes[offset] == UInt8(ascii: "#"),
                offset == start || Lines.isBlank(bytes[offset - 1]) || Lines.isBreak(bytes[offset - 1])
            else {
                offset += 1
                continue
            }
            let end = lineEnd(offset)
            comments.append(
                Comment(
                    text: self[offset..<skipBlanksBackward(end)], offset: offset, column: column(offset),
                    standsAlone: startsLine(offset)))
            offset = end
        }
    }

    /// The start of the last line that is empty, above the one that an offset is in.
    fileprivate func lastBlankLine(before offset: Int) -> Int? {
        var line = lineAbove(lineStart(offset))
        while let start = line {
            if isBlankLine(from: start) { return start }
            line = lineAbove(start)
        }
        return nil
    }
}
