/// A `.gitattributes` file (gitattributes(5)), as far as it makes git show other bytes than those that were approved,
/// or merge them otherwise.
struct GitAttributes: Sendable {
    /// One line with a pattern.
    struct Rule: Sendable {
        /// From 1.
        let line: Int
        /// From the first byte of the file.
        let offset: Int
        let text: String
        let pattern: PathPattern
        /// By name; nil takes back what a line before said.
        let settings: [(name: String, value: String?)]
    }

    private(set) var rules: [Rule] = []
    /// The attributes that are reported, or undo one that is; if there are more than people write, only the first ones.
    private(set) var telling: [Rule] = []
    private(set) var macros: [String: [(name: String, value: String?)]]

    /// Nobody writes more attributes than this.
    private static let mostLines = 10_000

    /// - Parameter macros: that are defined above; only the file at the top may define more.
    init(_ bytes: [UInt8], isTop: Bool, macros: [String: [(name: String, value: String?)]] = [:]) {
        self.macros = macros
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).prefix(Self.mostLines)
        for (index, line) in lines.enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            var words = Self.words(line)
            guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
            words.removeFirst()
            let settings = words.flatMap { self.settings(String(decoding: $0, as: UTF8.self)) }
            if first.starts(with: "[attr]".utf8) {
                if isTop { self.macros[String(decoding: first.dropFirst(6), as: UTF8.self)] = settings }
            } else if first.first != UInt8(ascii: "!"), let pattern = PathPattern(first) {
                rules.append(
                    Rule(line: index + 1, offset: line.startIndex, text: text, pattern: pattern, settings: settings))
            }
        }
        telling = Array(
            rules.filter { $0.settings.contains { Self.toldNames.contains($0.name) } }.prefix(Self.mostTelling))
    }

    private static let mostTelling = 100
    private static let toldNames: Set = ["filter", "working-tree-encoding", "ident", "eol", "merge"]

    /// The pattern, which may stand in quotes, and the attributes.
    private static func words(_ line: ArraySlice<UInt8>) -> [[UInt8]] {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
        var rest = line.drop(while: isSpace)
        var words: [[UInt8]] = []
        if rest.first == UInt8(ascii: "\"") {
            var pattern: [UInt8] = []
            rest = rest.dropFirst()
            while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
                pattern.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
            }
            words.append(pattern)
        }
        return words + rest.split(whereSeparator: isSpace).map(Array.init)
    }

    /// What a word says: `filter=tidy`, `ident`, `-text`, `!eol`, or a macro.
    private func settings(_ word: String) -> [(name: String, value: String?)] {
        if word.hasPrefix("-") || word.hasPrefix("!") { return [(String(word.dropFirst()), nil)] }
        guard let equals = word.firstIndex(of: "=") else { return [(word, "")] + (macros[word] ?? []) }
        return [(String(word[..<equals]), String(word[word.index(after: equals)...]))]
    }

    /// Whether an attribute makes git show other bytes, or merge otherwise.
    static func isTold(_ name: String, _ value: String) -> Bool {
        switch name {
        case "filter", "working-tree-encoding": !value.isEmpty
        case "ident": value.isEmpty
        case "eol": value == "crlf"
        // Ours, and git's own.
        case "merge": !["", "assent", "text", "binary"].contains(value)
        default: false
        }
    }

    var saysAnything: Bool {
        telling.contains { rule in rule.settings.contains { Self.isTold($0.name, $0.value ?? "") && $0.value != nil } }
    }
}

/// A pattern of `.gitattributes`, which says what `.gitignore`'s do. Matching takes as many steps as pattern and path
/// are long, whatever somebody wrote.
struct PathPattern: Sendable {
    private enum Token: Sendable {
        case byte(UInt8)
        case one
        /// Any bytes but `/`.
        case many
        /// `**/`: any folders, or none.
        case folders
        /// `/**` at the end: everything within.
        case everything
        case bytes(Set<UInt8>)
    }

    private var tokens: [Token] = []
    /// It is about the whole path and not the name alone.
    private let isPath: Bool

    /// No governed file can have a longer path.
    private static let longest = 4096

    /// Nil: it matches no file.
    init?(_ pattern: [UInt8]) {
        let slash = UInt8(ascii: "/")
        guard let last = pattern.last, last != slash, pattern.count <= Self.longest else { return nil }
        isPath = pattern.contains(slash)
        var rest = pattern[...]
        if rest.first == slash { rest = rest.dropFirst() }
        var isStart = true
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"):
                let isDouble = rest.first == byte
                while rest.first == byte { rest = rest.dropFirst() }
                if isDouble, isStart, isPath, rest.first == slash {
                    rest = rest.dropFirst()
                    tokens.append(.folders)
                    continue
                }
                tokens.append(isDouble && isStart && rest.isEmpty && isPath ? .everything : .many)
            case UInt8(ascii: "?"): tokens.append(.one)
            case UInt8(ascii: "["):
                guard let set = Self.set(&rest) else { return nil }
                tokens.append(.bytes(set))
            case UInt8(ascii: "\\"): tokens.append(.byte(rest.popFirst() ?? byte))
            default: tokens.append(.byte(byte))
            }
            isStart = byte == slash
        }
    }

    private static func set(_ rest: inout ArraySlice<UInt8>) -> Set<UInt8>? {
        var found: Set<UInt8> = []
        let isNegative = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
        if isNegative { rest = rest.dropFirst() }
        var isFirst = true
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "]"), !isFirst {
                let set = isNegative ? Set(UInt8.min...UInt8.max).subtracting(found) : found
                return set.subtracting([UInt8(ascii: "/")])
            }
            isFirst = false
            let low = byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte
            if rest.first == UInt8(ascii: "-"), let high = rest.dropFirst().first, high != UInt8(ascii: "]") {
                rest = rest.dropFirst(2)
                if low <= high { found.formUnion(low...high) }
            } else {
                found.insert(low)
            }
        }
        return nil
    }

    /// - Parameter path: from the folder of the file that has the pattern.
    func matches(_ path: some Collection<UInt8>) -> Bool {
        let slash = UInt8(ascii: "/")
        var states = Set<Int>()
        enter(0, &states)
        let name = isPath ? Array(path) : Array(path.split(separator: slash).last ?? path[...])
        for byte in name {
            var next = Set<Int>()
            for state in states where state < tokens.count {
                switch tokens[state] {
                case .byte(let wanted): if byte == wanted { enter(state + 1, &next) }
                case .one: if byte != slash { enter(state + 1, &next) }
                case .bytes(let set): if set.contains(byte) { enter(state + 1, &next) }
                case .many: if byte != slash { enter(state, &next) }
                case .everything:
                    next.insert(state)
                    next.insert(state + 1)
                case .folders:
                    next.insert(state)
                    if byte == slash { enter(state + 1, &next) }
                }
            }
            states = next
        }
        return states.contains(tokens.count)
    }

    /// Tokens that may match nothing are skipped.
    private func enter(_ state: Int, _ states: inout Set<Int>) {
        var state = state
        while states.insert(state).inserted, state < tokens.count {
            switch tokens[state] {
            case .many, .folders: state += 1
            default: return
            }
        }
    }
}
