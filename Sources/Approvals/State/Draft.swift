package import Git
package import Resources

/// An unpublished change: the branch `draft/<member>/<slug>`, an ordinary one (protocol.md, Refs).
package struct Draft: Hashable, Sendable {
    package let member: String
    package let slug: String
    package let tip: ObjectID
    /// Whether the branch is here; else it is the remote's alone.
    package var isHere = true

    package init(member: String, slug: String, tip: ObjectID) {
        self.member = member
        self.slug = slug
        self.tip = tip
    }

    /// `draft/ana/new-leads`
    package var name: String { "draft/\(member)/\(slug)" }
    package var reference: String { Refs.heads + name }

    package func isOf(_ member: Member?) -> Bool { member?.id.isExactly(self.member) ?? false }
}

extension Draft {
    package static func == (a: Draft, b: Draft) -> Bool {
        a.tip == b.tip && a.isHere == b.isHere && a.name.isExactly(b.name)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(tip) }

    /// Reads `refs/heads/draft/ana/new-leads`.
    init?(reference: String, tip: ObjectID) {
        guard reference.utf8.starts(with: Refs.heads.utf8) else { return nil }
        let name = String(Substring(reference.utf8.dropFirst(Refs.heads.utf8.count)))
        guard Refs.isName(name), let parts = Refs.parts(ofDraft: name) else { return nil }
        self.init(member: parts.member, slug: parts.slug, tip: tip)
    }

    /// What a person may call a draft: letters, digits, `-`, `_` and `.` inside.
    package static func accepts(slug: String) -> Bool {
        let isAllowed = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        let isPlain = !slug.isEmpty && slug.utf8.count <= 100 && slug.utf8.allSatisfy(isAllowed)
        return isPlain && !slug.hasPrefix(".") && !slug.hasPrefix("-") && !slug.hasSuffix(".")
            && !slug.hasSuffix(".lock") && !slug.contains("..")
    }

    /// What a draft that changes a resource is called. Files have more names than drafts: Git Sync writes `-6.yaml`.
    package static func slug(for resource: String) -> String {
        if accepts(slug: resource) { return resource }
        let kept = resource.utf8.map { accepts(slug: String(UnicodeScalar($0))) ? $0 : UInt8(ascii: "-") }
        let words = kept.split(separator: UInt8(ascii: "-")).joined(separator: [UInt8(ascii: "-")])
        let slug = String(decoding: Array(words).prefix(80), as: UTF8.self)
        return accepts(slug: slug) ? slug : "change"
    }
}
