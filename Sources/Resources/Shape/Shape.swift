/// What a value of a file must be. Tables made of these say which keys models, syncs and settings have; the checks read
/// them (A301, A302, A304), and so do the JSON Schemas, so that an editor and `assent check` say the same.
package indirect enum Shape: Sendable {
    /// Whatever its owner likes: what belongs to a destination, or to a newer version of Git Sync.
    case anything
    /// A list or a map, whatever is in it.
    case collection
    /// Any scalar but null and the empty text: `2024` is a name too.
    case text(TextFormat? = nil)
    /// Where it is a text, it has this form; anything else is left alone.
    case loosely(TextFormat)
    case flag
    /// A whole number from 1 up.
    case count
    /// Exactly this number.
    case number(Int)
    case choice(Choices)
    /// The name of a column, or a list of them.
    case columnNames
    /// Lists of `.text` and `.choice` are named as a whole in findings; items of other lists by their position.
    case list(of: Shape, isFilled: Bool = false)
    case map(Map)
    /// A map whose keys are names that people choose.
    case named(TextFormat? = nil, each: Shape)
}

extension Shape {
    /// A map with keys that are known. A class, as `Key` is, so that going through the tables copies nothing.
    package final class Map: Sendable {
        /// For people: `a model`.
        package let noun: String
        package let keys: [Key]
        package let others: Others
        package let cases: [Case]
        /// What to write instead of something that is not a map.
        let help: String?
        /// Those that anything is asked of.
        let checkedKeys: [Key]
        /// Nothing is asked of the map but to be one.
        let takesAnything: Bool

        init(_ noun: String, _ keys: [Key], others: Others, cases: [Case] = [], help: String? = nil) {
            self.noun = noun
            self.keys = keys
            self.others = others
            self.cases = cases
            self.help = help
            checkedKeys = keys.filter { key in
                if case .anything = key.shape { key.isNeeded } else { true }
            }
            takesAnything = checkedKeys.isEmpty && cases.isEmpty && others == .allowed
        }

        package subscript(key: String) -> Key? { keys.first { $0.name.isExactly(key) } }
    }

    /// Keys that the table does not have.
    package enum Others: Hashable, Sendable {
        /// They belong to somebody else.
        case allowed
        /// A slip in one would pass in silence: what was meant is not set.
        case refused(Severity)
    }

    package final class Key: Sendable {
        package let name: String
        package let shape: Shape
        package let isNeeded: Bool
        /// `key:` with nothing behind it stands for its absence.
        package let mayBeEmpty: Bool
        /// One or two sentences for whoever writes the file.
        package let about: String
        package let examples: [String]
        /// What to write, where the key is missing.
        let help: String?
        /// Of findings inside the value, where it is another one than the map's.
        let code: FindingCode?

        init(
            _ name: String, _ shape: Shape, isNeeded: Bool = false, mayBeEmpty: Bool = false, _ about: String,
            examples: [String] = [], help: String? = nil, code: FindingCode? = nil
        ) {
            self.name = name
            self.shape = shape
            self.isNeeded = isNeeded
            self.mayBeEmpty = mayBeEmpty
            self.about = about
            self.examples = examples
            self.help = help
            self.code = code
        }
    }

    /// What is asked of a map's keys on top, by what it says in one of them.
    package struct Case: Sendable {
        package enum Condition: Hashable, Sendable {
            /// The key holds this text.
            case isText(String)
            /// The key does not hold true.
            case isNotTrue
        }

        package let key: String
        package let condition: Condition
        package let keys: [Key]

        init(_ key: String, _ condition: Condition, _ keys: [Key]) {
            self.key = key
            self.condition = condition
            self.keys = keys
        }
    }

    /// One of several texts.
    package struct Choices: Sendable {
        package let names: [String]
        /// Taken as well, and not offered.
        package var also: [String] = []
        /// Whatever has this in it is taken as well, in any letter case.
        package var part: String?
        /// For people, with `…` where the text goes. Nil: the names are a closed list of this program's own. Else a text
        /// that is near to no name may only be new, which is a warning.
        var unknown: String?
        var help: String?

        package init(
            _ names: [String], also: [String] = [], part: String? = nil, unknown: String? = nil, help: String? = nil
        ) {
            self.names = names
            self.also = also
            self.part = part
            self.unknown = unknown
            self.help = help
        }

        func has(_ text: String) -> Bool { names.contains { $0.isExactly(text) } || alsoTakes(text) }

        /// Whether a text is taken that is none of the names.
        func alsoTakes(_ text: String) -> Bool {
            also.contains { $0.isExactly(text) } || (part.map { text.lowercased().contains($0) } ?? false)
        }
    }
}

extension Shape {
    /// What a key inside this shape holds, by the keys that lead to it; nil if there is none.
    func key(at path: some Collection<String>) -> Key? {
        guard let name = path.first else { return nil }
        let rest = path.dropFirst()
        switch self {
        case .map(let map):
            guard let key = map[name] else { return nil }
            return rest.isEmpty ? key : key.shape.key(at: rest)
        case .named(_, let shape): return shape.key(at: rest)
        default: return nil
        }
    }

    /// The keys of the map that these lead to; nil if it is not one.
    func keys(inside path: some Collection<String>) -> [String]? {
        guard let name = path.first else {
            if case .map(let map) = self { return map.keys.map(\.name) }
            return nil
        }
        switch self {
        case .map(let map): return map[name]?.shape.keys(inside: path.dropFirst())
        case .named(_, let shape): return shape.keys(inside: path.dropFirst())
        default: return nil
        }
    }

    /// Whether a file without this key is wrong, whichever case it is.
    func isNeeded(at path: some Collection<String>) -> Bool {
        guard let name = path.first else { return false }
        let rest = path.dropFirst()
        switch self {
        case .map(let map):
            if !rest.isEmpty { return map[name]?.shape.isNeeded(at: rest) ?? false }
            return (map.keys + map.cases.flatMap(\.keys)).contains { $0.name.isExactly(name) && $0.isNeeded }
        case .named(_, let shape): return shape.isNeeded(at: rest)
        default: return false
        }
    }
}
