import Approvals
import Resources
import YAML

extension Page {
    /// A request in a listing: draft and age, what it is, author, state, id.
    package init(_ entry: RequestEntry, _ rivals: Rivals, for reader: Reader) {
        self.init()
        self.entry(entry, reader, indent: 0)
        guard entry.request.state == .open else { return }
        for rival in rivals.of(entry.request) { line(reader.words(rival: rival), indent: 3, hanging: 5) }
    }

    mutating func entry(_ entry: RequestEntry, _ reader: Reader, indent: Int) {
        let request = entry.request
        let name = Words(trusted: String(repeating: "\u{A0}", count: indent)) + Words(request.draftName, .strong)
        split(name, reader.ago(request.record.submitted) + "\u{A0}\u{A0} " + Words(reader.short(request.id), .faint))
        let subject = entry.subject(reader)
        if !subject.isEmpty { line(subject, indent: indent + 3) }
        let quote: Words
        if let comment = request.record.firstProposal.comment, let first = SafeText.lines(comment).first {
            quote = ": “" + Words(trusted: first) + "”"
        } else {
            quote = Words()
        }
        if request.record.doubt == nil {
            line("\(reader.name(request.author))\(quote)", indent: indent + 3)
        } else {
            line("in the name of \(reader.name(request.author))", indent: indent + 3)
        }
        line(entry.state(reader), indent: indent + 3)
        if request.state == .open { lastWord(in: request, reader, indent: indent + 3) }
    }

    /// How many comments there are, and the newest: `2 comments; the last by Bo Chen, 1 hour ago: “…”`.
    mutating func lastWord(in request: ApprovalRequest, _ reader: Reader, indent: Int = 0) {
        let comments = request.record.comments
        guard let last = comments.last else { return }
        let who: Words = "by \(reader.who([last.actor])), \(reader.ago(last.time))\(Words(reasonOf: last))"
        let count: Words = comments.count == 1 ? "comment" : "\(counted(comments.count, "comment")); the last"
        let words: Words = "\(count) \(who)"
        // Beneath a request as one of its facts, by itself as a sentence.
        line(indent == 0 ? words.capitalized : words, indent: indent, hanging: indent + 2)
    }
}
