import YAML

/// A409: files of which only the bytes can be compared.
struct OpaqueCheck: ScopedCheck {
    let scope: CheckScope

    func findings() -> [Finding] {
        guard let before else { return [] }
        let files =
            scope.focus.map(Array.init)
            ?? after.files.files.keys.filter { before.files.files[$0] != after.files.files[$0] }
        return files.compactMap { file in opaqueChange(of: file, from: before.files.files[file]) }
    }

    /// Of a deleted file nothing is left to be misread, and settings that are opaque are refused as a whole.
    private func opaqueChange(of file: GovernedFile, from old: FileText?) -> Finding? {
        guard file != .settings, let new = after.files.files[file], old != new else { return nil }
        let isNow = FileMeaning.isOpaque(file, new)
        guard isNow || old.map({ FileMeaning.isOpaque(file, $0) }) == true else { return nil }
        let path = after.layout.path(of: file)
        let name = file.resource?.description ?? path
        guard new.isRegular, let text = isNow ? new : old, text.isRegular else {
            return Finding(
                .opaque, .warning, resource: file.resource, path: path,
                message: "\(name) cannot be compared field by field: it is not a file on both sides",
                help: "both versions are shown as they are: read them with care")
        }
        let source = SourceFile(path: path, resource: file.resource, document: text.document)
        let what = source.reasonForOpacity
        return source.finding(
            .opaque, .warning, isNow ? source.opaqueRange : nil,
            isNow
                ? "\(name) cannot be compared field by field: \(what)"
                : "\(name) cannot be compared field by field with what is published: there, \(what)",
            help: "its lines are shown instead: read them one by one, or write the file more plainly")
    }
}

extension FileMeaning {
    /// Why only the bytes of a file can be compared: half a sentence; nil where its fields can.
    package static func reasonForOpacity(of file: GovernedFile, _ text: FileText) -> String? {
        guard FileMeaning(file, text).isOpaque else { return nil }
        guard text.isRegular else { return "it is not a file" }
        return SourceFile(path: "", resource: nil, document: text.document).reasonForOpacity
    }
}

extension Workspace {
    /// Whether a check has errors to tell of a file as a file.
    package func hasErrors(at path: String) -> Bool {
        fileFindings[ExactText(path)]?.contains { $0.severity == .error } == true
    }
}
