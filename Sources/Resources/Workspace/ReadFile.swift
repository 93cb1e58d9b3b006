import SQL
import Synchronization
import YAML

/// A governed file after reading; what can be done for each file alone, and so on any core. A class, as `Model` is.
package final class ReadFile: Sendable {
    enum Content: Sendable {
        case sync(Sync)
        case settings(Settings?)
        case other(SourceFile)
    }

    package let file: GovernedFile
    package let text: FileText
    let path: String
    let content: Content?
    let findings: [Finding]
    private let known = Mutex<KnownModel?>(nil)

    package init(_ file: GovernedFile, _ text: FileText, at path: String) {
        self.file = file
        self.text = text
        self.path = path
        if file == .settings {
            let (settings, findings) = Settings.parse(text)
            (content, self.findings) = (.settings(settings), findings)
            return
        }
        let source: SourceFile?
        (source, findings) = SourceFile.read(text, as: file, at: path)
        content = source.map { source in
            switch file {
            case .sync(let slug): .sync(Sync(slug: slug, source: source))
            case .model, .settings, .columns, .aliases: .other(source)
            }
        }
    }
}

// MARK: - Models

extension ReadFile {
    private struct KnownModel {
        let model: Model
        let columnsFile: ColumnsFile
        let dialect: SQL.Dialect
    }

    /// The model that the file is; made once for all states of a workspace that have it on the same columns file and
    /// under the same connection.
    func model(_ slug: String, columnsFile: ColumnsFile, _ connections: Connections) -> Model? {
        guard case .other(let source) = content else { return nil }
        let dialect = ModelColumns.dialect(of: ModelFile(source.document.root).source?.filled?.text, connections)
        return known.withLock { known in
            if let known, known.dialect == dialect, known.columnsFile.isSame(as: columnsFile) { return known.model }
            let model = Model(slug: slug, source: source, columnsFile: columnsFile, dialect: dialect)
            known = KnownModel(model: model, columnsFile: columnsFile, dialect: dialect)
            return model
        }
    }
}
