package import Git
package import Resources

/// One commit on main's line that has to do with what is published, as it is on record there. `Verifier` proves that;
/// this only tells it.
package struct HistoryEntry: Sendable {
    package enum Kind: Sendable {
        /// The commit that `init` made. What stood there then was adopted as it was.
        case start
        /// By a request, whose events are part of main.
        case published(RequestRecord)
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
