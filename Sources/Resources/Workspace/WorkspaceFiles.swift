/// The files of one state of a workspace, as somebody read them: from a commit, or from the working tree.
///
/// Not everything need be here. A check of some files asks for those, the models of the syncs among them, the syncs of
/// the models among them, aliases, manifests and settings; names are always complete.
package struct WorkspaceFiles: Sendable {
    /// An entry directly in one of the workspace's folders, or in place of one, that is not a governed file.
    package struct Stray: Hashable, Sendable {
        /// From the top of the repository.
        package var path: String
        /// Nil: not read, because it cannot be a resource (a folder, a `.sql` file).
        package var file: FileText?

        package init(path: String, file: FileText?) {
            self.path = path
            self.file = file
        }
    }

    /// A folder of the workspace, or one that leads there, that is not as git writes folders.
    package struct BrokenFolder: Hashable, Sendable {
        /// Empty: the top of the repository.
        package var path: String
        /// `hightouch/models has two entries named "leads.yaml"`
        package var fault: String
        /// All programs read it the same.
        package var isHarmless: Bool

        package init(path: String, fault: String, isHarmless: Bool) {
            self.path = path
            self.fault = fault
            self.isHarmless = isHarmless
        }
    }

    package var layout: Layout
    /// What was read.
    package var files: [GovernedFile: FileText]
    /// All models that there are, read or not.
    package var modelSlugs: [String]
    /// All syncs that there are, read or not.
    package var syncSlugs: [String]
    /// False where it is known that no two names differ in letter case or Unicode form alone.
    package var mayNamesCollide = true
    /// By path.
    package var manifests: [String: FileText]
    package var strays: [Stray]
    package var brokenFolders: [BrokenFolder] = []
    /// Looked for only where everything is checked.
    package var beside: [Beside] = []
    /// The `.gitattributes` that hold for governed files, by path.
    package var attributes: [String: FileText] = [:]

    package init(
        layout: Layout, files: [GovernedFile: FileText] = [:], modelSlugs: [String] = [], syncSlugs: [String] = [],
        manifests: [String: FileText] = [:], strays: [Stray] = []
    ) {
        self.layout = layout
        self.files = files
        self.modelSlugs = modelSlugs
        self.syncSlugs = syncSlugs
        self.manifests = manifests
        self.strays = strays
    }

    /// For a workspace that is here as a whole: tells governed files, manifests and strays apart by their paths, and
    /// leaves out what is none of them.
    ///
    /// - Parameter entries: path and content of every entry of the repository that may matter.
    package init(layout: Layout, entries: some Sequence<(key: String, value: FileText)>) {
        self.init(layout: layout)
        for (path, file) in entries {
            if let governed = layout.file(at: path) {
                files[governed] = file
                switch governed {
                case .model(let slug): modelSlugs.append(slug)
                case .sync(let slug): syncSlugs.append(slug)
                case .settings, .columns, .aliases: break
                }
            } else if layout.isManifest(path) {
                manifests[path] = file
            } else if layout.ways.contains(where: { Layout.attributes(in: $0).isExactly(path) }) {
                attributes[path] = file
            } else if layout.mayBeStray(path) {
                strays.append(Stray(path: path, file: file))
            }
        }
        beside = Self.beside(entries.lazy.map(\.key), in: layout)
        modelSlugs.sort { $0.isExactlyBefore($1) }
        syncSlugs.sort { $0.isExactlyBefore($1) }
        strays.sort { $0.path.isExactlyBefore($1.path) }
    }
}

extension Layout {
    /// Whether an entry at this path, not governed as a file, is one that checks look at: directly in `models`, `syncs`
    /// or `columns`, or in place of a folder of the workspace.
    package func mayBeStray(_ path: String) -> Bool {
        if file(at: path) != nil { return false }
        if isGoverned(path) { return true }
        return folders.contains { folder in
            guard folder != root, path.hasPrefix(folder + "/") else { return false }
            return !path.dropFirst(folder.count + 1).contains("/")
        }
    }
}
