import YAML

extension WorkspaceFiles {
    /// Nearly all names are in small letters, and differ as they are.
    package static func mayCollide(_ slugs: [String]) -> Bool {
        slugs.contains { !Layout.isPlain($0.utf8) }
    }
}

/// A105: files in the folders that have a wrong name, or one too much like another.
struct NameCheck: ScopedCheck {
    let scope: CheckScope

    func findings() -> [Finding] {
        collisions(of: after.files.modelSlugs, { .model($0) }) + collisions(of: after.files.syncSlugs, { .sync($0) })
            + after.files.strays.compactMap(finding(for:)) + after.files.brokenFolders.map(finding(for:))
    }

    private func finding(for broken: WorkspaceFiles.BrokenFolder) -> Finding {
        Finding(
            .misplacedFile, broken.isHarmless ? .notice : .error, path: broken.path.isEmpty ? "." : broken.path,
            message: broken.fault,
            help: broken.isHarmless
                ? "an old program wrote it: the next change in this folder fixes it"
                : "git never writes such a folder, and programs read different files in it: the next change in this "
                    + "folder fixes it")
    }

    /// On the disks of many people the two files are one.
    private func collisions(of slugs: [String], _ file: (String) -> GovernedFile) -> [Finding] {
        guard after.files.mayNamesCollide, WorkspaceFiles.mayCollide(slugs) else { return [] }
        let focused = scope.focus.map { Set($0.compactMap { ($0.resource?.slug).map(Layout.folded) }) }
        let compared = slugs.filter { focused?.contains(Layout.folded($0)) ?? true }
        let groups = Dictionary(grouping: compared, by: Layout.folded).values.filter { $0.count > 1 }
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
        let layout = after.layout
        if layout.isGoverned(stray.path), !isOnlyMisnamed(stray.path) {
            let isFolder = layout.ways.contains { $0.isExactly(stray.path) }
            let message =
                if isFolder {
                    "there is \(file.isRegular ? "a file" : "a link") where a folder of the workspace should be"
                } else if layout.isLookalike(stray.path) {
                    "on systems that ignore letter case or Unicode form, this replaces a file or folder of the workspace"
                } else {
                    "no model or sync can have this name"
                }
            return Finding(
                .misplacedFile, .error, path: stray.path, message: message,
                help: isFolder
                    ? "what it points to is not reviewed: remove it"
                    : "nobody reviews it, and on macOS and Windows it may overwrite what is reviewed: remove it")
        }
        guard scope.focus == nil else { return nil }
        return Finding.stray(file, at: stray.path, in: layout)
    }

    /// `leads.YAML` in a folder of the workspace, where there is no `leads.yaml`.
    private func isOnlyMisnamed(_ path: String) -> Bool {
        guard after.layout.isLookalike(path), let kind = strayKind(path) else { return false }
        let name = Layout.parts(path).last ?? path
        let slugs = kind == .model ? after.files.modelSlugs : after.files.syncSlugs
        return !slugs.contains { Layout.folded("\($0).yaml") == Layout.folded(name) }
    }

    private func strayKind(_ path: String) -> ResourceKind? { after.layout.folderKind(of: path) }
}
