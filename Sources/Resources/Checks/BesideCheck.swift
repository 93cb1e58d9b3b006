/// A109: files that Git Sync reads beside the models and syncs of a workspace, and that nobody approves.
struct BesideCheck: ScopedCheck {
    let scope: CheckScope

    func findings() -> [Finding] {
        guard scope.focus == nil else { return [] }
        return after.files.beside.map(finding(for:))
    }

    private func finding(for beside: WorkspaceFiles.Beside) -> Finding {
        let things = beside.kind == .otherRoot ? "sync" : "file"
        let what = beside.files == 1 ? "1 \(things) that needs" : "\(beside.files) \(things)s that need"
        switch beside.kind {
        case .otherResources:
            return Finding(
                .notGoverned, .notice, path: beside.folder,
                message: "\(what) no approval: Assent reviews models and syncs only",
                help:
                    "anyone who may push to main can change what Git Sync reads there: protect \(beside.folder)/ on your git "
                    + "host, with required reviews or CODEOWNERS")
        case .otherRoot:
            let root = after.layout.root
            let own = root.isEmpty ? "the top of the repository" : "\(root)/"
            return Finding(
                .notGoverned, .warning, path: beside.folder,
                message: "\(what) no approval: the workspace's folder is \(own)",
                help: "if Git Sync writes there, make it the workspace's folder: assent settings root \(beside.folder)")
        }
    }
}
