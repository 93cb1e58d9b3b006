/// A model as another draft would leave it: what a sync may be waiting for (flows.md, F6).
package struct DraftModel: Sendable {
    /// The branch: `draft/ana/leads`.
    package var draft: String
    package let model: Model

    package init(draft: String, model: Model) {
        self.draft = draft
        self.model = model
    }

    package var slug: String { model.slug }

    /// Whether the column is there, as far as is known.
    func surelyHas(_ column: String) -> Bool { model.columnNames.areAll && model.columnNames.has(column) }
}
