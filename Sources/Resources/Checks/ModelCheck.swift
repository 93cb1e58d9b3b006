import Spelling
import YAML

/// What is wrong with a model by itself: A301, A203.
struct ModelCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for model: Model) -> [Finding] {
        guard let root = model.document.root, root.entries != nil else {
            return isFocused(.model(model.slug)) ? [model.sourceFile.notAMap("model")] : []
        }
        return (isFocused(.model(model.slug)) ? shapeFindings(for: model, root) : []) + primaryKeyFindings(for: model)
    }

    // MARK: A301

    private func shapeFindings(for model: Model, _ root: Node) -> [Finding] {
        let source = model.sourceFile
        return ShapeCheck.findings(in: source, root, .map(Model.shape), .wrongShape)
            + (model.inlineColumns.map { ColumnsFileCheck.repeated($0, at: .keys("columns"), source) } ?? [])
    }

    private func primaryKeyFindings(for model: Model) -> [Finding] {
        let names = model.columnNames
        let missing = model.primaryKey.filter { !names.mayHave($0.text) }
        return model.sourceFile.findings(forEach: missing, .unknownColumn, .error) { key in
            model.sourceFile.finding(
                .unknownColumn, .error, key.range, "primaryKey names a column that \(model.id) does not have",
                near: nearest(key.text, among: model.columns.known.prefix(1000).map(\.name)),
                help: model.columnsInWords,
                field: .keys("primaryKey"))
        }
    }
}
