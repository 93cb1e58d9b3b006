import Git

/// Main is not what it was: both commits, what it means, and what to do.
struct LostLine {
    let page: Page

    init(_ seen: ObjectID, now tip: ObjectID, on branch: Words, first: [Verdict] = []) {
        var page = Page()
        let commits = [
            Verdict(nil, "verified", "\(seen.short, .strong): the tip when it was last verified here"),
            Verdict(nil, "now", "\(tip.short, .strong): its history lacks \(seen.short)"),
        ]
        page.add(.table(Table(first + commits)))
        page.gap()
        page.say(
            """
            Somebody rewrote \(branch) or reset it, or a different server answers now. Each commit may be \
            valid, and published changes may still be missing. Ask who moved it, and look at what is missing:
            """)
        page.add(.commands([.command("git log --first-parent", "\(tip.short)..\(seen.short)")]))
        page.say("Only if you know that this is right, forget what was verified here:")
        page.add(.commands([.command("assent verify --forget")]))
        self.page = page
    }
}
