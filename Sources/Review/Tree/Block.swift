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
    case steps([Step])
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

/// A sentence or a name, with what belongs to it beneath.
package struct Entry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Something that was done, or is so.
        case told
        /// One of many of its kind: a request, a publish.
        case listed
    }

    package let kind: Kind
    package let heading: Words
    /// At the other edge: an id, a time.
    package let aside: [Words]
    package private(set) var body: [Block]

    package init(_ heading: Words, aside: [Words] = [], _ body: [Block] = [], kind: Kind = .told) {
        self.kind = kind
        self.heading = heading
        self.aside = aside.filter { !$0.isEmpty }
        self.body = body.filter { !$0.isEmpty }
    }

    package mutating func add(_ block: Block) {
        if !block.isEmpty { body.append(block) }
    }

    package mutating func add(fact words: Words) {
        if case .list(let list) = body.last, list.kind == .facts {
            body[body.count - 1] = .list(List(.facts, list.items + [List.Item(words)]))
        } else {
            body.append(.facts([words]))
        }
    }
}

package struct List: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// What is so, beneath what it is about.
        case facts
        /// What people said and did, and what there is to say about it.
        case remarks
        /// Terms, each with what it means beneath.
        case terms
    }

    package struct Item: Hashable, Sendable {
        package let words: Words
        package let body: [Block]

        package init(_ words: Words, _ body: [Block] = []) {
            self.words = words
            self.body = body.filter { !$0.isEmpty }
        }
    }

    package let kind: Kind
    package let items: [Item]

    package init(_ kind: Kind, _ items: [Item]) {
        self.kind = kind
        self.items = items
    }
}

/// A command line, and what it is for.
package struct Step: Hashable, Sendable {
    package var label: Words
    package var command: String

    package init(_ label: Words, _ command: String) {
        self.label = label
        self.command = command
    }
}

/// Text of which every character counts.
package struct Code: Hashable, Sendable {
    /// As somebody wrote it: each writer makes it safe (`SafeText.code`).
    package let text: String
    /// What highlighters call it: `yaml`.
    package let language: String
    package let isNumbered: Bool

    package init(_ text: String, language: String = "", isNumbered: Bool = false) {
        self.text = text
        self.language = language
        self.isNumbered = isNumbered
    }
}

/// Something about a place in a file: what, the line with a mark under the place, and what is known about it.
package struct Diagnostic: Hashable, Sendable {
    /// A line, and the part of it that is meant.
    package struct Excerpt: Hashable, Sendable {
        package let number: Int
        /// As it stands in the file: each writer shows what of it there is room for (`CaretWindow`).
        package let line: String
        /// In Unicode scalars from 0, both within the line; the end is not part of it.
        package let start: Int
        package let end: Int
        /// Goes on to other lines: then its end here is the line's.
        package init(number: Int, line: String, start: Int, end: Int?) {
            let count = line.unicodeScalars.count
            self.number = number
            self.line = line
            self.start = min(max(start, 0), count)
            self.end = max(self.start, min(end ?? count, count))
        }
    }

    package let heading: Words
    package let tone: Style.Tone
    package let excerpt: Excerpt?
    /// Beside the mark: what is nearest.
    package let label: Words
    package let help: [Words]

    package init(_ heading: Words, _ tone: Style.Tone, _ excerpt: Excerpt?, label: Words, help: [Words]) {
        self.heading = heading
        self.tone = tone
        self.excerpt = excerpt
        self.label = label
        self.help = help
    }
}
