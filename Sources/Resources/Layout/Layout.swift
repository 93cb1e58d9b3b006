/// Where the files of a workspace lie in its repository (format.md). Exactly the files named there, directly in their
/// folders, are governed; dbt files that share the folders are not.
package struct Layout: Hashable, Sendable {
    /// The workspace's folder, relative to the top of the repository; empty for the top itself.
    package let root: String

    /// The name of the settings file, always at the top of the repository.
    package static let settingsPath = "assent.yaml"

    /// - Parameter root: as in the settings; `.`, `./x`, `x/` and doubled slashes are brought to one form.
    package init(root: String = "") {
        let parts = root.split(separator: "/").filter { $0 != "." }
        self.root = parts.joined(separator: "/")
    }

    /// Whether `root` may stand in the settings: below the repository's top, not in `.git`, no control characters.
    package static func accepts(root: String) -> Bool {
        guard !root.isEmpty, !root.hasPrefix("/") else { return false }
        let isPlain = root.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != "\\" }
        return isPlain && root.split(separator: "/").allSatisfy { $0 != ".." && $0.lowercased() != ".git" }
    }

    /// The folders that hold governed files, the root (if it is not the top) first.
    package var folders: [String] {
        (root.isEmpty ? [] : [root]) + Layout.folderNames.map(path(inRoot:))
    }

    private static let folderNames = ["models", "syncs", "columns"]
    private static let suffix = ".yaml"

    /// The path of something that lies directly in the workspace's folder.
    package func path(inRoot name: String) -> String { root.isEmpty ? name : "\(root)/\(name)" }

    /// The governed file at a path of the repository; `nil` if the path holds none.
    package func file(at path: String) -> GovernedFile? {
        if path.isExactly(Layout.settingsPath) { return .settings }
        guard let inside = pathInRoot(path), inside.hasSuffix(Layout.suffix) else { return nil }
        let parts = inside.split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            return inside.hasPrefix("aliases-") && ResourceID.isSlug(inside) ? .aliases(inside) : nil
        case 2:
            let slug = String(parts[1].dropLast(Layout.suffix.count))
            guard ResourceID.isSlug(slug) else { return nil }
            switch parts[0] {
            case "models": return .model(slug)
            case "syncs": return .sync(slug)
            case "columns": return .columns(slug)
            default: return nil
            }
        default: return nil
        }
    }

    /// Where a governed file lies in the repository.
    package func path(of file: GovernedFile) -> String {
        switch file {
        case .settings: Layout.settingsPath
        case .model(let slug): path(inRoot: "models/\(slug).yaml")
        case .sync(let slug): path(inRoot: "syncs/\(slug).yaml")
        case .columns(let slug): path(inRoot: "columns/\(slug).yaml")
        case .aliases(let name): path(inRoot: name)
        }
    }

    /// Whether the path holds a manifest (`manifest-*.yaml` in the root): read, not governed.
    package func isManifest(_ path: String) -> Bool {
        guard let name = pathInRoot(path) else { return false }
        return name.hasPrefix("manifest-") && name.hasSuffix(Layout.suffix) && ResourceID.isSlug(name)
    }

    /// Whether a file or link at this path is governed: a governed file, or something that takes the place of the root,
    /// of a prefix of it, or of one of the folders, in any letter case.
    package func isGoverned(_ path: String) -> Bool {
        if file(at: path) != nil { return true }
        let folded = path.lowercased()
        return folders.contains { folder in
            let folder = folder.lowercased()
            return folder == folded || folder.hasPrefix(folded + "/")
        }
    }

    private func pathInRoot(_ path: String) -> String? {
        if root.isEmpty { return path }
        guard path.utf8.starts(with: "\(root)/".utf8) else { return nil }
        return String(decoding: path.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
    }
}
