package import Git
import Resources
import YAML

/// A request to publish one revision of a draft, with all that was said about it.
package struct ApprovalRequest: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case open
        /// Withdrawn, or deleted with its draft.
        case closed
        /// By this commit on main.
        case published(ObjectID)
    }

    package let state: State
    /// What stands of its events: of a published one under the settings before its landing, else under those of now.
    package let record: RequestRecord
    /// Where its ref points; of a published one, the last event on main.
    package let tip: ObjectID

    package var chain: EventChain { record.chain }
    package var id: String { record.id }
    package var draftName: String { record.proposal.draft }
    package var revision: ObjectID { record.proposal.revision }
    package var subject: String { record.proposal.subject }
    /// The first member to submit it.
    package var author: String { record.author }
    /// When the last act on it was done, as that tells it.
    var lastTime: String { record.chain.last.event.time }
    package var reference: String { Refs.requests + id }
}
