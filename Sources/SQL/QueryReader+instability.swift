import Spelling

extension QueryReader {
    /// What makes the value of one entry of a select list another one at every run.
    func instability(of item: Range<Int>, from sources: Sources?) -> String? {
        let item = items.value(of: item)
        return inherited(by: item, from: sources) ?? instabilities?.instability(of: item)
    }

    func note(_ instability: String?, in output: inout QueryOutput) {
        guard let instability, output.slots.count == 1, case .named(var column) = output.slots[0] else { return }
        column.instability = instability
        output.slots[0] = .named(column)
    }

    /// `uuid() as id` in `* REPLACE (…)`: the table has such a column, whether or not the others are known.
    func noteReplacement(_ part: Range<Int>, in output: inout QueryOutput) {
        guard part.count > 2, tokens[part.upperBound - 2].key == "as", let name = tokens.name(at: part.upperBound - 1),
            let cause = instabilities?.instability(of: part.lowerBound..<part.upperBound - 2),
            budget.spend(output.slots.count)
        else { return }
        var column = Column(name: name.name, isQuoted: name.isQuoted)
        column.instability = cause
        let folded = name.name.asciiLowercased
        if let place = output.slots.firstIndex(where: { $0.foldedName == folded }) {
            output.slots[place] = .named(column)
        } else if output.slots.contains(.several) {
            output.slots.append(.named(column))
        }
    }

    /// `id`, `t.id`, `id as key`: what a common table or subquery makes anew is new here too.
    private func inherited(by item: Range<Int>, from sources: Sources?) -> String? {
        let path = items.explicitAlias(item) == nil ? item : item.lowerBound..<item.upperBound - 2
        guard let sources, path.count == 1 || path.count == 3, let column = items.reference(path) else { return nil }
        let output: QueryOutput
        if path.count == 3 {
            guard let table = tokens.name(at: path.lowerBound) else { return nil }
            output = relation(named: table, in: sources)
        } else {
            // Of several tables, any may have it.
            guard sources.all.count == 1 else { return nil }
            output = sources.all[0].output
        }
        guard budget.spend(output.slots.count) else { return nil }
        let columns = output.named.filter { $0.name.asciiLowercased == column.name.asciiLowercased }
        return columns.count == 1 ? columns[0].instability : nil
    }
}
