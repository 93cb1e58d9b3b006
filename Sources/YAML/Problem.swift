/// What is wrong with a document.
package struct Problem: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case syntax, duplicateKey, tooLarge, tooDeep, tooManyAliasNodes, notUTF8, controlCharacter
    }

    package var kind: Kind
    /// One line for people, in lower case, without the position.
    package var message: String
    package var range: SourceRange
    /// Of a duplicate key: its first occurrence.
    package var related: SourceRange?

    package init(kind: Kind, message: String, range: SourceRange, related: SourceRange? = nil) {
        self.kind = kind
        self.message = message
        self.range = range
        self.related = related
    }

    /// Whether the document can not be read because of it.
    package var isFatal: Bool { kind != .duplicateKey }
}
