/// Scalars as people who write them take them.
extension Node {
    /// The text of any scalar but null: for what is a name to people, whatever YAML makes of it (`name: 2024`).
    package var anyText: String? { kind.flatMap { $0 == .null ? nil : scalarText } }

    /// Whether this is any scalar but null and the empty text.
    package var hasText: Bool { kind.map { $0 != .null && !isEmptyText } ?? false }

    /// Any scalar but null and the empty text.
    package var placedText: PlacedText? { hasText ? PlacedText(scalarText, range) : nil }

    /// True or false, as every YAML reader takes it.
    package var bool: Bool? { kind == .bool ? scalarText.lowercased() == "true" : nil }

    package var int: Int? { kind == .int ? Int(scalarText) : nil }

    package var isNull: Bool { kind == .null }

    /// Whether a scalar, in itself or below, is written just there.
    package func holdsScalar(at range: SourceRange) -> Bool {
        scalar == nil ? children.contains { $0.holdsScalar(at: range) } : self.range == range
    }

    /// What the node is, for people.
    package var kindInWords: String {
        switch content {
        case .sequence: "a list"
        case .mapping: "a map"
        case .scalar(let scalar):
            switch scalar.kind {
            case .null: "empty"
            case .bool: "true or false"
            case .int, .float: "a number"
            case .string, .ambiguous: scalar.text.isEmpty ? "empty" : "text"
            }
        }
    }
}
