import Approvals
import Git

/// A main that was set back or rewritten: both commits, what it means, and what to do.
struct LostLine {
    private let lost: LostTip

    init(_ lost: LostTip) { self.lost = lost }

    private var place: Words { lost.remote.map { " on \(Words($0))" } ?? Words() }

    /// Without its full stop.
    var sentence: Words { "\(Words(lost.branch))\(place) \(what)" }

    var what: Words {
        lost.isSetBack
            ? "was set back from \(lost.seen.short) to \(lost.now.short)"
            : "no longer contains what was verified or published here"
    }

    var page: Page { page(first: []) }

    func page(first: [Verdict]) -> Page {
        let (seen, now) = (lost.seen, lost.now)
        var page = Page()
        let commits = [
            Verdict(nil, "before", "\(seen.short, .strong): where it was when this clone last saw it"),
            Verdict(nil, "now", "\(now.short, .strong): its history lacks \(seen.short)"),
        ]
        page.add(.table(Table(first + commits)))
        page.gap()
        let happened: Words =
            lost.isSetBack
            ? """
            Somebody reset \(Words(lost.branch)), with a forced push or in this clone, or the server is behind. What was \
            published since is missing. Ask who moved it
            """
            : """
            Somebody rewrote \(Words(lost.branch)) or reset it, or this is a different server. Each commit may be valid, and \
            published changes may still be missing. Ask who moved it
            """
        page.say(lost.isHere ? "\(happened), and look at what is missing:" : "\(happened).")
        if lost.isHere { page.add(.commands([.command("git log --first-parent", "\(now.short)..\(seen.short)")])) }
        if lost.isHere, lost.isSetBack || lost.isReplaced, let remote = lost.remote {
            page.say("To put it back as it was published\(lost.isReplaced ? ", if you may push with force" : ""):")
            // Nobody's push since is lost unseen.
            let force = lost.isReplaced ? ["--force-with-lease=\(lost.branch):\(now.hex)"] : []
            let push = ["git", "push"] + force + [remote, "\(seen.hex):refs/heads/\(lost.branch)"]
            page.add(.commands([.command(Shell.line(push))]))
        }
        // What is there now could not be worked in.
        if lost.isReplaced { return page }
        page.say("Only if you know that this is right, make this clone forget what it knew:")
        page.add(.commands([.command("assent verify --forget")]))
        return page
    }
}
