import YAML

/// A401: rows are identified by another key. The file is valid, but this is what an accident looks like.
struct PrimaryKeyCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for model: Model) -> [Finding] {
        guard isFocused(.model(model.slug)), let old = before?.model(model.slug), !old.primaryKey.isEmpty else {
            return []
        }
        let (was, now) = (old.primaryKey.map(\.text), model.primaryKey.map(\.text))
        guard was != now, !isSameColumn(was, now, model) else { return [] }
        let key = model.document.root?.entry("primaryKey")
        let change =
            now.isEmpty
            ? "the primary key \(inWords(was.map(quoted))) was removed"
            : "the primary key changed from \(inWords(was.map(quoted))) to \(inWords(now.map(quoted)))"
        let syncs = scope.syncs(using: model.slug)
        let effects = syncs.isEmpty ? ["No sync uses this model."] : WritingEffect.sentences(on: syncs)
        return [
            model.sourceFile.finding(
                .primaryKeyChanged, .warning, key?.value.range,
                (["Every row will count as new: \(change)."] + effects).joined(separator: " "),
                help: "Hightouch tells rows apart by this column alone; what was sent before is forgotten",
                field: .keys("primaryKey"))
        ]
    }

    /// Another letter case names the same column, unless the model has both.
    private func isSameColumn(_ was: [String], _ now: [String], _ model: Model) -> Bool {
        guard was.map({ $0.lowercased() }) == now.map({ $0.lowercased() }) else { return false }
        let names = Set(model.columns.known.map(\.name))
        return !zip(was, now).contains { $0 != $1 && names.contains($0) && names.contains($1) }
    }
}
