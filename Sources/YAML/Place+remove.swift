extension Place {
    /// The replacements that take this entry or item out of its parent, which holds others.
    func removing(path: [Step], in document: Document) throws(EditError) -> [Replacement] {
        let head = try head()
        let extent = try extent()
        guard !source.startsLine(head), let parent else { return [Replacement(extent, "")] }
        // First of a collection that starts in the line of another dash: what comes next takes its place.
        let place = try Place.of(Array(path.dropLast()), in: document)
        guard (parent.items?.count ?? parent.entries?.count ?? 0) > index + 1 else {
            throw EditError(reason: "the entry shares its line with another")
        }
        let next = try Place.of(path.dropLast() + [place.child(index + 1)], in: document).head()
        if source.lineStart(next) == extent.upperBound { return [Replacement(span(head, next), "")] }
        // Comments between the two stay where they are.
        return [Replacement(span(source.skipBlanksBackward(head), source.beforeBreak(extent.upperBound)), "")]
    }

    /// The replacements that take an entry or item out of this node, a collection in brackets.
    func removingInFlow(_ index: Int) -> [Replacement] {
        let children = flowChildren
        let child = children[index]
        if source.startsLine(child.lowerBound), let end = source.endOfLine(behindItem: child.upperBound) {
            var start = source.lineStart(child.lowerBound)
            let column = child.lowerBound - start
            while let above = source.lineAbove(start), source.commentColumn(lineStart: above) == column {
                start = above
            }
            return [Replacement(span(start, end), "")]
        }
        if children.count == 1 {
            let inside = flowInside
            if !source.bytes[inside].contains(where: Lines.isBreak) { return [Replacement(inside, "")] }
            let behind = source.skipBlanks(child.upperBound)
            let hasComma = behind < inside.upperBound && source.bytes[behind] == UInt8(ascii: ",")
            return [Replacement(child.lowerBound..<(hasComma ? behind + 1 : child.upperBound), "")]
        }
        if index + 1 < children.count {
            return [Replacement(span(child.lowerBound, children[index + 1].lowerBound), "")]
        }
        return [Replacement(span(children[index - 1].upperBound, child.upperBound), "")]
    }
}

extension SourceText {
    /// The start of the next line, if nothing but a comma and a comment follows here.
    func endOfLine(behindItem offset: Int) -> Int? {
        var offset = skipBlanks(offset)
        if offset < end, bytes[offset] == UInt8(ascii: ",") { offset = skipBlanks(offset + 1) }
        guard offset < end, Lines.isBreak(bytes[offset]) || bytes[offset] == UInt8(ascii: "#") else { return nil }
        return nextLine(offset)
    }
}
