import YAML

/// A402, A404 and A407: a sync goes where it went, and does something else there.
///
/// What a new sync does is reviewed as a whole, field by field, so only one thing is a risk in it: that it takes away what
/// lies at its destination already.
struct WritingCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for sync: Sync) -> [Finding] {
        guard before != nil, !scope.isAsItWas(sync) else { return [] }
        let old = scope.predecessor(of: sync)
        let removal = removalChange(of: sync, from: old)
        guard let old else { return [removal].compactMap { $0 } }
        // Who inserts needs no external id: one cause, one finding.
        let duplicates = modeChange(of: sync, from: old) ?? externalIDChange(of: sync, from: old)
        return [duplicates, removal, mappingsRemoved(from: sync, old)].compactMap { $0 }
    }

    private func goesElsewhere(_ sync: Sync, than old: Sync) -> Bool {
        guard let before, let was = old.destination, let now = sync.destination else { return true }
        return !before.connections.resolve(was.text, .destination)
            .isExactly(after.connections.resolve(now.text, .destination))
    }

    // MARK: A402

    /// How little a way of writing looks at what the destination has already.
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
        guard sync.mode?.text.lowercased() != "all", !goesElsewhere(sync, than: old) else { return nil }
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

    // MARK: A404

    /// What a sync takes away at its destination, from little to much.
    private enum Removal: Int {
        case nothing, fields, visibility, records, strangers

        init(_ sync: Sync?) {
            let deletion = sync?.config?["deleteMode"]?.anyText ?? ""
            let word = String(deletion.lowercased().filter { $0.isLetter })
            // A mirror also takes away what it did not bring.
            if sync?.mode?.text.lowercased() == "mirror" {
                self = .strangers
            } else {
                switch word {
                case "", "none", "nothing", "donothing", "noop", "noaction", "ignore", "keep", "never", "no", "off",
                    "false", "disabled", "skip":
                    self = .nothing
                case "clear", "clearfields", "clearfield", "null", "nullify", "setnull", "unset", "reset":
                    self = .fields
                case "archive", "softdelete", "soft", "deactivate", "suspend", "disable", "unsubscribe":
                    self = .visibility
                default: self = .records
                }
            }
        }

        /// What comes of it, before a colon, and after the name of the destination.
        func words(_ model: String) -> (effect: String, consequence: String) {
            switch self {
            case .nothing: ("", "")
            case .fields: ("Fields will be emptied", "loses the values of what leaves \(model)")
            case .visibility: ("Records will be archived", "sets aside what leaves \(model)")
            case .records: ("Records will be deleted", "loses what leaves \(model)")
            case .strangers: ("Records will be deleted", "loses whatever \(model) does not return")
            }
        }
    }

    private func removalChange(of sync: Sync, from old: Sync?) -> Finding? {
        let (was, now) = (Removal(old), Removal(sync))
        guard now.rawValue > was.rawValue else { return nil }
        let key = now == .strangers ? "mode" : "deleteMode"
        let node = sync.config?[key]
        let words = now.words(sync.model.map { "model/\($0.text)" } ?? "its model")
        let value = "\(key) \(quoted(node?.anyText ?? ""))"
        return sync.sourceFile.finding(
            .deletes, .warning, node?.range,
            "\(words.effect): \(sync.id) \(old == nil ? "is new, with" : "gets") \(value), so \(scope.target(sync)) "
                + "\(words.consequence).",
            help: "a query that returns too few rows, even once, then deletes there; this cannot be taken back",
            field: .keys("config", key))
    }

    // MARK: A407

    private func mappingsRemoved(from sync: Sync, _ old: Sync) -> Finding? {
        // Another destination has other fields (A403); what sends every column needs no mappings.
        guard !goesElsewhere(sync, than: old), !sync.sendsEveryColumn else { return nil }
        let kept = Set(sync.mappedFields.map(ExactText.init))
        let gone = old.mappedFields.filter { !kept.contains(ExactText($0)) }
        guard !gone.isEmpty else { return nil }
        let node = sync.config?["mappings"] ?? sync.config?["customMappings"]
        return sync.sourceFile.finding(
            .fieldsChanged, .warning, node.flatMap { $0.items?.first?.range },
            "\(gone.count == 1 ? "A field is" : "Fields are") no longer filled in: \(sync.id) drops the "
                + "\(gone.count == 1 ? "mapping" : "mappings") to \(inWords(shortened(gone.map(quoted)))).",
            help: "\(scope.target(sync)) keeps the old values, and nothing brings them up to date",
            field: .keys("config", "mappings"))
    }
}
