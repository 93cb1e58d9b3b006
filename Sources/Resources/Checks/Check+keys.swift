import SQL
import Spelling
import YAML

/// A405 and A408: rows that nobody can know again. A401 says what a changed key does; this is about keys that are none.
/// Both speak of what a change brings, so what was so before is passed over.
extension Check {
    // MARK: A405

    func unstableKeys(of model: Model) -> [Finding] {
        guard isFocused(.model(model.slug)), let before else { return [] }
        let old = before.model(model.slug)
        if old?.document.bytes == model.document.bytes { return [] }
        guard let cause = unstableKey(of: model, after) else { return [] }
        if let old {
            if unstableKey(of: old, before)?.key.text.lowercased() == cause.key.text.lowercased() { return [] }
        } else if before.models.values.contains(where: { renamed($0.slug) == model.id }) {
            return []
        }
        let syncs = syncs(using: model.slug)
        let effects = syncs.isEmpty ? ["No sync uses this model."] : effects(on: syncs)
        let lead =
            "Every row will count as new at every run: the primary key \(quoted(cause.key.text)) is made anew each "
            + "time, by \(cause.words)."
        return [
            source(of: model).finding(
                .unstableKey, .warning, cause.key.range, ([lead] + effects).joined(separator: " "),
                help: "take a column that a row keeps for life as the primary key", field: .keys("primaryKey"))
        ]
    }

    private func unstableKey(of model: Model, _ workspace: Workspace) -> (key: PlacedText, words: String)? {
        guard model.type?.text == "raw_sql", !model.primaryKey.isEmpty, let query = model.query?.placedText?.text else {
            return nil
        }
        // The manifest tells whose SQL it is, and nobody approves the manifest: what any warehouse makes anew counts.
        let told = ModelColumns.dialect(of: model.source?.text, workspace.connections)
        for dialect in [told] + SQL.Dialect.allCases.filter({ $0 != told }) {
            let unstable = SQL.unstableColumns(of: query, dialect: dialect)
            for key in model.primaryKey {
                if let words = unstable[key.text.asciiLowercased] { return (key, words) }
            }
        }
        return nil
    }

    // MARK: A408

    /// Ways of writing that tell rows apart: the primary key says which rows are new since the last run, which changed
    /// and which are gone. `insert` is among them, for it sends what is new.
    ///
    /// `all` and `archive` send everything each time and compare nothing. Of messages, and of destinations that know no
    /// mode, it depends on settings that are theirs alone: nothing is said.
    private static let comparing = [
        "insert": "inserts", "upsert": "upserts", "update": "updates", "mirror": "mirrors", "diff": "sends differences",
    ]

    func missingKey(of sync: Sync) -> [Finding] {
        guard let before, let reference = sync.model, let model = after.model(reference.text), isKeyless(model),
            let mode = sync.mode, let verb = Check.comparing[mode.text.lowercased()]
        else { return [] }
        // The model as it was; one that is not in focus did not change.
        let past = isFocused(.model(model.slug)) ? before.model(model.slug) : model
        // The key was taken away, which says it of every sync (A401).
        if let past, !past.primaryKey.isEmpty { return [] }
        if let old = predecessor(of: sync), let was = old.mode?.text.lowercased(), Check.comparing[was] != nil,
            let model = old.model?.text, model.isExactly(reference.text) || renamed(model) == .model(reference.text),
            past != nil || renamed(model) != nil
        {
            return []
        }
        let effect = ["insert", "upsert"].contains(mode.text.lowercased()) ? ", so expect duplicates" : ""
        return [
            source(of: sync).finding(
                .missingKey, .warning, mode.range,
                "Rows cannot be told apart: \(model.id) has no primary key, and \(sync.id) \(verb)\(effect).",
                help: "name the column in the model's primaryKey that no two rows share and that a row keeps for life",
                field: .keys("config", "mode"))
        ]
    }

    /// Certain to have no key: a kind of model that is not known here may take it from elsewhere.
    private func isKeyless(_ model: Model) -> Bool {
        guard let type = model.type?.text, Model.queryKey(ofType: type) != nil else { return false }
        guard let key = model.document.root?["primaryKey"] else { return true }
        return key.isNull || key.scalar?.text.isEmpty ?? key.items?.isEmpty ?? false
    }

    // MARK: A407

    /// Columns that come and go beneath syncs which send them all.
    func columnsChange(of model: Model) -> [Finding] {
        guard isFocused(model: model.slug), let old = before?.model(model.slug), let was = old.columns.all,
            let now = model.columns.all
        else { return [] }
        let syncs = syncs(using: model.slug).filter(\.sendsEveryColumn)
        guard !syncs.isEmpty else { return [] }
        let come = now.map(\.name).filter { !old.columnNames.has($0) }
        let gone = was.map(\.name).filter { !model.columnNames.has($0) }
        guard !(come.isEmpty && gone.isEmpty) else { return [] }
        func words(_ names: [String], _ one: String, _ several: String) -> [String] {
            names.isEmpty ? [] : ["\(inWords(shortened(names.map(quoted)))) \(names.count == 1 ? one : several)"]
        }
        let changes = inWords(words(come, "comes", "come") + words(gone, "goes", "go"))
        let names = syncs.map { $0.id.description + ($0.isPaused ? " (paused)" : "") }
        let key = model.type.flatMap { Model.queryKey(ofType: $0.text) }.flatMap { model.document.root?.entry($0)?.key }
        return [
            source(of: model).finding(
                .fieldsChanged, .warning, isFocused(.model(model.slug)) ? key?.range : nil,
                "Other fields will be sent: \(changes), and \(inWords(shortened(names))) "
                    + "\(syncs.count == 1 ? "sends" : "send") every column of this model.",
                help: "autoSyncColumns has no list of what may go there: make sure that everybody may see the new ones"
            )
        ]
    }
}
