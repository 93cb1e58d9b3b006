extension Settings {
    /// One setting, for whoever looks it up.
    package struct Entry: Hashable, Sendable {
        /// `approvals.required`, `members.<id>.role`
        package let key: String
        /// `true or false`
        package let holds: String
        package let about: String
        /// Whether `assent settings` shows and changes it; the others are for an editor.
        package let isTyped: Bool
    }

    /// Every setting, in the order of the table that the checks and the JSON Schema read.
    package static let guide: [Entry] = entries(of: shape, under: "")

    private static func entries(of map: Shape.Map, under prefix: String) -> [Entry] {
        map.keys.flatMap { key -> [Entry] in
            let name = prefix + key.name
            let entry = Entry(key: name, holds: key.shape.words, about: key.about, isTyped: shape(of: name) != nil)
            return [entry] + entries(inside: key.shape, under: name)
        }
    }

    private static func entries(inside shape: Shape, under name: String) -> [Entry] {
        switch shape {
        case .map(let map): entries(of: map, under: "\(name).")
        case .named(let format, .map(let map)):
            entries(of: map, under: "\(name).\(format == .memberID ? "<id>" : "<name>").")
        case .list(.map(let map), _): entries(of: map, under: "\(name)[].")
        default: []
        }
    }
}

extension Shape {
    /// What a value holds, in a word or two.
    fileprivate var words: String {
        switch self {
        case .anything: "anything"
        case .text, .loosely: "text"
        case .flag: "true or false"
        case .count: "a whole number, 1 or more"
        case .number(let number): "\(number)"
        case .choice(let choices): inWords(choices.names, last: "or")
        case .columnNames: "a column, or a list of columns"
        case .list(.map, _): "a list"
        case .list(let item, _): "a list: \(item.words)"
        case .collection: "a list or a map"
        case .map, .named: "a map"
        }
    }
}
