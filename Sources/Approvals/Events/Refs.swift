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
            !name.unicodeScalars.contains(where: isRefused)
        else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".lock")
        }
    }

    /// Whether this is the full name of a draft, `draft/ana/new-leads`, as a branch that anybody made may be called.
    static func isDraft(_ name: String) -> Bool { isName(name) && member(ofDraft: name) != nil }

    /// `ana` of `draft/ana/new-leads`
    static func member(ofDraft name: String) -> String? {
        guard name.hasPrefix("draft/") else { return nil }
        let parts = name.dropFirst("draft/".count).split(separator: "/", maxSplits: 1)
        return parts.count == 2 ? String(parts[0]) : nil
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "~", "^", ":", "?", "*", "[", "\\": true
        default: scalar.breaksLines
        }
    }

    /// A file system takes no longer names, and git keeps branches as files.
    private static let mostBytes = 255
}

extension Unicode.Scalar {
    /// A control character, or what ends a line or a paragraph.
    var breaksLines: Bool {
        // What most texts are made of need not be looked up.
        if isASCII { return value < 0x20 || value == 0x7F }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
