import Spelling

extension QueryReader {
    /// `*`, `t.*` and what may follow it. nil: the item is not a star.
    func readStar(_ item: Range<Int>, from sources: Sources?) -> QueryOutput? {
        guard
            let star = tokens.first(
                in: item,
                where: { index in
                    tokens[index].key == "*" && (index == item.lowerBound || tokens[index - 1].key == ".")
                })
        else { return nil }
        let qualifier = item.lowerBound..<max(star - 1, item.lowerBound)
        guard qualifier.count < 2, let sources else { return .unknown("the query selects * from a table") }
        var output: QueryOutput
        if let index = qualifier.first {
            guard let name = tokens.name(at: index) else { return .unknown("the query selects * from an expression") }
            output = relation(named: name, in: sources)
        } else {
            output = joined(sources)
        }
        output = modified(output, by: star + 1..<item.upperBound) ?? .unknown("what follows * was not understood")
        return output
    }

    /// `EXCEPT (a, b)`, `EXCLUDE a`, `REPLACE (x AS a)`, `RENAME (a AS b)`. nil: something else.
    private func modified(_ output: QueryOutput, by range: Range<Int>) -> QueryOutput? {
        var output = output
        var rest = range
        while let first = rest.first {
            let open = first + 1
            guard open < rest.upperBound else { return nil }
            let isList = tokens[open].key == "("
            let list = isList ? open + 1..<tokens.closing[open] : open..<rest.upperBound
            switch tokens[first].key {
            case "except", "exclude":
                // Without parentheses there is one name, and REPLACE or RENAME may follow; elsewhere there may be more.
                guard isList || dialect == .snowflake else { return nil }
                let names = isList ? tokens.split(list) : [open..<open + 1]
                guard budget.spend(names.count) else { return nil }
                var removed: Set<String> = []
                for part in names where !part.isEmpty {
                    guard part.count == 1, let name = tokens.name(at: part.lowerBound) else { return nil }
                    removed.insert(name.name.asciiLowercased)
                }
                output.slots.removeAll { $0.foldedName.map(removed.contains) ?? false }
                rest = (isList ? tokens.closing[open] : open) + 1..<rest.upperBound
            case "replace":
                guard isList else { return nil }
                // Of any column another one may have been made.
                output = output.withoutInstability
                for part in tokens.split(list) { noteReplacement(part, in: &output) }
                rest = tokens.closing[open] + 1..<rest.upperBound
            case "rename":
                guard isList || rest.count == 4, rename(tokens.split(list), in: &output) else { return nil }
                rest = (isList ? tokens.closing[open] + 1 : rest.upperBound)..<rest.upperBound
            default: return nil
            }
        }
        return output
    }

    /// Each part is `a AS b`. False: something else.
    private func rename(_ parts: [Range<Int>], in output: inout QueryOutput) -> Bool {
        guard budget.spend(parts.count + output.slots.count) else { return false }
        var places: [String: Int] = [:]
        for (index, slot) in output.slots.enumerated() {
            if let name = slot.foldedName, places[name] == nil { places[name] = index }
        }
        for part in parts {
            guard part.count == 3, tokens[part.lowerBound + 1].key == "as",
                let old = tokens.name(at: part.lowerBound), let new = tokens.name(at: part.lowerBound + 2)
            else { return false }
            let column = Slot.named(Column(name: new.name, isQuoted: new.isQuoted))
            if let index = places[old.name.asciiLowercased] {
                output.slots[index] = column
            } else {
                output.slots.append(column)
            }
        }
        return true
    }

    /// The tables of a FROM.
    struct Sources {
        private(set) var all: [Source] = []
        /// By their names in lower case; nil where several have it.
        private var places: [String: Int?] = [:]

        mutating func append(_ source: Source) {
            if let name = source.name?.name.asciiLowercased {
                places[name] = places[name] == nil ? .some(all.count) : .some(nil)
            }
            all.append(source)
        }

        /// The one table of a name.
        subscript(name: String) -> Source? {
            guard let place = places[name.asciiLowercased] ?? nil else { return nil }
            return all[place]
        }
    }

    /// One table of a FROM.
    struct Source {
        var name: (name: String, isQuoted: Bool)?
        var output: QueryOutput
        /// Columns that its join shares with what stands to its left.
        var shared: Set<String> = []
        var isNatural = false
        /// The right side of a semi join or anti join adds no columns.
        var isFilter = false
    }

    /// Every relation after FROM; those that are not understood return unknown columns.
    func sources(_ from: Range<Int>, scope: Scope, depth: Int) -> Sources {
        var sources = Sources()
        var start = from.lowerBound
        var joining: Set<Token.Key> = []
        while start <= from.upperBound {
            let end =
                tokens.first(in: start..<from.upperBound) { [",", "join", "straight_join"].contains(tokens[$0].key) }
                ?? from.upperBound
            var part = start..<end
            var words: Set<Token.Key> = []
            if tokens.key(end, before: from.upperBound) == "join" {
                while let last = part.last, Self.joinWords.contains(tokens[last].key) {
                    words.insert(tokens[last].key)
                    part = part.lowerBound..<last
                }
            }
            var source = source(part, scope: scope, depth: depth)
            source.isNatural = joining.contains("natural")
            source.isFilter = joining.contains("semi") || joining.contains("anti")
            sources.append(source)
            joining = words
            start = end + 1
        }
        return sources
    }

    private static let joinWords: Set<Token.Key> = [
        "inner", "left", "right", "full", "outer", "cross", "natural", "semi", "anti", "asof",
    ]

    /// `name [[AS] alias [(columns)]] [ON … | USING (…)]` or `(query) …`.
    private func source(_ range: Range<Int>, scope: Scope, depth: Int) -> Source {
        let unknown = Source(name: nil, output: .unknown("the query selects * from a table"))
        var end = range.upperBound
        var shared: Set<String> = []
        if let on = tokens.first(in: range, where: { ["on", "using", "match_condition"].contains(tokens[$0].key) }) {
            end = on
            if tokens[on].key == "using", tokens.key(on + 1, before: range.upperBound) == "(" {
                let list = tokens.split(on + 2..<tokens.closing[on + 1])
                shared = Set(list.compactMap { $0.first.flatMap { tokens.name(at: $0)?.name.asciiLowercased } })
            }
        }
        guard var first = range.first else { return unknown }
        if tokens[first].key == "lateral", tokens.key(first + 1, before: end) == "(" { first += 1 }
        guard first < end else { return unknown }
        var index: Int
        var found = unknown
        if tokens[first].key == "(" {
            let inner = first + 1..<tokens.closing[first]
            guard let head = inner.first, ["select", "with", "values", "("].contains(tokens[head].key) else {
                return unknown
            }
            found.output = readQuery(inner, scope: scope, depth: depth + 1)
            index = tokens.closing[first] + 1
        } else {
            guard let table = tokens.name(at: first), !Self.prefixesOfRelations.contains(tokens[first].key) else {
                return unknown
            }
            index = first + 1
            found.name = table
            if tokens.key(index, before: end) == "." {
                while tokens.key(index, before: end) == ".", index + 1 < end, let part = tokens.name(at: index + 1) {
                    found.name = part
                    index += 2
                }
            } else if let known = commonTable(table, in: scope) {
                found.output = known
            }
        }
        let hasAs = tokens.key(index, before: end) == "as"
        if hasAs { index += 1 }
        if index < end, hasAs || !Self.suffixesOfRelations.contains(tokens[index].key),
            let alias = tokens.name(at: index)
        {
            found.name = alias
            index += 1
            if tokens.key(index, before: end) == "(" {
                let list = index + 1..<tokens.closing[index]
                guard let renamed = renaming(found.output, to: list) else { return unknown }
                found.output = renamed
                index = tokens.closing[index] + 1
            }
        }
        guard index == end else { return unknown }
        found.shared = shared
        return found
    }

    /// Words after a relation that are not its alias: `with (nolock)` does not rename a column.
    private static let suffixesOfRelations: Set<Token.Key> = [
        "with", "pivot", "unpivot", "tablesample", "sample", "match_recognize", "at", "before", "changes", "version",
        "timestamp", "partition", "use", "force", "ignore", "lateral", "cross", "outer", "apply", "final", "for",
    ]

    private static let prefixesOfRelations: Set<Token.Key> = [
        "lateral", "table", "only", "unnest", "flatten", "values",
    ]

    /// The last definition in scope, if the name cannot be another relation.
    private func commonTable(_ name: (name: String, isQuoted: Bool), in scope: Scope) -> QueryOutput? {
        guard let found = scope[name.name.asciiLowercased] else { return nil }
        // Whether `"A"` is `a` depends on the warehouse, and on how each is written.
        let isSame = found.isQuoted == name.isQuoted && (!name.isQuoted || found.name == name.name)
        return isSame ? found.output : nil
    }

    func relation(named name: (name: String, isQuoted: Bool), in sources: Sources) -> QueryOutput {
        sources[name.name]?.output ?? .unknown("the query selects \(name.name).* from a table")
    }

    /// `*` over all relations.
    private func joined(_ sources: Sources) -> QueryOutput {
        var output = QueryOutput(slots: [], reason: nil)
        let mayShare = sources.all.contains { $0.isNatural || !$0.shared.isEmpty }
        var names: Set<String> = []
        for source in sources.all {
            guard budget.spend(1) else { return .tooManyColumns }
            if source.isFilter { continue }
            guard budget.spend(source.output.slots.count) else { return .tooManyColumns }
            output.reason = output.reason ?? source.output.reason
            for slot in source.output.slots {
                if mayShare, let name = slot.foldedName {
                    let isShared = source.shared.contains(name) || source.isNatural
                    if !names.insert(name).inserted, isShared { continue }
                }
                output.slots.append(slot)
            }
            guard output.slots.count < Self.slotLimit else { return .tooManyColumns }
        }
        return output
    }
}

extension Slot {
    var foldedName: String? {
        if case .named(let column) = self { column.name.asciiLowercased } else { nil }
    }
}

extension QueryOutput {
    static var tooManyColumns: QueryOutput { .unknown("the query returns too many columns") }
}
