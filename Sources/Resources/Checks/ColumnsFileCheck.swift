import Spelling
import YAML

/// What is wrong with `columns/<slug>.yaml`: A301, A201.
struct ColumnsFileCheck: ScopedCheck {
    let scope: CheckScope

    func findings() -> [Finding] {
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
                        "model/\(slug) lists its columns itself, so this file is ignored",
                        help: "keep one of the two lists")
                ]
            }
            let path = source.document.root?.items == nil ? FieldPath.keys("columns") : .root
            return ShapeCheck.findings(in: source, list, Model.columns, at: path, .wrongShape)
                + Self.repeated(list, at: path, source)
        }
    }

    private func orphan(_ slug: String, _ source: SourceFile) -> Finding {
        source.finding(
            .unknownModel, .warning, nil, "these are columns of model/\(slug), which does not exist",
            label: didYouMean(slug, among: after.files.modelSlugs), help: "rename the file, or delete it")
    }

    /// Two columns of one name.
    static func repeated(_ list: Node, at path: FieldPath, _ source: SourceFile) -> [Finding] {
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
}
