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
