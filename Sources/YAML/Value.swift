/// What a node means: without places, styles, anchors and comments. Two values are equal when every YAML 1.1 or 1.2
/// reader would call them equal (and, to be safe, not always then): texts are compared byte by byte.
package enum Value: Hashable, Sendable {
    /// `text` is canonical for `null` (empty) and `bool` (`true`, `false`); for every other kind it is the text as read.
    case scalar(ScalarKind, String)
    case sequence([Value])
    /// In the order of the file, which `means` leaves out of account.
    case mapping([Pair])

    package struct Pair: Hashable, Sendable {
        package var key: String
        package var value: Value

        package init(key: String, value: Value) {
            self.key = key
            self.value = value
        }

        package init(_ key: String, _ value: Value) { self.init(key: key, value: value) }
    }

    package static let null = Value.scalar(.null, "")
    package static func string(_ text: String) -> Value { .scalar(.string, text) }
    package static func bool(_ flag: Bool) -> Value { .scalar(.bool, flag ? "true" : "false") }
    package static func int(_ number: Int) -> Value { .scalar(.int, String(number)) }
    package static func texts(_ texts: [String]) -> Value { .sequence(texts.map(Value.string)) }
    package static func object(_ pairs: (String, Value)...) -> Value { .mapping(pairs.map { Pair($0.0, $0.1) }) }

    /// A mapping with more entries at its end.
    package func adding(_ more: [Pair]) -> Value { .mapping((pairs ?? []) + more) }

    package var string: String? {
        if case .scalar(let kind, let text) = self, kind == .string || kind == .ambiguous { text } else { nil }
    }

    package var items: [Value]? { if case .sequence(let items) = self { items } else { nil } }
    package var pairs: [Pair]? { if case .mapping(let pairs) = self { pairs } else { nil } }

    /// The value of a mapping's entry, its key taken byte for byte.
    package subscript(key: String) -> Value? { pairs?.first { $0.key.isIdentical(to: key) }?.value }

    package static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.scalar(let kind, let text), .scalar(let otherKind, let otherText)):
            kind == otherKind && text.isIdentical(to: otherText)
        case (.sequence(let items), .sequence(let others)): items == others
        case (.mapping(let pairs), .mapping(let others)): pairs == others
        default: false
        }
    }
}

extension Value.Pair {
    package static func == (a: Value.Pair, b: Value.Pair) -> Bool {
        a.key.isIdentical(to: b.key) && a.value == b.value
    }
}

extension Nodes {
    /// The meaning of a node. Keys of mappings are taken as their text: callers look at `Document.opaque` first.
    func value(of index: Int) -> Value {
        switch records[index].content {
        case .scalar(_, .null): return .null
        case .scalar(_, .bool): return .scalar(.bool, string(of: index).lowercased())
        case .scalar(_, let kind): return .scalar(kind, string(of: index))
        case .sequence: return .sequence(records[index].childRange.map { value(of: Int(children[$0])) })
        case .mapping:
            let places = records[index].childRange
            return .mapping(
                stride(from: places.lowerBound, to: places.upperBound, by: 2).map { key in
                    Value.Pair(key: string(of: Int(children[key])), value: value(of: Int(children[key + 1])))
                })
        }
    }
}
