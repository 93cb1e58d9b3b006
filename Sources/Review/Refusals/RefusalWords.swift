/// Why something was not done, in words: which rule refused, who could do it, and what to type next.
package struct RefusalWords: Hashable, Sendable {
    /// One clear line; starts in lower case.
    package var message: Words
    /// Lines beneath it.
    package var facts: [Words]
    /// What needs more room: findings, conflicts.
    package var details: Page
    package var next: [NextStep]

    package init(_ message: Words, facts: [Words] = [], details: Page = Page(), next: [NextStep] = []) {
        self.message = message
        self.facts = facts
        self.details = details
        self.next = next
    }

    ///     assent: you may not publish draft/ana/work-email: it changes sync/leads-to-crm (mappings), and …
    ///       ask for it:  assent submit --to bo
    package var page: Page {
        var page = Page(.entry(Entry(Words("assent", .error) + ": " + message, [.facts(facts)])))
        page.add(details)
        page.add(.steps(next))
        return page
    }
}
