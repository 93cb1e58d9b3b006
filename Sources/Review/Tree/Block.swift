/// A part of a page. Whoever adds a case is told by the compiler which writers lack it.
package indirect enum Block: Hashable, Sendable {
    /// What a page, or a long part of it, is about. The asides (an age, an id) stand at the other edge.
    case heading(Words, aside: [Words])
    case paragraph(Words)
    case entry(Entry)
    case list(List)
    /// What other people wrote, in lines of their own.
    case quote([Words])
    case table(Table)
    case code(Code)
    /// Lines that go, come and stay.
    case diff(LineDiff)
    case diagnostic(Diagnostic)
    /// What to type next, each with what it is for.
    case steps([NextStep])
    /// What could be typed next.
    case commands([Words])

    /// Whether there is nothing to write.
    package var isEmpty: Bool {
        switch self {
        case .heading, .entry, .diagnostic: false
        case .paragraph(let words): words.isEmpty
        case .list(let list): list.items.isEmpty
        case .quote(let lines): lines.isEmpty
        case .table(let table): table.rows.isEmpty && table.caption.isEmpty
        case .code(let code): code.text.isEmpty
        case .diff(let diff): diff.lines.isEmpty && !diff.isOnlyEnd
        case .steps(let steps): steps.isEmpty
        case .commands(let commands): commands.isEmpty
        }
    }

    package static func facts(_ facts: [Words]) -> Block { .list(List(.facts, facts.map { List.Item($0) })) }
}
