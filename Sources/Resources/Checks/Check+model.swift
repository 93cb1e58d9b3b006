import Spelling
import YAML

extension Check {
    func source(of model: Model) -> SourceFile {
        SourceFile(path: model.path, resource: model.id, document: model.document)
    }

    /// What is wrong with a model by itself, and with what it refers to.
    func findings(for model: Model) -> [Finding] {
        let syncs = syncs(using: model.slug)
        let unknown = unknownColumns(of: model)?.finding(
            takenBy: syncs.filter { !usesOnly(model.columnNames, $0) }.map(\.id.description))
        return ownFindings(for: model) + [unknown].compactMap { $0 }
    }

    /// But for what depends on which syncs use it.
    func ownFindings(for model: Model) -> [Finding] {
        guard let root = model.document.root, root.entries != nil else {
            guard isFocused(.model(model.slug)) else { return [] }
            return [notAMap(source(of: model), model.document.root, "model")]
        }
        var findings: [Finding] = []
        if isFocused(.model(model.slug)) { findings += shapeFindings(for: model, root) + sourceFindings(for: model) }
        return findings + primaryKeyFindings(for: model) + primaryKeyChange(of: model) + unstableKeys(of: model)
            + columnsChange(of: model)
    }

    func notAMap(_ source: SourceFile, _ root: Node?, _ kind: String) -> Finding {
        let what = root.map { "the file is \($0.kindInWords)" } ?? "the file is empty"
        return source.finding(.wrongShape, .error, root?.range, "\(what), not a \(kind)")
    }

    // MARK: A301

    private func shapeFindings(for model: Model, _ root: Node) -> [Finding] {
        let source = source(of: model)
        return ShapeCheck.findings(in: source, root, .map(Model.shape), .wrongShape)
            + (model.inlineColumns.map { repeatedColumns($0, at: .keys("columns"), source) } ?? [])
    }

    /// Two columns of one name.
    private func repeatedColumns(_ list: Node, at path: FieldPath, _ source: SourceFile) -> [Finding] {
        var seen: [ExactText: Int] = [:]
        let repeated = (list.items ?? []).enumerated().compactMap { index, item -> (Int, PlacedText, first: Int)? in
            guard let name = item["name"]?.placedText,
                let first = seen.updateValue(name.range.start.line, forKey: ExactText(name.text))
            else { return nil }
            return (index, name, first)
        }
        return source.findings(forEach: repeated, .wrongShape, .error) { index, name, first in
            source.finding(
                .wrongShape, .error, name.range, "the column \(name.text) is listed twice",
                label: "first on line \(first)", field: path.appending(.index(index)))
        }
    }

    // MARK: A202, A203

    func sourceFindings(for model: Model) -> [Finding] {
        guard let name = model.source else { return [] }
        return [unknownConnection(name, .source, in: source(of: model), field: .keys("source"))].compactMap { $0 }
    }

    private func primaryKeyFindings(for model: Model) -> [Finding] {
        let names = model.columnNames
        let missing = model.primaryKey.filter { !names.mayHave($0.text) }
        return source(of: model).findings(forEach: missing, .unknownColumn, .error) { key in
            source(of: model).finding(
                .unknownColumn, .error, key.range, "primaryKey names a column that \(model.id) does not have",
                near: nearest(key.text, among: model.columns.known.prefix(1000).map(\.name)),
                help: columnsInWords(of: model),
                field: .keys("primaryKey"))
        }
    }

    /// `model/leads has id, email, created_at (columns/leads.yaml)`
    func columnsInWords(of model: Model) -> String {
        let names = model.columns.known.map(\.name)
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", … (\(names.count) columns)" : "")
        let origin =
            switch model.columns {
            case .declared(_, let path) where path != model.path: "columns/\(model.slug).yaml"
            case .declared: "its columns"
            default: "by its query"
            }
        return names.isEmpty ? "\(model.id) has no columns (\(origin))" : "\(model.id) has \(shown) (\(origin))"
    }

    /// Nil where all columns are known.
    func unknownColumns(of model: Model) -> UnknownColumns? {
        guard let reason = model.columns.reason else { return nil }
        let known = model.columnNames
        return UnknownColumns(
            model, reason, in: source(of: model), model.type?.range,
            isKeyUnknown: model.primaryKey.contains { !known.has($0.text) })
    }

    // MARK: columns/<slug>.yaml

    func columnsFindings() -> [Finding] {
        after.sources.flatMap { file, source -> [Finding] in
            guard case .columns(let slug) = file, isFocused(file) else { return [] }
            guard let list = ColumnsFile.ReadColumns(source: source).list else {
                return [
                    source.finding(
                        .wrongShape, .error, source.document.root?.range, "the file has no list of columns",
                        help: "write: columns:, and below it: - {name: email, type: string}")
                ]
            }
            guard after.hasModel(slug) else { return [orphan(slug, source)] }
            if after.model(slug)?.inlineColumns != nil {
                return [
                    source.finding(
                        .wrongShape, .warning, nil,
                        "model/\(slug) lists its columns itself, so this file counts for nothing",
                        help: "keep one of the two lists")
                ]
            }
            let path = source.document.root?.items == nil ? FieldPath.keys("columns") : .root
            return ShapeCheck.findings(in: source, list, Model.columns, at: path, .wrongShape)
                + repeatedColumns(list, at: path, source)
        }
    }

    private func orphan(_ slug: String, _ source: SourceFile) -> Finding {
        source.finding(
            .unknownModel, .warning, nil, "these are columns of model/\(slug), which does not exist",
            label: didYouMean(slug, among: after.files.modelSlugs), help: "rename the file, or take it away")
    }
}
