import YAML

/// A407: fields that a sync filled in before and no longer does.
struct MappingsCheck: ScopedCheck {
    let scope: CheckScope

    func finding(for sync: Sync, from old: Sync?) -> Finding? {
        guard let old else { return nil }
        // Another destination has other fields (A403); what sends every column needs no mappings.
        guard !scope.goesElsewhere(sync, than: old), !sync.sendsEveryColumn else { return nil }
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
