/// What a Liquid template says: the variables it reads, and what is wrong with it.
///
///     Liquid.parse("Hi {{ row.first_name | default: 'you' }}")
///     // variables: row.first_name; problems: none
///
/// The language is Liquid as its reference has it, with what LiquidJS, Shopify and Braze add. Where these differ, all of
/// it is taken: a problem is only what every one of them would stumble over, or surely not what was meant.
package struct Liquid: Hashable, Sendable {
    /// A variable that is read and that the template does not set itself.
    package struct Variable: Hashable, Sendable {
        /// `row.address.city` and `row['address'].city` are `["row", "address", "city"]`. It ends before an index that
        /// is computed or a number.
        package var path: [String]
        /// Where each part of the path is written, quotes without.
        package var ranges: [Range<Int>]
        /// The whole variable.
        package var range: Range<Int>
    }

    package struct Problem: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// It does not parse, or not to what it seems to say.
            case syntax
            case unknownTag
            case unknownFilter
        }

        package var kind: Kind
        /// One line, lower case, for people.
        package var message: String
        /// What may have been meant, where that is known.
        var meant: [String] = []
        package var range: Range<Int>
        /// The tag or filter that is not known.
        var unknown: String?

        /// What may have been meant, best first. Looked for when it is asked: of thousands of problems few are told.
        package var suggestions: [String] {
            guard let unknown else { return meant }
            switch kind {
            case .syntax: return meant
            case .unknownTag: return Liquid.suggestions(for: unknown, folded: unknown, among: Liquid.knownTags)
            case .unknownFilter:
                return Liquid.suggestions(for: unknown, folded: unknown.lowercased(), among: Liquid.knownFilters)
            }
        }
    }

    private static let knownTags = allTags + blocks.map { "end" + $0 }.sorted()
    private static let knownFilters = filters.sorted()

    /// - Parameter folded: as other languages' words are looked up.
    private static func suggestions(for name: String, folded: String, among known: [String]) -> [String] {
        if let word = otherWords[folded], known.contains(word) { return [word] }
        return nearest(name, among: known)
    }

    /// No more problems than this are told of one template.
    static let problemLimit = 20

    /// In the order of the text. Ranges are bytes from its start.
    package var variables: [Variable]
    package var problems: [Problem]

    /// Whether a text is worth parsing.
    package static func isTemplate(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isTemplate($0) }
    }

    static func isTemplate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in text {
            if previous == UInt8(ascii: "{"), byte == previous || byte == UInt8(ascii: "%") { return true }
            previous = byte
        }
        return false
    }

    package static func parse(_ template: String) -> Liquid {
        var reader = TemplateReader(bytes: Array(template.utf8))
        reader.run()
        return reader.result
    }
}
