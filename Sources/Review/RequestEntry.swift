package import Approvals
import Resources
import YAML

/// A request as a listing shows it.
package struct RequestEntry: Sendable {
    package let request: ApprovalRequest
    /// Of an open one; nil if it cannot be planned, and then `problem` says why.
    package let plan: Plan?
    package let problem: Words?
    /// Of a published one: what its commit on main says.
    package let title: String?

    package init(_ request: ApprovalRequest, plan: Plan?, problem: Words? = nil, title: String? = nil) {
        self.request = request
        self.plan = plan
        self.problem = problem
        self.title = title
    }
}

extension RequestEntry {
    /// Whether it waits for this member: an approval that they may give and have not, or a draft of theirs to mend.
    package func waits(for member: String) -> Bool {
        guard let plan else { return false }
        let isMine = request.record.authors.contains(member)
        if plan.merge.conflicts.isEmpty, plan.isEmpty { return isMine }
        if !plan.merge.conflicts.isEmpty || !plan.newErrors.isEmpty || !plan.decision.declinedBy.isEmpty {
            return isMine
        }
        return plan.decision.missing.contains { $0.candidates.contains(member) }
    }

    /// What the request would do, or did: `model/leads (2 fields), sync/leads-to-crm (new)`.
    func subject(_ reader: Reader) -> Words {
        if let title { return Words(title) }
        guard let plan else { return Words() }
        let reviews = ResourceReview.all(of: plan.changes, uses: plan.uses, layout: reader.layout)
        let words = reviews.map { "\($0.heading) (\($0.whatChanged))" as Words }
        return words.count > 3
            ? (Array(words.prefix(2)) + ["\(words.count - 2) more"]).inWords(limit: 5) : words.joined(by: ", ")
    }

    /// What it waits for, and who can give it.
    package func state(_ reader: Reader) -> Words {
        switch request.state {
        case .published:
            guard let event = request.record.last else {
                return "published in nobody's name: none of its events stands"
            }
            let waived: Words = event.waives ? ", without approval" : Words()
            return Words("published", .good) + " by \(reader.name(event.actor)) \(reader.ago(event.time))\(waived)"
        case .closed:
            if let event = request.record.closings.first {
                let how: Words = event.kind == .delete ? "deleted with its draft" : "withdrawn"
                return "\(how) by \(reader.name(event.actor)) \(reader.ago(event.time))"
            }
            guard let void = request.record.voids.last(where: { $0.event.closes }) else { return "closed" }
            return
                "closed; \(Words(actOf: void.event)) in the name of \(reader.name(void.event.actor)) \(Words(void.reason))"
        case .open: break
        }
        guard let plan else { return Words("cannot go live: ", .error) + (problem ?? "it cannot be read") }
        return Words(stateOf: plan, reader)
    }
}

extension Words {
    /// What an open request waits for.
    init(stateOf plan: Plan, _ reader: Reader) {
        let authors = plan.authors.sorted()
        if !plan.merge.conflicts.isEmpty {
            self = Words("conflicts", .error) + " with \(reader.branch): \(reader.who(authors)) can resolve it"
        } else if plan.isEmpty {
            // As when a draft went live that stands on this one.
            let done = Words.command("assent withdraw", reader.short(draft: plan.draft))
            self =
                "all that it asks for is live on \(reader.branch) already; \(reader.who(authors)) can withdraw it: \(done)"
        } else if !plan.newErrors.isEmpty {
            self =
                "\(authors.count == 1 && reader.isMe(authors[0]) ? "you need" : "\(reader.who(authors)) needs") to fix "
                + Words(trusted: counted(plan.newErrors.count, "error").plain, .error) + " in this draft"
        } else if !plan.decision.declinedBy.isEmpty {
            let by = plan.decision.declinedBy.map { id -> Words in
                "\(reader.who([id]))\(Words(reasonOf: plan.verdicts[id]))"
            }
            self =
                Words("declined", .error) + " by \(by.inWords()); \(reader.wayOn(from: plan.decision.declinedBy, plan))"
        } else if !plan.decision.strangers.isEmpty {
            self =
                "its author may not draft this: \(reader.who(reader.policy.members(whoMay: .draft, plan.touches))) may"
        } else if let missing = plan.decision.shown.filter({ !$0.isMet })
            .max(by: { ($0.left, -$0.candidates.count) < ($1.left, -$1.candidates.count) })
        {
            let count: Words =
                missing.required == 1
                ? "approval" : counted(missing.left, missing.given.isEmpty ? "approval" : "more approval")
            self = "waits for \(count): \(reader.wayOut(missing))"
        } else {
            self =
                Words(plan.decision.requirements.isEmpty ? "needs no approval" : "approved", .good)
                + ": \(reader.who(reader.policy.members(whoMay: .draft, plan.touches))) can publish it"
        }
    }
}

/// Open requests that ask for the same draft, which two people who submit at the same moment may make.
package struct Rivals: Sendable {
    private let byDraft: [ExactText: [ApprovalRequest]]

    package init(among open: [ApprovalRequest]) {
        byDraft = Dictionary(grouping: open, by: { ExactText($0.draftName) }).filter { $0.value.count > 1 }
    }

    func of(_ request: ApprovalRequest) -> [ApprovalRequest] {
        byDraft.isEmpty ? [] : byDraft[ExactText(request.draftName)]?.filter { $0.id != request.id } ?? []
    }
}

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
