import SQL
import Spelling
import YAML

/// A405: a key whose values are made anew at every run, so that no row can be known again. It speaks of what a change
/// brings: what was so before is passed over.
struct UnstableKeyCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for model: Model) -> [Finding] {
        guard isFocused(.model(model.slug)), let before else { return [] }
        let old = before.model(model.slug)
        if old?.document.bytes == model.document.bytes { return [] }
        guard let cause = unstableKey(of: model, after) else { return [] }
        if let old {
            if unstableKey(of: old, before)?.key.text.lowercased() == cause.key.text.lowercased() { return [] }
        } else if before.models.values.contains(where: { scope.renamed($0.slug) == model.id }) {
            return []
        }
        let syncs = scope.syncs(using: model.slug)
        let effects = syncs.isEmpty ? ["No sync uses this model."] : WritingEffect.sentences(on: syncs)
        let lead =
            "Every row will count as new on every run: the primary key \(quoted(cause.key.text)) is generated anew each "
            + "time, by \(cause.words)."
        return [
            model.sourceFile.finding(
                .unstableKey, .warning, cause.key.range, ([lead] + effects).joined(separator: " "),
                help: "use a column that never changes for a row as the primary key", field: .keys("primaryKey"))
        ]
    }

    private func unstableKey(of model: Model, _ workspace: Workspace) -> (key: PlacedText, words: String)? {
        guard model.type?.text == "raw_sql", !model.primaryKey.isEmpty, let query = model.query?.placedText?.text else {
            return nil
        }
        // The manifest tells whose SQL it is, and nobody approves the manifest: what any warehouse makes anew counts.
        let told = ModelColumns.dialect(of: model.source?.text, workspace.connections)
        let dialects = [told] + SQL.Dialect.allCases.filter { $0 != told }
        let found = SQL.instability(ofOneAmong: model.primaryKey.map(\.text), in: query, dialects: dialects)
        return found.flatMap { found in
            model.primaryKey.first { $0.text == found.column }.map { ($0, found.cause) }
        }
    }
}
