import YAML

extension WorkspaceFiles {
    /// Nearly all names are in small letters, and differ as they are.
    package static func mayCollide(_ slugs: [String]) -> Bool {
        slugs.contains { !$0.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) } }
    }
}

extension Check {
    /// A105: what stands in the folders under a wrong name, or under a name too like another.
    func nameFindings() -> [Finding] {
        collisions(of: after.files.modelSlugs, { .model($0) }) + collisions(of: after.files.syncSlugs, { .sync($0) })
            + after.files.strays.compactMap(finding(for:))
    }

    /// On the disks of many people the two files are one.
    private func collisions(of slugs: [String], _ file: (String) -> GovernedFile) -> [Finding] {
        guard after.files.mayNamesCollide, WorkspaceFiles.mayCollide(slugs) else { return [] }
        // Swift compares text by what it shows, not by its Unicode form.
        let focused = focus.map { Set($0.compactMap { $0.resource?.slug.lowercased() }) }
        let compared = slugs.filter { focused?.contains($0.lowercased()) ?? true }
        let groups = Dictionary(grouping: compared) { $0.lowercased() }.values.filter { $0.count > 1 }
        return groups.compactMap { group in
            let files = group.sorted { $0.isExactlyBefore($1) }.map(file)
            guard files.contains(where: isFocused), let last = files.last else { return nil }
            let others = files.dropLast().map { after.layout.path(of: $0) }
            let isCase = Set(group.map { $0.lowercased().utf8.map { $0 } }).count == 1
            return Finding(
                .misplacedFile, .error, resource: last.resource, path: after.layout.path(of: last),
                message: "the name differs from \(inWords(others)) only in \(isCase ? "letter case" : "Unicode form")",
                help: "on macOS and Windows the two are one file, and one overwrites the other: rename one of them")
        }
    }

    private func finding(for stray: WorkspaceFiles.Stray) -> Finding? {
        guard let file = stray.file else { return nil }
        if after.layout.isGoverned(stray.path) {
            let isFolder = after.layout.folders.contains { $0.isExactly(stray.path) }
            return Finding(
                .misplacedFile, .error, path: stray.path,
                message: isFolder
                    ? "\(file.isRegular ? "a file" : "a link") stands where a folder of the workspace must be"
                    : "the name is taken for a folder of the workspace where letter case does not count",
                help: "what lies behind it is not reviewed: take it away")
        }
        guard focus == nil, file.isRegular, let kind = strayKind(stray.path) else { return nil }
        return reads(file, as: kind) ? looksLike(kind, stray) : nil
    }

    private func looksLike(_ kind: ResourceKind, _ stray: WorkspaceFiles.Stray) -> Finding {
        let name = stray.path.split(separator: "/").last.map(String.init) ?? stray.path
        let slug = name.drop { $0 == "." }.prefix { $0 != "." }
        return Finding(
            .misplacedFile, .warning, path: stray.path,
            message: "this reads like a \(kind.rawValue), but \(kind.rawValue)s are files named <slug>.yaml",
            help: "nobody reviews it, and Git Sync does not read it: rename it to \(slug).yaml, or take it away")
    }

    private func strayKind(_ path: String) -> ResourceKind? {
        ResourceKind.allCases.first { path.hasPrefix(after.layout.path(inRoot: $0.folder) + "/") }
    }

    /// Whether a file has the keys that every model, or every sync, has: dbt's own files never do.
    private func reads(_ file: FileText, as kind: ResourceKind) -> Bool {
        guard file.bytes.count <= 1 << 20 else { return false }
        guard let root = Document(file.bytes).root else { return false }
        let keys = kind == .model ? ["name", "source", "type"] : ["model", "destination", "schedule"]
        return keys.allSatisfy { root[$0] != nil }
    }
}
