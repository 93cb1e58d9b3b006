/// Where the files of a workspace lie in its repository (format.md). Exactly the files named there, directly in their
/// folders, are governed; dbt files that share the folders are not.
package struct Layout: Hashable, Sendable {
    /// The workspace's folder, relative to the top of the repository; empty for the top itself.
    package let root: String

    /// The name of the settings file, always at the top of the repository.
    package static let settingsPath = "assent.yaml"

    /// - Parameter root: as in the settings; `.`, `./x`, `x/` and doubled slashes are brought to one form.
    package init(root: String = "") {
        let parts = root.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        self.root = parts.filter { $0 != "." }.joined(separator: "/")
    }

    /// Whether `root` may stand in the settings: below the repository's top, not in `.git`, no control characters.
    package static func accepts(root: String) -> Bool {
        guard !root.isEmpty, !root.hasPrefix("/") else { return false }
        let isPlain = root.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control && $0 != "\\" && $0 != "\u{FFFD}"
        }
        let parts = root.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        return isPlain && parts.allSatisfy { $0 != ".." && $0.lowercased() != ".git" }
    }

    /// The folders that hold governed files, the root (if it is not the top) first.
    package var folders: [String] {
        (root.isEmpty ? [] : [root]) + Layout.folderNames.map(path(inRoot:))
    }

    /// All that is governed lies at or beneath these.
    package var places: [String] { root.isEmpty ? [""] : [Layout.settingsPath, root] }

    /// The folders that have to be read to come to governed files, from the top of the repository (empty) on.
    package var ways: [String] {
        let parts = root.split(separator: "/")
        return (0..<max(parts.count, 1)).map { parts.prefix($0).joined(separator: "/") } + folders
    }

    /// The files of attributes that hold for governed files: beside them, and above.
    package static func attributes(in folder: String) -> String {
        folder.isEmpty ? ".gitattributes" : "\(folder)/.gitattributes"
    }

    /// Whether a path is one of them.
    package func isAttributes(_ path: String) -> Bool {
        ways.contains { Layout.attributes(in: $0).isExactly(path) }
    }

    /// Whether this is one of the folders that hold models, syncs and columns.
    package func isExactlyResources(_ folder: String) -> Bool {
        Layout.folderNames.contains { path(inRoot: $0).isExactly(folder) }
    }

    static let folderNames = ["models", "syncs", "columns"]
    static let suffix = ".yaml"

    /// The path of something that lies directly in the workspace's folder.
    package func path(inRoot name: String) -> String { root.isEmpty ? name : "\(root)/\(name)" }

    /// The governed file at a path of the repository; `nil` if the path holds none.
    package func file(at path: String) -> GovernedFile? {
        if path.isExactly(Layout.settingsPath) { return .settings }
        guard let (folder, name) = yaml(at: path) else { return nil }
        switch folder {
        case nil: return ResourceID.isSlug(name) && Layout.isAliases(name) ? .aliases(name) : nil
        case let folder?:
            guard let slug = Layout.slug(ofFile: name) else { return nil }
            switch folder {
            case "models": return .model(slug)
            case "syncs": return .sync(slug)
            case "columns": return .columns(slug)
            default: return nil
            }
        }
    }

    /// The slug of a file directly in one of the folders, by its name; `nil` if no resource can have it.
    package static func slug(ofFile name: String) -> String? {
        slug(ofFile: Array(name.utf8))
    }

    /// The same of a name as git has it. Folders have thousands: what is not plain text is looked at more closely.
    package static func slug(ofFile name: [UInt8]) -> String? {
        name.withUnsafeBufferPointer { name in
            let length = name.count - suffix.utf8.count
            guard length > 0, name[length...].elementsEqual(suffix.utf8) else { return nil }
            let slug = String(decoding: name[..<length], as: UTF8.self)
            return ResourceID.isSlug(slug) ? slug : nil
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
        guard let (folder, name) = yaml(at: path), folder == nil else { return false }
        return name.utf8.starts(with: "manifest-".utf8) && ResourceID.isSlug(name)
    }

    /// `sync/leads-to-crm`, or the path of a file that is not a resource.
    package func resourceName(at path: String) -> String { file(at: path)?.resource?.description ?? path }

    /// Whether a file or link at this path is governed: a governed file, or something that stands where only governed
    /// files may. That is a YAML file directly in one of the folders whose name no resource can have, and whatever
    /// takes the place of the root, of a prefix of it, of one of the folders or of a governed file, also where letter
    /// case and Unicode form do not count. Where `file(at:)` is `nil` and this is `true`, nothing may be published.
    package func isGoverned(_ path: String) -> Bool {
        if file(at: path) != nil { return true }
        let parts = Layout.parts(path)
        return !parts.isEmpty && (isExactPlace(parts) || isFoldedPlace(parts))
    }

    /// Whether what changed at a path is a governed file, or takes a place where only those may be. What only took such
    /// a place may go: that is how it is mended.
    package func isGoverned(changed path: String, isThere: Bool) -> Bool {
        file(at: path) != nil || isThere && isGoverned(path)
    }

    static func isAliases(_ name: String) -> Bool { name.utf8.starts(with: "aliases-".utf8) }

    /// The folder (`nil`: the root itself) and name of a path that names a YAML file directly in the root or in a
    /// folder of it; hidden files are none. By bytes: a letter may join with the slash before it to what Swift calls
    /// one character.
    private func yaml(at path: String) -> (folder: String?, name: String)? {
        var rest = path.utf8[...]
        if !root.isEmpty {
            guard rest.starts(with: "\(root)/".utf8) else { return nil }
            rest = rest.dropFirst(root.utf8.count + 1)
        }
        let parts = rest.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let name = parts.last, parts.count <= 2, name.first != UInt8(ascii: "."),
            name.reversed().starts(with: Layout.suffix.utf8.reversed())
        else { return nil }
        let folder = parts.count == 2 ? String(decoding: parts[0], as: UTF8.self) : nil
        return (folder, String(decoding: name, as: UTF8.self))
    }
}
