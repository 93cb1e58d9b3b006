/// What there is to say, as data: sections of blocks. It knows neither width nor colours nor any markup; a writer does
/// (`TextWriter`, `MarkdownWriter`), and writes every kind of block.
///
///     var page = Page()
///     page.add(.heading("\(draft, .strong) → main", aside: ["open 2 hours"]))
///     page.gap()
///     page.add(.table(verdicts))
package struct Page: Hashable, Sendable {
    /// Blocks that belong together, and stand apart from those before and after.
    package struct Section: Hashable, Sendable {
        /// Often none: most sections need no name.
        package let title: Words
        package private(set) var blocks: [Block] = []

        package init(_ title: Words = Words()) { self.title = title }

        fileprivate mutating func add(_ block: Block) {
            if !block.isEmpty { blocks.append(block) }
        }

        fileprivate var isEmpty: Bool { title.isEmpty && blocks.isEmpty }
    }

    private var all: [Section] = [Section()]

    package init() {}

    package init(_ blocks: Block...) {
        for block in blocks { add(block) }
    }

    /// Those that hold something.
    package var sections: [Section] { all.filter { !$0.isEmpty } }

    package var isEmpty: Bool { sections.isEmpty }

    /// What says nothing, as a list without items, is left out.
    package mutating func add(_ block: Block) { all[all.count - 1].add(block) }

    package mutating func add(_ blocks: [Block]) {
        for block in blocks { add(block) }
    }

    /// Goes on in the section that is open, unless the other page begins with a gap or a titled section.
    package mutating func add(_ page: Page) {
        for (index, section) in page.all.enumerated() {
            if index > 0 || !section.title.isEmpty { gap(section.title) }
            add(section.blocks)
        }
    }

    /// What follows stands in a section of its own.
    package mutating func gap(_ title: Words = Words()) { all.append(Section(title)) }

    /// A paragraph.
    package mutating func say(_ words: Words) { add(.paragraph(words)) }

    /// What was done, or how it is, in one sentence, with what belongs to it.
    package mutating func tell(_ words: Words, aside: [Words] = [], _ body: Block...) {
        add(.entry(Entry(words, aside: aside, body)))
    }
}
