/// The names of refs: protocol.md, Refs.
package enum Refs {
    package static let heads = "refs/heads/"
    package static let drafts = "refs/heads/draft/"
    package static let assent = "refs/assent/"
    package static let requests = "refs/assent/requests/"
    package static let closed = "refs/assent/closed/"

    /// Whether git takes this for the name of a branch (git-check-ref-format(1)).
    static func isName(_ name: String) -> Bool {
        guard (1...mostBytes).contains(name.utf8.count), name != "@", !name.hasPrefix("-"), !name.contains("@{"),
            !name.contains(".."), !name.hasSuffix("."),
            !name.unicodeScalars.contains(where: { $0.breaksLines || " ~^:?*[\\\u{7F}".unicodeScalars.contains($0) })
        else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".lock")
        }
    }

    /// A file system takes no longer names, and git keeps branches as files.
    private static let mostBytes = 255
}

extension Unicode.Scalar {
    /// A control character, or what ends a line or a paragraph.
    var breaksLines: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
