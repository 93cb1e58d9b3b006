package import Resources

extension Words {
    /// That nobody reviews what lies beside models and syncs: `hightouch/audiences (3 files) needs no approval here`.
    package init?(beside folders: [WorkspaceFiles.Beside]) {
        if folders.isEmpty { return nil }
        let names = folders.map { "\($0.folder) (\(counted($0.files, "file")))" as Words }.inWords(limit: 4)
        self =
            "\(names) \(folders.count == 1 ? "needs" : "need") no approval: Assent reviews models and syncs only. What to do about it:\u{A0} \(Words.command("assent check --all"))"
    }

    /// That files cannot be saved, and why: `models/a\tb.yaml cannot be saved: no model or sync can have this name`.
    init?(misnamed paths: [String]) {
        if paths.isEmpty { return nil }
        let names = paths.map { Words($0) }.inWords(limit: 5)
        self = "\(names) cannot be saved: no model or sync can have \(paths.count == 1 ? "this name" : "these names")"
    }
}
