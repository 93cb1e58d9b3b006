package import Testing

/// The documents of this repository, parts of which are made from the program's own values.
package enum Documents {
    /// The repository's top folder.
    package static let top = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

    /// Holds what stands between `<!-- begin name -->` and `<!-- end name -->` against what the program says, as `Golden`
    /// holds whole files.
    ///
    /// - Parameter path: of the document, from the top.
    package static func expect(
        _ text: String, as name: String, in path: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let document = try #require(readText("\(top)/\(path)"), "\(path) cannot be read", sourceLocation: location)
        _ = try #require(part(name, of: document), "\(path) has no part \(name)", sourceLocation: location)
        let difference = try Golden.difference(in: path) { document in
            part(name, of: document).map { document[..<$0.lowerBound] + text + document[$0.upperBound...] } ?? document
        }
        if let difference {
            Issue.record("The part \(name) differs. \(difference)", sourceLocation: location)
        }
    }

    private static func part(_ name: String, of document: String) -> Range<String.Index>? {
        guard let first = document.firstRange(of: "<!-- begin \(name) -->\n"),
            let last = document[first.upperBound...].firstRange(of: "<!-- end \(name) -->\n")
        else { return nil }
        return first.upperBound..<last.lowerBound
    }
}
