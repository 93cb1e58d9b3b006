import YAML

/// A409: files of which only the bytes can be compared.
extension Check {
    func opaqueChanges() -> [Finding] {
        guard let before else { return [] }
        let files =
            focus.map(Array.init) ?? after.files.files.keys.filter { before.files.files[$0] != after.files.files[$0] }
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
                help: "what it was and what it becomes is shown as it is: read it with care")
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

extension SourceFile {
    /// The character at which a text leaves what all readers of YAML agree on.
    var opaqueRange: SourceRange? {
        document.opaquePosition.map { start in
            var end = start
            end.offset += 1
            end.column += 1
            return SourceRange(start: start, end: end)
        }
    }

    /// Why programs may read it differently: half a sentence.
    var reasonForOpacity: String {
        switch document.opaque {
        case nil, .unreadable: "it cannot be read as YAML"
        case .severalDocuments: "it holds several YAML documents"
        case .directive: "it starts with a directive (%YAML, %TAG)"
        case .explicitTag: "it has a tag (!…)"
        case .anchor: "it has an anchor (&…) or an alias (*…), which programs read differently"
        case .nonStringKey: "a key is not a text"
        case .explicitKey: "a key is written with ?"
        case .mergeKey: "a key is <<, which some programs take for a merge"
        case .ambiguousKey: "a key is text to some programs, and a boolean, a number or a date to others: quote it"
        case .ambiguousStart: "with the line ---, programs differ in what they take unquoted texts for"
        case .lineSeparator: "a character ends a line for some programs only"
        case .numberLike: "a text is a number to some programs: quote it"
        case .emptyItem: "an item of a list is empty: write null"
        case .tab: "a tab stands where a space must"
        case .blanksAtLineEnd: "a text goes on behind blanks at the end of a line, which programs read differently"
        case .lastLine: "its last line has no end, which counts for the text there"
        case .escape: "an escape is not known to all programs"
        case .layout: "it is written in a way that programs read differently"
        }
    }
}
