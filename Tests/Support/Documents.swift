package import Testing

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The documents of this repository, parts of which are made from the program's own values.
package enum Documents {
    /// The repository's top folder.
    package static let top = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

    /// Holds what stands between `<!-- begin name -->` and `<!-- end name -->` against what the program says. After a change
    /// that is meant, write it anew as goldens are, and read the difference:
    ///
    ///     ASSENT_WRITE_GOLDENS=1 swift test
    ///
    /// - Parameter path: of the document, from the top.
    package static func expect(
        _ text: String, as name: String, in path: String, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let file = "\(top)/\(path)"
        let (begin, end) = ("<!-- begin \(name) -->\n", "<!-- end \(name) -->\n")
        guard let document = readText(file), let first = document.firstRange(of: begin),
            let last = document[first.upperBound...].firstRange(of: end)
        else {
            Issue.record("\(path) has no part \(name)", sourceLocation: location)
            return
        }
        let part = first.upperBound..<last.lowerBound
        if document[part] == text { return }
        if getenv("ASSENT_WRITE_GOLDENS") != nil {
            return try write(document.replacingCharacters(of: part, with: text), to: file)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let old = document[part].split(separator: "\n", omittingEmptySubsequences: false)
        let same = zip(old, lines).prefix { $0 == $1 }.count
        Issue.record(
            """
            \(path), the part \(name), line \(same + 1) of it, is not what the program says. It says:
                \(lines.dropFirst(same).prefix(3).joined(separator: "\n    "))
            """, sourceLocation: location)
    }
}

extension String {
    fileprivate func replacingCharacters(of part: Range<Index>, with text: String) -> String {
        self[..<part.lowerBound] + text + self[part.upperBound...]
    }
}
