package import FoundationEssentials
import Git
import Resources
import YAML

/// Requests that were withdrawn or deleted, of which there may be thousands: of each only what ended it is read, and the
/// rest of those that are asked for.
package struct ClosedRequests: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Those of the last 30 days, newest first: for so long people are told that somebody ended a request, unless a later
    /// one of the same draft was published.
    ///
    /// - Parameter isWanted: asked of each, in their order.
    package func endedLately(
        where isWanted: (ApprovalRequest) throws -> Bool = { _ in true }
    ) throws -> [ApprovalRequest] {
        try stillLast(ended(after: session.clock().addingTimeInterval(-30 * 86_400)).filter(isWanted))
    }

    /// The newest request of a draft, if it was withdrawn or deleted.
    func last(of draft: String) throws -> ApprovalRequest? {
        try stillLast(
            Requests(workspace).closedRequests().first { $0.draftName.isExactly(draft) }.map { [$0] } ?? []
        ).first
    }

    /// Those since which no request of the same draft was published.
    private func stillLast(_ ended: [ApprovalRequest]) throws -> [ApprovalRequest] {
        guard let first = ended.map(\.lastTime).min() else { return [] }
        let published = try Landings(workspace).drafts(since: first)
        return ended.filter { request in
            published[ExactText(request.draftName)].map { $0 < request.lastTime } ?? true
        }
    }

    /// Those that ended after a moment, as their own last events tell it; newest first.
    package func ended(after moment: Date) throws -> [ApprovalRequest] {
        let references = try SharedRefs(workspace).shared(under: Refs.closed).filter { reference in
            try ending(at: reference.id).flatMap { Timestamp.date($0.time) }.map { $0 > moment } ?? false
        }
        return try Requests(workspace).requests(at: references, state: .closed).compactMap(\.request)
            .filter { !$0.record.closings.isEmpty }
            .sorted { ($0.lastTime, $0.id) > ($1.lastTime, $1.id) }
    }

    /// The event that ended the request; nil where the commit that somebody pushed there does not hold an event.
    private func ending(at tip: ObjectID) throws -> Event? {
        do { return SignedEvent(in: try repository.commit(tip))?.event } catch { return nil }
    }
}
