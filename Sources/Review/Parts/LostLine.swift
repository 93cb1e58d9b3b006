import Git

/// Main is not what it was: both commits, what it means, and what to do.
struct LostLine {
    let page: Page

    init(_ seen: ObjectID, now tip: ObjectID, on branch: Words, first: [Verdict] = []) {
        var page = Page()
        let commits = [
            Verdict(nil, "verified", "\(seen.short, .strong): the tip, when it was verified here last"),
            Verdict(nil, "now", "\(tip.short, .strong): \(seen.short) is not on its line"),
        ]
        page.add(.table(Table(first + commits)))
        page.gap()
        page.say(
            """
            Somebody rewrote \(branch) or set it back, or another server answers than before. Each commit may be in \
            order, and changes that were published be gone all the same. Ask who moved it, and look at what is missing:
            """)
        page.add(.commands([.command("git log --first-parent", "\(tip.short)..\(seen.short)")]))
        page.say("Only if you know that it should be so, give up what is remembered here:")
        page.add(.commands([.command("assent verify --forget")]))
        self.page = page
    }
}
