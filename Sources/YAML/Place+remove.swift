extension Place {
    /// The replacements that take an entry or item out of this node, a block collection which holds others.
    func removingLines(of index: Int) throws(EditError) -> [Replacement] {
        let child = child(at: index)
        let head = try child.head()
        let extent = try child.extent()
        guard !source.startsLine(head) else { return [Replacement(extent, "")] }
        // First of a collection that starts in the line of another dash: what comes next takes its place.
        guard (node.items?.count ?? node.entries?.count ?? 0) > index + 1 else {
            throw EditError(reason: "the entry shares its line with another")
        }
        let next = try self.child(at: index + 1).head()
        if source.lineStart(next) == extent.upperBound { return [Replacement(span(head, next), "")] }
        // Comments between the two stay where they are.
        return [Replacement(span(source.skipBlanksBackward(head), source.beforeBreak(extent.upperBound)), "")]
    }

    /// The replacements that take entries or items out of this node, a collection in brackets.
    func removingInFlow(_ indices: [Int]) -> [Replacement] {
        let children = flowChildren
        let going = Set(indices)
        // What goes at the end takes the comma in front of it along, all else the one behind it.
        let lastKept = children.indices.last { !going.contains($0) } ?? -1
        return indices.map { index in
            let child = children[index]
            if source.startsLine(child.lowerBound), let end = source.endOfLine(behindItem: child.upperBound) {
                return Replacement(span(linesAbove(child.lowerBound), end), "")
            }
            if children.count == 1 { return emptyingFlow(child) }
            if index < lastKept { return Replacement(span(child.lowerBound, children[index + 1].lowerBound), "") }
            let start = index == 0 ? child.lowerBound : children[index - 1].upperBound
            return Replacement(span(start, child.upperBound), "")
        }
    }

    /// The start of the line that an offset is in, or of the comment lines directly above it.
    private func linesAbove(_ offset: Int) -> Int {
        var start = source.lineStart(offset)
        let column = offset - start
        while let above = source.lineAbove(start), source.commentColumn(lineStart: above) == column {
            start = above
        }
        return start
    }

    /// Takes the only child out.
    private func emptyingFlow(_ child: Range<Int>) -> Replacement {
        let inside = flowInside
        if !source.bytes[inside].contains(where: Lines.isBreak) { return Replacement(inside, "") }
        let behind = source.skipBlanks(child.upperBound)
        let hasComma = behind < inside.upperBound && source.bytes[behind] == UInt8(ascii: ",")
        return Replacement(child.lowerBound..<(hasComma ? behind + 1 : child.upperBound), "")
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
