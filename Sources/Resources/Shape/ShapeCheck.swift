import Spelling
import YAML

/// Holds a file against the table of what it must be, and says what is wrong with it.
///
/// Each slip is one finding: nothing is said of what lies inside a value of the wrong kind.
struct ShapeCheck {
    let source: SourceFile
    private(set) var findings: [Finding] = []
    private var code: FindingCode
    /// Where the check stands; made a `FieldPath` only for what is found.
    private var path: [FieldPath.Segment]
    /// What asks for the keys that are looked at: a type, by its own value.
    private var demand: Demand?

    private struct Demand {
        let noun: String
        let name: String
        let range: SourceRange
    }

    private init(_ source: SourceFile, _ code: FindingCode, at path: FieldPath) {
        self.source = source
        self.code = code
        self.path = path.segments
    }

    static func findings(
        in source: SourceFile, _ node: Node, _ shape: Shape, at path: FieldPath = .root, _ code: FindingCode
    ) -> [Finding] {
        var check = ShapeCheck(source, code, at: path)
        check.visit(Slot(node: node, key: nil), shape)
        return source.cut(check.findings)
    }

    /// A value, and its key where it has one.
    private struct Slot {
        let node: Node
        let key: Node?

        /// What nobody wrote cannot be marked.
        var range: SourceRange { node.isNull ? key?.range ?? node.range : node.range }
        /// Where something inside is missing.
        var head: SourceRange { key?.range ?? node.range }
    }

    private var words: String { FieldPath(path).description }

    /// What was meant is not looked for where nobody will read it.
    private var mayGuess: Bool { findings.count <= SourceFile.most }

    private mutating func problem(
        _ range: SourceRange?, _ message: String, _ severity: Severity = .error, label: String? = nil,
        help: String? = nil
    ) {
        findings.append(
            source.finding(code, severity, range, message, label: label, help: help, field: FieldPath(path)))
    }

    private mutating func problem(
        _ range: SourceRange?, _ message: String, _ severity: Severity = .error, near: [String], help: String? = nil
    ) {
        findings.append(
            source.finding(code, severity, range, message, near: near, help: help, field: FieldPath(path)))
    }

    private mutating func within<Result>(_ segment: FieldPath.Segment, _ act: (inout ShapeCheck) -> Result) -> Result {
        path.append(segment)
        defer { path.removeLast() }
        return act(&self)
    }

    // MARK: Values

    private mutating func visit(_ slot: Slot, _ shape: Shape) {
        let node = slot.node
        // Most values are as they should be.
        if shape.takes(node) { return }
        switch shape {
        case .anything: return
        case .collection: problem(slot.range, wrong(node.kindInWords, "a map"))
        case .text(let format): text(slot, format)
        case .loosely(let format):
            if let text = node.placedText { form(text.text, format, slot) }
        case .flag: problem(slot.range, "\(words) is neither true nor false")
        case .count:
            let what = node.anyText ?? node.kindInWords
            problem(slot.range, "\(words) is \(what), not a number of 1 or more")
        case .number(let number):
            let message = node.anyText.map { "\(words) \($0) is not known here" }
            problem(
                slot.range, message ?? "\(words) is \(node.kindInWords), not \(number)",
                help: "this program reads \(words) \(number)")
        case .choice(let choices): choice(slot, choices)
        case .columnNames: problem(slot.range, "\(words) is \(node.kindInWords), not the name of a column")
        case .list(let item, let isFilled): list(slot, of: item, isFilled: isFilled)
        case .map(let map): self.map(slot, map)
        case .named(let format, let shape): named(slot, format, shape)
        }
    }

    /// After "a model of type table needs tableName, which is", where a type asks for it.
    private func wrong(_ what: String, _ wanted: String) -> String {
        demand.map { "\($0.noun) of type \($0.name) needs \(words), which is \(what)" }
            ?? "\(words) is \(what), not \(wanted)"
    }

    private mutating func text(_ slot: Slot, _ format: TextFormat?) {
        guard slot.node.hasText else {
            let isEmpty = slot.node.isScalar && demand != nil
            return problem(isEmpty ? slot.head : slot.range, wrong(slot.node.kindInWords, "text"))
        }
        if let format { form(slot.node.scalarText, format, slot) }
    }

    private mutating func form(_ text: String, _ format: TextFormat, _ slot: Slot) {
        guard let flaw = format.flaw(in: text, at: words) else { return }
        if format == .notBlank { return problem(slot.head, wrong("empty", "text")) }
        let range = flaw.range.map { source.document.range(of: $0, in: slot.node) } ?? slot.range
        problem(range, flaw.message, help: flaw.help)
    }

    private mutating func choice(_ slot: Slot, _ choices: Shape.Choices) {
        guard slot.node.hasText else {
            return problem(slot.range, "\(words) is \(slot.node.kindInWords), not text", help: choices.help)
        }
        let text = slot.node.scalarText
        if choices.alsoTakes(text) { return }
        let near = mayGuess ? nearest(text, among: choices.names) : []
        guard let unknown = choices.unknown else {
            let isItem = slot.key == nil
            let message = "\(words) \(isItem ? "has" : "is") \(text), not \(inWords(choices.names, last: "or"))"
            return problem(slot.range, message, near: near, help: choices.help)
        }
        // A slip is an error; what is only new here is not.
        let parts = unknown.split(separator: "…", maxSplits: 1, omittingEmptySubsequences: false)
        problem(
            slot.range, parts.joined(separator: text), near.isEmpty ? .warning : .error, near: near,
            help: choices.help)
    }

    private mutating func list(_ slot: Slot, of shape: Shape, isFilled: Bool) {
        guard let items = slot.node.items else {
            return problem(slot.range, wrong(slot.node.kindInWords, "a list"))
        }
        if isFilled, items.isEmpty {
            return problem(demand?.range ?? slot.range, wrong("empty", "a list with at least one item"))
        }
        for (index, item) in items.enumerated() where !shape.takes(item) {
            let slot = Slot(node: item, key: nil)
            switch shape {
            case .text, .choice:
                // Such lists are compared by value: no item has a field of its own.
                if item.anyText?.isEmpty ?? true {
                    problem(slot.range, "\(words) has an item that is \(item.kindInWords), not a name")
                } else {
                    visit(slot, shape)
                }
            default: within(.index(index)) { $0.visit(slot, shape) }
            }
        }
    }

    // MARK: Maps

    private mutating func map(_ slot: Slot, _ map: Shape.Map) {
        guard let entries = slot.node.entries else {
            return problem(slot.range, wrong(slot.node.kindInWords, "a map"), help: map.help)
        }
        if case .refused(let severity) = map.others { unknownKeys(entries, map, severity) }
        let cases = map.cases.filter { $0.applies(to: slot.node) }
        for key in map.checkedKeys {
            // A case says more exactly what it asks of a key.
            let isRefined = cases.contains { $0.keys.contains { $0.name == key.name } }
            if !isRefined { check(key, in: slot) }
        }
        for one in cases {
            let outer = demand
            if case .isText(let text) = one.condition, let value = slot.node[one.key] {
                demand = Demand(noun: map.noun, name: text, range: value.range)
            }
            for key in one.keys { check(key, in: slot) }
            demand = outer
        }
    }

    private mutating func check(_ key: Shape.Key, in map: Slot) {
        if let value = map.node[key.name], !value.isNull, key.shape.takes(value) { return }
        let entry = map.node.entry(key.name)
        guard let entry, !entry.value.isNull || !key.isNeeded && !key.mayBeEmpty else {
            if key.isNeeded { missing(key, entry?.key, in: map) }
            return
        }
        let outer = code
        within(.key(key.name)) { $0.visit(inside: key, Slot(node: entry.value, key: entry.key)) }
        code = outer
    }

    private mutating func visit(inside key: Shape.Key, _ slot: Slot) {
        // That the value itself is of the wrong kind belongs to the map.
        if case .map = key.shape, let inner = key.code, slot.node.entries != nil { code = inner }
        visit(slot, key.shape)
    }

    private mutating func missing(_ key: Shape.Key, _ written: Node?, in map: Slot) {
        var segments: [FieldPath.Segment] = [.key(key.name)]
        var last = key
        // Down to the first place where there is something to choose.
        while case .map(let map) = last.shape {
            let needed = map.keys.filter(\.isNeeded)
            guard demand != nil, needed.count == 1 else { break }
            last = needed[0]
            segments.append(.key(last.name))
        }
        path += segments
        defer { path.removeLast(segments.count) }
        if let demand {
            let message = "\(demand.noun) of type \(demand.name) needs \(words), which is missing"
            return problem(written?.range ?? demand.range, message, help: key.help)
        }
        let isWholeFile = path.count == segments.count
        let place = isWholeFile ? map.node.entries?.first?.key.range : map.head
        problem(written?.range ?? place, "\(words) is missing", help: key.help)
    }

    private mutating func unknownKeys(_ entries: Node.Entries, _ map: Shape.Map, _ severity: Severity) {
        for entry in entries {
            guard let name = entry.key.anyText, map[name] == nil else { continue }
            within(.key(name)) {
                $0.problem(
                    entry.key.range, "\($0.words) is not a setting", severity,
                    label: $0.mayGuess ? didYouMean(name, among: map.keys.map(\.name)) : nil)
            }
        }
    }

    private mutating func named(_ slot: Slot, _ format: TextFormat?, _ shape: Shape) {
        guard let entries = slot.node.entries else {
            return problem(slot.range, wrong(slot.node.kindInWords, "a map"))
        }
        for entry in entries {
            guard let name = entry.key.scalar?.text else { continue }
            within(.key(name)) { check in
                if let flaw = format?.flaw(in: name, at: check.words) {
                    check.problem(entry.key.range, flaw.message, help: flaw.help)
                } else {
                    check.visit(Slot(node: entry.value, key: entry.key), shape)
                }
            }
        }
    }
}

extension Shape {
    /// Whether a look at a value tells that nothing is wrong with it.
    fileprivate func takes(_ node: Node) -> Bool {
        switch self {
        case .anything: true
        case .collection: !node.isScalar
        case .text(let format): format == nil && node.hasText
        case .flag: node.bool != nil
        case .count: node.int.map { $0 >= 1 } ?? false
        case .number(let number): node.int == number
        case .choice(let choices): !node.isNull && choices.names.contains(where: node.reads)
        case .columnNames: node.items?.allSatisfy(\.hasText) ?? node.isScalar
        case .map(let map): map.takesAnything && node.entries != nil
        case .loosely, .list, .named: false
        }
    }
}

extension Shape.Case {
    /// Whether the map says what this case is about.
    func applies(to map: Node) -> Bool {
        switch condition {
        case .isText(let text): map[key].map { !$0.isNull && $0.reads(text) } ?? false
        case .isNotTrue: map[key]?.bool != true
        }
    }
}
