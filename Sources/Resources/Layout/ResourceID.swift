package enum ResourceKind: String, Hashable, Comparable, CaseIterable, Sendable {
    case model, sync

    /// The folder below a workspace's root that holds such resources.
    package var folder: String { rawValue + "s" }

    package static func < (a: ResourceKind, b: ResourceKind) -> Bool { a == .model && b == .sync }
}

/// Which resource: its kind and the name of its file without `.yaml`, as in `model/leads`. A name inside the file is for
/// people only (format.md).
///
/// Two ids are equal only if their slugs are the same bytes: `é` in two Unicode forms is two files.
package struct ResourceID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let kind: ResourceKind
    package let slug: String

    package init(kind: ResourceKind, slug: String) {
        self.kind = kind
        self.slug = slug
    }

    package static func model(_ slug: String) -> ResourceID { ResourceID(kind: .model, slug: slug) }
    package static func sync(_ slug: String) -> ResourceID { ResourceID(kind: .sync, slug: slug) }

    /// Reads `model/x` or `sync/x`; `nil` for everything else, an impossible slug included.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 2, let kind = ResourceKind(rawValue: parts[0]), ResourceID.isSlug(parts[1]) else {
            return nil
        }
        self.init(kind: kind, slug: parts[1])
    }

    /// The resource with a slug that a person typed for a new file: ASCII letters, digits, `_` and `-` only.
    package init?(new kind: ResourceKind, slug: String) {
        let isAllowed = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard !slug.isEmpty, slug.utf8.allSatisfy(isAllowed) else { return nil }
        self.init(kind: kind, slug: slug)
    }

    /// Its own file, and a model's columns.
    package var files: [GovernedFile] { [GovernedFile(self)] + (kind == .model ? [.columns(slug)] : []) }

    /// Whether a file in a workspace may have this name before `.yaml`. Real ones include `-2`; a leading dot, a slash,
    /// control characters and U+FFFD (which stands for bytes that are no UTF-8) are refused.
    package static func isSlug(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: ".") else { return false }
        // Workspaces have thousands, nearly all plain: Unicode's tables are for the others.
        let isPlain = { (byte: UInt8) in (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "/") }
        if text.utf8.allSatisfy(isPlain) { return true }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar != "/" && scalar != "\u{FFFD}" && scalar.properties.generalCategory != .control
        }
    }

    package var description: String { "\(kind.rawValue)/\(slug)" }

    package static func == (a: ResourceID, b: ResourceID) -> Bool { a.kind == b.kind && a.slug.isExactly(b.slug) }

    package static func < (a: ResourceID, b: ResourceID) -> Bool {
        a.kind == b.kind ? a.slug.isExactlyBefore(b.slug) : a.kind < b.kind
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(slug)
    }
}
