import Spelling

/// What is wrong with a template.
package struct Problem: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// LiquidJS refuses it.
        case syntax
        case unknownTag
        /// It refuses this too, which another language takes: Handlebars, Braze's Liquid.
        case foreign
        /// It takes it, and does something else than is written; the message says what.
        case lax
        /// The value passes as it is, unless Hightouch has such a filter.
        case unknownFilter

        /// Whether nothing can be filled in.
        package var isFatal: Bool { self == .syntax || self == .unknownTag || self == .foreign }
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
        case .syntax, .foreign, .lax: return meant
        case .unknownTag: return wordsMeant(by: unknown, folded: unknown, among: Vocabulary.knownTags)
        case .unknownFilter:
            return wordsMeant(by: unknown, folded: unknown.lowercased(), among: Vocabulary.knownFilters)
        }
    }
}

/// - Parameter folded: as other languages' words are looked up.
private func wordsMeant(by name: String, folded: String, among known: [String]) -> [String] {
    if let word = Vocabulary.otherWords[folded], known.contains(word) { return [word] }
    return nearest(name, among: known)
}

/// No more problems than this are told of one template.
let problemLimit = 20
