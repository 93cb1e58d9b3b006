import YAML

extension SourceFile {
    /// The character at which a text leaves what all readers of YAML agree on.
    var opaqueRange: SourceRange? {
        document.opaquePosition.map { start in
            var end = start
            end.offset += 1
            end.column += 1
            return SourceRange(start: start, end: end)
        }
    }

    /// Why programs may read it differently: half a sentence.
    var reasonForOpacity: String {
        switch document.opaque {
        case nil, .unreadable: "it cannot be read as YAML"
        case .severalDocuments: "it holds several YAML documents"
        case .directive: "it starts with a directive (%YAML, %TAG)"
        case .explicitTag: "it has a tag (!…)"
        case .anchor: "it has an anchor (&…) or an alias (*…), which programs read differently"
        case .nonStringKey: "a key is not text"
        case .explicitKey: "a key is written with ?"
        case .mergeKey: "a key is <<, which some programs treat as a merge"
        case .ambiguousKey: "a key is text to some programs, and a boolean, a number or a date to others: quote it"
        case .ambiguousStart: "with the line ---, programs read unquoted text differently"
        case .lineSeparator: "a character ends a line in some programs only"
        case .numberLike: "a text is a number to some programs: quote it"
        case .emptyItem: "an item of a list is empty: write null"
        case .tab: "there is a tab where a space must be"
        case .blanksAtLineEnd: "a text continues after blanks at the end of a line, which programs read differently"
        case .lastLine: "its last line has no line end, which changes the text there"
        case .escape: "an escape is not known to all programs"
        case .layout: "it is written in a way that programs read differently"
        }
    }
}
