package import Approvals
import Resources

/// Whose turn it is with an open request: those who approve after it was asked for, its authors after a decline, a conflict
/// or an approver's comment, and after the authors' answer whoever had asked.
package struct Turn: Hashable, Sendable {
    /// What it waits for.
    package enum Task: Hashable, Sendable {
        case answer
        case state(Waiting)
    }

    package let task: Task
    /// Ids of members. Each can act, alone or together with the others.
    package let members: [String]
    /// It takes all of them.
    package let isOfAll: Bool

    package init(_ plan: Plan, _ reader: Reader) {
        let waiting = Waiting(plan, reader)
        switch waiting {
        case .revise(let authors, _):
            task = .state(waiting)
            members = authors
            isOfAll = false
        case .approve(let requirement):
            let record = plan.request?.record
            let asked = record.flatMap(Self.asked)
            task = asked == nil ? .state(waiting) : .answer
            members =
                asked ?? record.map { Self.chosen(by: $0, among: requirement.candidates) } ?? requirement.candidates
            isOfAll = asked == nil && members.count <= requirement.left
        case let waiting:
            task = .state(waiting)
            members = waiting.members
            isOfAll = false
        }
    }

    private static func chosen(by record: RequestRecord, among able: [String]) -> [String] {
        let asked = record.asked.filter(able.contains)
        return asked.isEmpty ? able : asked
    }

    /// Who is asked something by the comment that was made last; nil: nobody, what was done since answers it.
    private static func asked(in record: RequestRecord) -> [String]? {
        guard let last = record.events.last, last.isComment else { return nil }
        let authors = record.authorsInOrder.isEmpty ? [record.proposer] : record.authorsInOrder
        if !authors.contains(last.actor) { return authors }
        return record.comments.last { !authors.contains($0.actor) }.map { [$0.actor] }
    }
}
