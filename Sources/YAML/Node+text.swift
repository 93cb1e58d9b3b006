/// Scalars as people who write them take them.
extension Node {
    /// The text of any scalar but null: for what is a name to people, whatever YAML makes of it (`name: 2024`).
    package var anyText: String? {
        guard let scalar, scalar.kind != .null else { return nil }
        return scalar.text
    }

    /// Any scalar but null and the empty text.
    package var placedText: PlacedText? {
        guard let text = anyText, !text.isEmpty else { return nil }
        return PlacedText(text, range)
    }

    /// True or false, as every YAML reader takes it.
    package var bool: Bool? {
        guard let scalar, scalar.kind == .bool else { return nil }
        return scalar.text.lowercased() == "true"
    }

    package var int: Int? {
        guard let scalar, scalar.kind == .int else { return nil }
        return Int(scalar.text)
    }

    package var isNull: Bool { scalar?.kind == .null }

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
