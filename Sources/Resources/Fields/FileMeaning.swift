package import YAML

/// What a governed file means, apart from how it is written (protocol.md, "Subject").
package enum FileMeaning: Sendable {
    /// Top-level keys whose value equals their absence are left out. An empty file means `null`.
    case value(Value)
    /// Not a file, not readable, or read differently by different readers: it means its mode and its bytes.
    case opaque(FileText)

    package init(_ file: GovernedFile, _ text: FileText) {
        guard text.isRegular else {
            self = .opaque(text)
            return
        }
        self.init(file, text, read: text.document)
    }

    /// - Parameter document: the same text, read already.
    package init(_ file: GovernedFile, _ text: FileText, read document: Document) {
        guard text.isRegular, FileMeaning.isTakenAtItsWord(document, of: file) else {
            self = .opaque(text)
            return
        }
        self = .value(FileMeaning.normalized(document.root?.value ?? .null, of: file))
    }

    /// Whether the meaning is opaque, without making it.
    package static func isOpaque(_ file: GovernedFile, _ text: FileText) -> Bool {
        isOpaque(file, text, read: text.document)
    }

    /// - Parameter document: the same text, read already.
    static func isOpaque(_ file: GovernedFile, _ text: FileText, read document: Document) -> Bool {
        !(text.isRegular && isTakenAtItsWord(document, of: file))
    }

    static func isTakenAtItsWord(_ document: Document, of file: GovernedFile) -> Bool {
        document.isReadable && isOurs(document.opaque, in: file)
    }

    /// Whether this program may read a file by its fields. A key such as plain `on` is a string to some readers only;
    /// `assent.yaml` (`on: [submitted]`) has no other reader.
    static func isOurs(_ opaque: Document.Opaque?, in file: GovernedFile?) -> Bool {
        switch opaque {
        case nil: true
        case .ambiguousKey, .ambiguousStart: file == .settings
        default: false
        }
    }

    package var value: Value? { if case .value(let value) = self { value } else { nil } }

    package var isOpaque: Bool { value == nil }

    /// The value without the top-level entries that equal their absence.
    package static func normalized(_ value: Value, of file: GovernedFile) -> Value {
        guard case .mapping(let pairs) = value else { return value }
        return .mapping(pairs.filter { !equalsAbsence($0.key, $0.value, in: file) })
    }

    /// Old Git Sync files write what newer ones leave out (`dbtModel: null`, `tableName: ''`, `isSchema: false`). This
    /// closed list is the only place where a value equals none (format.md); inside `config` nothing does.
    static func equalsAbsence(_ key: String, _ value: Value, in file: GovernedFile) -> Bool {
        switch (file, value) {
        case (.model, .scalar(.null, _)), (.model, .scalar(.string, "")), (.model, .scalar(.bool, "false")):
            optionalModelKeys.contains(ExactText(key))
        case (.sync, .scalar(.bool, "false")): key.isExactly("schedulePaused")
        default: false
        }
    }

    private static let optionalModelKeys = Set(
        [
            "rawSql", "primaryKey", "description", "tableName", "customQuery", "dbtModel", "eventTimestampColumn",
            "isSchema", "primaryLabel", "secondaryLabel",
        ].map(ExactText.init))
}
