extension Words {
    /// That files cannot be saved, and why: `models/a\tb.yaml cannot be saved: no model or sync can have this name`.
    init?(misnamed paths: [String]) {
        if paths.isEmpty { return nil }
        let names = paths.map { Words($0) }.inWords(limit: 5)
        self = "\(names) cannot be saved: no model or sync can have \(paths.count == 1 ? "this name" : "these names")"
    }
}
