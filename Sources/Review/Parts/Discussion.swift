import Approvals
import Resources

/// What was said and done since a request was made.
struct Discussion {
    private let request: ApprovalRequest
    /// What is asked for now; nil where nothing is any more, or a conflict with main leaves it open.
    private let subject: String?
    /// Members whose approval of what is asked for now does not count, though nothing is wrong with the event.
    private let uncounted: [String]
    /// The digest of an event that was told already.
    private let told: String?
    private let reader: Reader

    private static let mostVoids = 10

    /// - Parameters:
    ///   - plan: of an open request.
    ///   - told: the digest of an event that was told already.
    init(of request: ApprovalRequest, _ plan: Plan? = nil, besides told: String? = nil, for reader: Reader) {
        self.request = request
        self.told = told
        subject = plan?.subject
        uncounted =
            plan.map { plan in
                request.record.events.filter(\.isApproval).map(\.actor).filter {
                    !reader.policy.mayApprove($0, plan.evidence())
                }
            } ?? []
        self.reader = reader
    }

    /// `Ana Silva asks Bo Chen for approval: “…”`
    var asking: [Block] {
        let record = request.record
        let chosen = record.asked
        let actor = reader.name(record.proposer)
        let asks: Words = request.state == .open ? "asks" : "asked"
        let words: Words =
            chosen.isEmpty
            ? "\(actor) \(asks) for approval" : "\(actor) \(asks) \(reader.who(chosen, "and")) for approval"
        let lines = explanation
        return lines.count == 1 ? [.paragraph("\(words): “\(lines[0])”")] : [.paragraph(words), .quote(lines)]
    }

    /// What its proposer said of it, in lines.
    var explanation: [Words] {
        let record = request.record
        let said = record.doubt == nil ? quoted?.comment : record.comment
        return (said.map(SafeText.lines) ?? []).map { Words(trusted: $0) }
    }

    var blocks: [Block] {
        let events = request.record.entries.filter { $0.recorded.digest != told }.map(\.event)
        let first = events.first(where: \.isProposal)
        let quoted = quoted
        let items = events.filter { $0 != first || (first != quoted && first?.comment != nil) }
        return [.list(List(.remarks, items.map { item($0, isQuoted: $0 == quoted) } + voids))]
    }

    /// The header quotes what its proposer said last on the request itself.
    private var quoted: Event? {
        request.record.explained.flatMap { $0.actor.isExactly(request.record.proposer) ? $0 : nil }
    }

    /// - Parameter isQuoted: its comment is already shown in the header.
    private func item(_ event: Event, isQuoted: Bool) -> List.Item {
        let head: Words = "\(reader.name(event.actor))\(act(event)), \(reader.ago(event.time))"
        let said = isQuoted ? [] : event.comment.map(SafeText.lines) ?? []
        let lines = said.map { Words(trusted: $0) }
        switch lines.count {
        case 0: return List.Item(head)
        case 1: return List.Item("\(head): \(lines[0])")
        default: return List.Item("\(head):", [.quote(lines)])
        }
    }

    /// By whom, when, and the first line of the comment.
    func brief(_ event: Event) -> List.Item {
        let lines = event.comment.map(SafeText.lines) ?? []
        let head: Words = "\(reader.name(event.actor))\(act(event)), \(reader.ago(event.time))"
        guard let first = lines.first else { return List.Item(head) }
        return List.Item("\(head): \(Words(trusted: first))\(lines.count > 1 ? " …" : "")")
    }

    private func act(_ event: Event) -> Words {
        let isCurrent = subject.map { event.subject == $0 } ?? (event.matter?.revision == request.revision)
        return switch event.kind {
        case .submit: " asked for approval"
        case .revise: " changed the request"
        case .comment: Words()
        case .approve:
            " approved \(isCurrent ? "it" : "an earlier version")"
                + (uncounted.contains(event.actor) ? " (not counted: \(whyUncounted(event.actor)))" : Words())
        case .decline: " declined \(isCurrent ? "it" : "an earlier version")"
        case .withdraw: " withdrew it"
        case .delete: " deleted the draft"
        case .publish: event.waives ? " published it without approval" : " published it"
        case .accept: " accepted it"
        }
    }

    private func whyUncounted(_ member: String) -> Words {
        request.record.authors.contains(member)
            ? "they are an author of it" : "they may not approve all of it"
    }

    /// Void events are listed separately and not quoted: the members whose names they bear did not say these things.
    private var voids: [List.Item] {
        let voids = request.record.voids
        if voids.isEmpty { return [] }
        var items = voids.prefix(Self.mostVoids).map { void in
            List.Item(
                "\(Words(actOf: void.event)) in the name of \(reader.name(void.event.actor)) \(Words(void.reason))")
        }
        if voids.count > Self.mostVoids { items.append(List.Item("and \(voids.count - Self.mostVoids) more")) }
        return [List.Item("Void events, which have no effect:", [.list(List(.remarks, items))])]
    }
}
