import YAML

/// A407: columns that come and go beneath syncs which send them all.
struct SentColumnsCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for model: Model) -> [Finding] {
        guard isFocused(model: model.slug), let old = before?.model(model.slug), let was = old.columns.all,
            let now = model.columns.all
        else { return [] }
        let syncs = scope.syncs(using: model.slug).filter(\.sendsEveryColumn)
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
            model.sourceFile.finding(
                .fieldsChanged, .warning, isFocused(.model(model.slug)) ? key?.range : nil,
                "Other fields will be sent: \(changes), and \(inWords(shortened(names))) "
                    + "\(syncs.count == 1 ? "sends" : "send") every column of this model.",
                help: "autoSyncColumns sends every column: make sure that everybody there may see the new ones"
            )
        ]
    }
}
