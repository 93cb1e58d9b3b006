/// What a Liquid template says: the variables it reads, and what is wrong with it.
///
///     Liquid.parse("Hi {{ row.first_name | default: 'you' }}")
///     // variables: row.first_name; problems: none
///
/// The language is that of LiquidJS 10, with which Hightouch fills templates in. What it refuses is a problem that is fatal
/// (`Problem.Kind`); what it takes in its lax way, and a filter that is not known, are problems that are not.
package struct Template: Hashable, Sendable {
    /// In the order of the text. Ranges are bytes from its start.
    package var variables: [Variable]
    package var problems: [Problem]
}

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

/// Whether a text is worth parsing.
package func isTemplate(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isTemplate($0) }
}

/// The same of bytes.
package func isTemplate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
        if previous == UInt8(ascii: "{"), byte == previous || byte == UInt8(ascii: "%") { return true }
        previous = byte
    }
    return false
}

/// Reads a whole template.
package func parse(_ template: String) -> Template {
    var reader = TemplateReader(bytes: Array(template.utf8))
    reader.run()
    return reader.result
}
