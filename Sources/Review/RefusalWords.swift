/// Why something was not done, in words: which rule refused, who could do it, and the commands that go on from here.
package struct RefusalWords: Hashable, Sendable {
    /// What goes on from here: a label, and a command line.
    package struct Step: Hashable, Sendable {
        package var label: Words
        package var command: String

        package init(_ label: Words, _ command: String) {
            self.label = label
            self.command = command
        }
    }

    /// One clear line; starts in lower case.
    package var message: Words
    /// Lines beneath it.
    package var facts: [Words]
    /// What needs more room: findings, conflicts.
    package var details: Page
    package var next: [Step]

    package init(_ message: Words, facts: [Words] = [], details: Page = Page(), next: [Step] = []) {
        self.message = message
        self.facts = facts
        self.details = details
        self.next = next
    }

    ///     assent: you may not publish draft/ana/work-email: it changes sync/leads-to-crm (mappings), and …
    ///       ask for it:  assent submit --to bo
    package var page: Page {
        var page = Page()
        page.line(Words("assent", .error) + ": " + message, hanging: 2)
        for fact in facts { page.line(fact, indent: 2, hanging: 4) }
        page.add(details)
        page.add(Page(steps: next))
        return page
    }
}

extension Page {
    /// Commands to type, with their labels.
    package init(steps: [RefusalWords.Step]) {
        self.init()
        for step in steps { line(step.label + ":  " + .command(step.command), indent: 2, hanging: 4) }
    }
}
