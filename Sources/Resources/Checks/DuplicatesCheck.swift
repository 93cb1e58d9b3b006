import YAML

/// A402: a sync that writes to the same destination as before sends rows again that it has already sent.
struct DuplicatesCheck: ScopedCheck {
    let scope: CheckScope

    func finding(for sync: Sync, from old: Sync?) -> Finding? {
        guard let old else { return nil }
        // A sync that inserts needs no external id: one cause, one finding.
        return modeChange(of: sync, from: old) ?? externalIDChange(of: sync, from: old)
    }

    /// How little a mode takes account of the records that the destination already has.
    private func repetition(_ mode: String?) -> Int {
        switch mode {
        case "insert": 1
        case "all", "archive": 2
        default: 0
        }
    }

    private func modeChange(of sync: Sync, from old: Sync) -> Finding? {
        let (was, now) = (old.mode?.text.lowercased(), sync.mode?.text.lowercased())
        // An archive writes a new file each time: nothing lies there twice.
        guard let now, now != "archive", repetition(now) > repetition(was) else { return nil }
        let change = was.map { "changes from \(quoted($0)) to \(quoted(now))" } ?? "is now on \(quoted(now))"
        let effect =
            now == "all"
            ? "sends every row at every run, whether or not it changed"
            : "adds a record for each new row and never looks for one that is there"
        return sync.sourceFile.finding(
            .sentTwice, .warning, sync.mode?.range, "Expect duplicates: \(sync.id) \(change), which \(effect).",
            help: "make sure that \(scope.target(sync)) can have the same row more than once",
            field: .keys("config", "mode"))
    }

    private func externalIDChange(of sync: Sync, from old: Sync) -> Finding? {
        // What finds no record by it cannot fail to find one; another destination has no records yet (A403).
        guard sync.mode?.text.lowercased() != "all", !scope.goesElsewhere(sync, than: old) else { return nil }
        guard let was = ExternalID(old) else { return nil }
        let now = ExternalID(sync)
        // Another model may call the same column another name.
        let isSameModel = old.model?.text == sync.model?.text
        if let now, now.to.isExactly(was.to), now.isSameColumn(as: was) || !isSameModel { return nil }
        let node = sync.config?["externalIdMapping"]
        if now == nil, let node, !node.isNull { return nil }
        let change =
            now.map { now in
                now.to.isExactly(was.to)
                    ? "finds records by the column \(quoted(now.from)) instead of \(quoted(was.from))"
                    : "finds records by \(quoted(now.to)) instead of \(quoted(was.to))"
            } ?? "no longer finds records by \(quoted(was.to))"
        return sync.sourceFile.finding(
            .sentTwice, .warning, node?.range, "Expect duplicates: \(sync.id) \(change).",
            help: "\(scope.target(sync)) gets a new record for each row whose old one is not found that way",
            field: .keys("config", "externalIdMapping"))
    }

    /// How a row finds its record: a field of the destination, and the column that is compared with it.
    private struct ExternalID {
        let to: String
        let from: String

        /// Nil where there is none, or none that is understood.
        init?(_ sync: Sync) {
            guard let node = sync.config?["externalIdMapping"], let to = node["to"]?.placedText,
                let from = node["from"]?.placedText
            else { return nil }
            self.to = to.text
            self.from = from.text
        }

        /// Warehouses fold letter case.
        func isSameColumn(as other: ExternalID) -> Bool { from.lowercased() == other.from.lowercased() }
    }
}
