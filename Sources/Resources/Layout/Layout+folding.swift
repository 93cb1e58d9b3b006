/// Disks on which letter case and the Unicode form of a name do not count: macOS and Windows. There another path may be
/// the same file.
extension Layout {
    /// Whether what lies at this path takes the place of a governed file, or of a folder of the workspace, on such a disk,
    /// and has another name to git: `HIGHTOUCH/models/leads.yaml`, `Assent.yaml`.
    package func isLookalike(_ path: String) -> Bool {
        if file(at: path) != nil { return false }
        let parts = Layout.parts(path)
        return !isExactPlace(parts) && isFoldedPlace(parts)
    }

    /// Whether such a disk takes the folder at this path for one of the workspace, or for one that leads there.
    package func mayLeadToLookalikes(_ path: String) -> Bool {
        let parts = Layout.parts(path).map(Layout.folded)
        let root = Layout.parts(root).map(Layout.folded)
        guard parts.count > root.count else { return root.starts(with: parts) }
        return parts.count == root.count + 1 && parts.starts(with: root)
            && Layout.folderNames.contains(parts[root.count])
    }

    /// Whether such a disk takes one of two paths for the other, or for a folder on the way there.
    package static func mayMeet(_ path: String, _ other: String) -> Bool {
        zip(parts(path), parts(other)).allSatisfy { folded($0) == folded($1) }
    }

    /// Whether the parts of a path lead to where only governed files may lie, or stop on the way there.
    func isExactPlace(_ parts: [String]) -> Bool {
        Layout.isPlace(parts, Layout.parts(root)) { $0.isExactly($1) }
    }

    func isFoldedPlace(_ parts: [String]) -> Bool {
        Layout.isPlace(parts.map(Layout.folded), Layout.parts(root).map(Layout.folded)) { $0 == $1 }
    }

    private static func isPlace(_ parts: [String], _ root: [String], _ same: (String, String) -> Bool) -> Bool {
        if same(parts[0], settingsPath) { return true }
        guard zip(parts, root).allSatisfy(same) else { return false }
        let rest = parts.dropFirst(root.count)
        guard let first = rest.first else { return true }
        let isFolder = folderNames.contains { same($0, first) }
        guard rest.count > 1 else { return isFolder || isAliases(first) && isYAML(first) }
        return isFolder && isYAML(rest[rest.startIndex + 1])
    }

    /// By its name, which no hidden file has.
    private static func isYAML(_ name: String) -> Bool {
        name.utf8.first != UInt8(ascii: ".") && name.utf8.reversed().starts(with: suffix.utf8.reversed())
    }

    /// A name as such disks compare names. Compare with `==`, which goes by Unicode's canonical equivalence.
    ///
    /// It goes further than any one of them: what a disk may take for the same is the same here. Case is folded through
    /// capitals, so that `ﬀ` is `ff` and the Kelvin sign `k`; the Turkish letters count as `i`; what HFS+ ignores and
    /// what Windows leaves out at the end is left out.
    package static func folded(_ name: String) -> String {
        if isPlain(name.utf8) { return name }
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars where !isIgnored(scalar) { scalars.append(scalar) }
        let cased = String(scalars).lowercased().uppercased().lowercased()
        var folded = String.UnicodeScalarView()
        for scalar in cased.unicodeScalars {
            // `İ` is `i` with a dot above in small letters.
            if scalar == "\u{307}", folded.last == "i" { continue }
            folded.append(scalar)
        }
        while let last = folded.last, last == "." || last == " " { folded.removeLast() }
        return String(folded)
    }

    /// Whether a name is its own folded form for sure. Nearly all names are.
    package static func isPlain(_ name: some BidirectionalCollection<UInt8>) -> Bool {
        guard let last = name.last, last != UInt8(ascii: "."), last != UInt8(ascii: " ") else { return false }
        return name.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
    }

    /// What HFS+ leaves out when it compares names.
    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
        default: false
        }
    }

    static func parts(_ path: String) -> [String] {
        if path.isEmpty { return [] }
        return path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
