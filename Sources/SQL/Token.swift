/// A piece of a query, with its place.
struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A name or keyword without quotes.
        case word
        /// A name in quotes, backticks or brackets.
        case quotedName
        /// A string, its prefix and dollar quotes included.
        case string
        case number
        /// `$1`, `$name`.
        case parameter
        /// `{{ … }}`, `{% … %}` (whose text is `%`) or MySQL's `/*! … */` (`!`): anything may come of it.
        case template
        case symbol
    }

    var kind: Kind
    /// A word or symbol as written; a quoted name, or a string without escapes, without its quotes; else empty.
    var text: String
    /// Of a word, a symbol, or the quote of a string; else empty.
    var key: Key
    /// Bytes from the start of the text.
    var range: Range<Int>
}

/// The text does not end where it should: a quote, comment or template is open.
struct Unterminated: Error, Hashable {
    var offset: Int
}

/// The tokens of a text, without white space and comments.
func tokens(_ text: String, lexicon: Lexicon) throws(Unterminated) -> [Token] {
    try tokens(Array(text.utf8), lexicon: lexicon)
}

/// The same of bytes.
func tokens(_ bytes: [UInt8], lexicon: Lexicon) throws(Unterminated) -> [Token] {
    var tokenizer = Tokenizer(bytes: bytes, lexicon: lexicon)
    try tokenizer.run()
    return tokenizer.tokens
}
