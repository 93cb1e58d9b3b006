/// The names of refs: protocol.md, Refs.
package enum Refs {
    package static let heads = "refs/heads/"
    package static let drafts = "refs/heads/draft/"
    package static let assent = "refs/assent/"
    package static let requests = "refs/assent/requests/"
    package static let closed = "refs/assent/closed/"
    /// Branches over which a job on the host moves main (`landing: branch`).
    package static let landings = "refs/heads/assent/landing/"

    /// Whether git takes this for the name of a branch (git-check-ref-format(1)). By bytes, as git does: a combining mark
    /// makes one character of itself and a slash or a dot before it.
    static func isName(_ name: String) -> Bool {
        let bytes = name.utf8
        let (dot, at, brace) = (UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "{"))
        guard (1...mostBytes).contains(bytes.count), name != "@", bytes.first != UInt8(ascii: "-"), bytes.last != dot,
            !zip(bytes, bytes.dropFirst()).contains(where: { $0 == (at, brace) || $0 == (dot, dot) }),
            !name.unicodeScalars.contains(where: isRefused)
        else { return false }
        return bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.first != dot && !part.suffix(5).elementsEqual(".lock".utf8)
        }
    }

    /// Whether this is the full name of a draft, `draft/ana/new-leads`, as a branch that anybody made may be called.
    static func isDraft(_ name: String) -> Bool { isName(name) && member(ofDraft: name) != nil }

    /// `ana` of `draft/ana/new-leads`
    static func member(ofDraft name: String) -> String? { parts(ofDraft: name)?.member }

    /// `ana` and `new-leads` of `draft/ana/new-leads`
    static func parts(ofDraft name: String) -> (member: String, slug: String)? {
        guard name.utf8.starts(with: "draft/".utf8) else { return nil }
        let parts = name.utf8.dropFirst("draft/".utf8.count).split(separator: UInt8(ascii: "/"), maxSplits: 1)
        return parts.count == 2 ? (String(Substring(parts[0])), String(Substring(parts[1]))) : nil
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

extension String {
    /// A branch as people call it: `main` of `refs/heads/main`.
    var shortBranch: String { hasPrefix(Refs.heads) ? String(dropFirst(Refs.heads.count)) : self }
}
