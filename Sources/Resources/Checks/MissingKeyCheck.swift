import YAML

/// A408: a sync that tells rows apart, on a model that has no key. It speaks of what a change brings: what was so
/// before is passed over.
struct MissingKeyCheck: ScopedCheck {
    let scope: CheckScope

    /// Ways of writing that tell rows apart: the primary key says which rows are new since the last run, which changed
    /// and which are gone. `insert` is among them, for it sends what is new.
    ///
    /// `all` and `archive` send everything each time and compare nothing. Of messages, and of destinations that know no
    /// mode, it depends on settings that are theirs alone: nothing is said.
    private static let comparing = [
        "insert": "inserts", "upsert": "upserts", "update": "updates", "mirror": "mirrors", "diff": "sends differences",
    ]

    func findings(for sync: Sync) -> [Finding] {
        guard let before, let reference = sync.model, let model = after.model(reference.text), isKeyless(model),
            let mode = sync.mode, let verb = Self.comparing[mode.text.lowercased()]
        else { return [] }
        // The model as it was; one that is not in focus did not change.
        let past = isFocused(.model(model.slug)) ? before.model(model.slug) : model
        // The key was taken away, which says it of every sync (A401).
        if let past, !past.primaryKey.isEmpty { return [] }
        if let old = scope.predecessor(of: sync), let was = old.mode?.text.lowercased(), Self.comparing[was] != nil,
            let model = old.model?.text,
            model.isExactly(reference.text) || scope.renamed(model) == .model(reference.text),
            past != nil || scope.renamed(model) != nil
        {
            return []
        }
        let effect = ["insert", "upsert"].contains(mode.text.lowercased()) ? ", so expect duplicates" : ""
        return [
            sync.sourceFile.finding(
                .missingKey, .warning, mode.range,
                "Rows cannot be told apart: \(model.id) has no primary key, and \(sync.id) \(verb)\(effect).",
                help: "set the model's primaryKey to a column that no two rows share and that never changes for a row",
                field: .keys("config", "mode"))
        ]
    }

    /// Certain to have no key: a kind of model that is not known here may take it from elsewhere.
    private func isKeyless(_ model: Model) -> Bool {
        guard let type = model.type?.text, Model.queryKey(ofType: type) != nil else { return false }
        guard let key = model.document.root?["primaryKey"] else { return true }
        return key.isNull || key.scalar?.text.isEmpty ?? key.items?.isEmpty ?? false
    }
}
