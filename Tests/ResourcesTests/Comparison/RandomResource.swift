import Resources
import YAML

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: items.indices, using: &self)] }
}

/// Random syncs and models, random changes of them, and random ways of writing them.
struct RandomResource {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func file() -> GovernedFile { random.pick([.sync("s"), .model("m")]) }

    mutating func value(of file: GovernedFile) -> Value {
        if case .model = file {
            return .mapping([
                pair("name", scalar()), pair("type", .string("raw_sql")), pair("rawSql", sql()),
                pair("primaryKey", scalar()), pair("tags", .sequence(names(3).map(Value.string))),
                pair(
                    "columns",
                    .sequence(names(4).map { .mapping([pair("name", .string($0)), pair("type", scalar())]) })),
            ])
        }
        return .mapping([
            pair("model", scalar()), pair("destination", scalar()),
            pair(
                "config",
                .mapping([
                    pair("mode", scalar()), pair("object", scalar()),
                    pair("mappings", .sequence(names(5).map { mapping($0) })),
                    pair("events", .sequence([scalar(), scalar()])), pair("limits", .mapping([pair("rows", scalar())])),
                ])),
            pair("schedule", .mapping([pair("type", scalar())])),
        ])
    }

    private func pair(_ key: String, _ value: Value) -> Value.Pair { Value.Pair(key: key, value: value) }

    mutating func scalar() -> Value {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: .null
        case 1: .bool(random.chance(50))
        case 2: .int(Int.random(in: 0..<40, using: &random))
        case 3: .scalar(.ambiguous, random.pick(["yes", "014", "12:30:45"]))
        case 4: .string(random.pick(["yes", "014", "# no comment", "a: b", "", " x ", "{{ row['é'] }}", "- a"]))
        default:
            .string(
                random.pick(["alpha", "beta", "gamma", "delta", "epsilon", "two words"])
                    + "\(Int.random(in: 0..<9, using: &random))")
        }
    }

    private mutating func sql() -> Value {
        .string(
            (0..<Int.random(in: 1..<6, using: &random)).map { "select \($0), \(random.chance(50))" }.joined(
                separator: "\n"))
    }

    private static let allNames = ["Email", "Name", "Phone", "City", "Zip", "a.b", "First Name", "Größe", "Id"]

    private mutating func names(_ count: Int) -> [String] {
        Array(RandomResource.allNames.shuffled(using: &random).prefix(Int.random(in: 0...count, using: &random)))
    }

    private mutating func mapping(_ name: String) -> Value {
        .mapping([pair("to", .string(name)), pair("from", scalar()), pair("type", .string("standard"))])
    }

    /// A few random changes: values, keys and items changed, added, removed, moved.
    mutating func changed(_ value: Value, count: Int) -> Value {
        (0..<count).reduce(value) { value, _ in changed(value, inItem: false) }
    }

    private mutating func changed(_ value: Value, inItem: Bool) -> Value {
        switch value {
        case .scalar: return scalar()
        case .mapping(var pairs):
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                pairs.append(pair(random.pick(["x", "x.y", "description", "other"]), scalar()))
                var seen: Set<String> = []
                return .mapping(pairs.filter { seen.insert($0.key).inserted })
            case 1 where pairs.count > 1:
                let index = Int.random(in: pairs.indices, using: &random)
                // An item keeps what it is known by.
                if !(inItem && ["to", "name"].contains(pairs[index].key)) { pairs.remove(at: index) }
                return .mapping(pairs)
            default:
                guard !pairs.isEmpty else { return value }
                let index = Int.random(in: pairs.indices, using: &random)
                if inItem && ["to", "name"].contains(pairs[index].key) { return value }
                pairs[index].value = changed(pairs[index].value, inItem: false)
                return .mapping(pairs)
            }
        case .sequence(let items): return changedItems(items)
        }
    }

    private mutating func changedItems(_ items: [Value]) -> Value {
        var items = items
        let keys = items.map { $0["to"]?.string ?? $0["name"]?.string ?? $0.string ?? "" }
        let isMapping = items.first?["to"] != nil
        let isColumn = items.first?["name"] != nil
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            let free = RandomResource.allNames.filter { !keys.contains($0) }
            guard let name = free.isEmpty ? nil : random.pick(free) else { return .sequence(items) }
            let new =
                isMapping ? mapping(name) : isColumn ? .mapping([pair("name", .string(name))]) : Value.string(name)
            items.insert(new, at: Int.random(in: 0...items.count, using: &random))
        case 1 where !items.isEmpty: items.remove(at: Int.random(in: items.indices, using: &random))
        case 2 where !items.isEmpty:
            let item = items.remove(at: Int.random(in: items.indices, using: &random))
            items.insert(item, at: Int.random(in: 0...items.count, using: &random))
        default:
            guard !items.isEmpty else { break }
            let index = Int.random(in: items.indices, using: &random)
            if isMapping || isColumn { items[index] = changed(items[index], inItem: true) }
        }
        return .sequence(items)
    }
}

extension RandomResource {
    /// The value as text, in a random style: order of keys, quotes, flow or block, comments.
    mutating func text(_ value: Value) -> FileText {
        FileText(comment(0) + block(value, 0))
    }

    private mutating func comment(_ indent: Int) -> String {
        guard random.chance(15) else { return "" }
        return String(repeating: " ", count: indent) + "# note \(Int.random(in: 0..<1000, using: &random))\n"
    }

    private mutating func block(_ value: Value, _ indent: Int) -> String {
        let spaces = String(repeating: " ", count: indent)
        switch value {
        case .mapping(let pairs) where !pairs.isEmpty:
            var text = ""
            for pair in random.chance(20) ? pairs.shuffled(using: &random) : pairs {
                text += comment(indent) + spaces + quoted(pair.key) + ":" + behind(pair.value, indent)
            }
            return text
        case .sequence(let items) where !items.isEmpty:
            var text = ""
            for item in items {
                text += comment(indent) + spaces + "-" + behind(item, indent)
            }
            return text
        default: return spaces + flow(value) + "\n"
        }
    }

    private mutating func behind(_ value: Value, _ indent: Int) -> String {
        switch value {
        case .mapping(let pairs) where !pairs.isEmpty && !random.chance(25): "\n" + block(value, indent + 2)
        case .sequence(let items) where !items.isEmpty && !random.chance(25): "\n" + block(value, indent + 2)
        default:
            " " + flow(value) + (random.chance(10) ? " # why \(Int.random(in: 0..<1000, using: &random))" : "") + "\n"
        }
    }

    private mutating func flow(_ value: Value) -> String {
        switch value {
        case .scalar(.null, _): return random.pick(["null", "~"])
        case .scalar(.string, let text): return quoted(text)
        case .scalar(_, let text): return text
        case .sequence(let items):
            var texts: [String] = []
            for item in items { texts.append(flow(item)) }
            return "[" + texts.joined(separator: ", ") + "]"
        case .mapping(let pairs):
            var texts: [String] = []
            for pair in pairs { texts.append(quoted(pair.key) + ": " + flow(pair.value)) }
            return "{" + texts.joined(separator: ", ") + "}"
        }
    }

    private mutating func quoted(_ text: String) -> String {
        let plain = !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) }
        if plain, text != "yes", !random.chance(20) { return text }
        if !text.contains("\n"), random.chance(40) {
            return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        }
        let escaped = text.map { character in
            switch character {
            case "\n": "\\n"
            case "\"": "\\\""
            case "\\": "\\\\"
            default: String(character)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}
