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
        /// Without any request; the event, if somebody accepted it since.
        case unapproved(accepted: Event?)
        /// An empty commit that accepts some.
        case acceptance(Event)
    }

    package let commit: Commit
    package let kind: Kind
    /// What it means. Nothing, where files are only written differently, and for the start.
    package internal(set) var changes: [FileChange]
    /// What was asked for, as it was called after this; nil: everything.
    package var resource: ResourceID?
    /// What it was called before, where this renamed it.
    package internal(set) var renamedFrom: ResourceID?
    /// What no request can publish, and `verify` stops at.
    package var faults: [Fault] = []

    package enum Fault: Hashable, Sendable {
        /// It takes the place of a governed file where letter case and Unicode form do not count.
        case lookalike(String)
        /// It stands where only governed files may.
        case stray(String)
        case broken(BrokenTree)
    }
}
