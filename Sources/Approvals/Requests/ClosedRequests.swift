package import FoundationEssentials
import Git
import Resources

/// Requests that were withdrawn or deleted, of which there may be thousands: of each only what ended it is read, and the
/// rest of those that are asked for.
package struct ClosedRequests: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Those of the last 30 days: for so long people are told that somebody ended a request.
    package func endedLately() throws -> [ApprovalRequest] {
        try ended(after: session.clock().addingTimeInterval(-30 * 86_400))
    }

    /// Those that ended after a moment, as their own last events tell it; newest first.
    package func ended(after moment: Date) throws -> [ApprovalRequest] {
        let references = try SharedRefs(workspace).shared(under: Refs.closed).filter { reference in
            try ending(at: reference.id).flatMap { Timestamp.date($0.time) }.map { $0 > moment } ?? false
        }
        return try Requests(workspace).requests(at: references, state: .closed).compactMap(\.request)
            .filter { !$0.record.closings.isEmpty }
            .sorted { ($0.record.chain.last.event.time, $0.id) > ($1.record.chain.last.event.time, $1.id) }
    }

    /// The event that ended the request; nil where the commit that somebody pushed there does not hold an event.
    private func ending(at tip: ObjectID) throws -> Event? {
        do { return SignedEvent(in: try repository.commit(tip))?.event } catch { return nil }
    }
}
