package import Git
package import Resources

/// One commit on main's line that has to do with what is published, as it is on record there. `Verifier` proves that;
/// this only tells it.
package struct HistoryEntry: Sendable {
    package enum Kind: Sendable {
        /// The commit that `init` made. What stood there then was adopted as it was.
        case start
        /// By a request, whose events are part of main.
        case published(EventChain)
        /// Past all requests; the event, if somebody accepted it since.
        case unapproved(accepted: Event?)
        /// An empty commit that accepts some.
        case acceptance(Event)
    }

    package let commit: Commit
    package let kind: Kind
    /// What it means. Nothing, where files are only written differently, and for the start.
    package let changes: [FileChange]
}

extension EventChain {
    /// What went live, if anything did: what the last act that can land a request was about.
    private var landed: Event? {
        events.map(\.event).last { $0.kind == .approve || $0.kind == .publish }
    }

    /// Members whose approval of what went live is on record, in the order of the events.
    package var approvers: [String] {
        guard let subject = landed?.subject else { return [] }
        let verdicts = verdicts(on: subject) { _ in true }
        return events.map(\.event.actor).reduce(into: []) { found, actor in
            if verdicts[actor]?.kind == .approve, !found.contains(actor) { found.append(actor) }
        }
    }

    /// Who moved main.
    package var publisher: String { (landed ?? last.event).actor }

    /// "Publish now", with its reason.
    package var landedWaiver: Event? { landed.flatMap { $0.waive == true ? $0 : nil } }

    /// Who asked first, and who took the request up.
    package var authorsInOrder: [String] {
        events.map(\.event).filter { authors.contains($0.actor) }.map(\.actor)
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
