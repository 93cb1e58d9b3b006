package import Approvals
import FoundationEssentials
import Git
import YAML

/// A draft as a listing shows it.
package struct DraftSummary: Sendable {
    package let draft: Draft
    /// It is checked out here.
    package let isCurrent: Bool
    /// The open request, if there is one.
    package let request: ApprovalRequest?
    /// It is published, and its branch is still there.
    package let isLive: Bool
    /// Without an open request: the last one, if it was ended not long ago.
    package let ended: ApprovalRequest?
    /// RFC 3339: when its last commit was made.
    package let saved: String
    /// The first line of the last commit's message; empty where the draft has no commit of its own.
    package let title: String
    /// Drafts that are not published, and whose changes this one contains.
    package let beneath: [String]

    /// All drafts, those saved last first.
    package static func all(in workspace: OpenWorkspace) throws -> [DraftSummary] {
        // The newest of each draft.
        let requests = Dictionary(
            try Requests(workspace).open().map { (ExactText($0.draftName), $0) },
            uniquingKeysWith: { newest, _ in newest })
        let current = try Drafts(workspace).current()
        let places = MainPlaces(workspace)
        let all = try Drafts(workspace).all().map { draft in
            let commit = try workspace.repository.commit(draft.tip)
            return (draft: draft, name: draft.name, commit: commit, time: commit.committer.time)
        }
        let continued = ContinuedRequests(
            workspace, by: all.filter { requests[ExactText($0.name)] == nil }.map(\.draft))
        let ended = Dictionary(
            try ClosedRequests(workspace).endedLately { try continued.draft(of: $0) != nil }
                .compactMap { request in try continued.draft(of: request).map { (ExactText($0.name), request) } },
            uniquingKeysWith: { newest, _ in newest })
        let byPlace = DraftsByPlace(all.map(\.draft))
        // Refs come in the order of their names: sorted are places in that order, which are cheap to move.
        let order = all.indices.sorted { (all[$0].time, $1) > (all[$1].time, $0) }
        return try order.map { index in
            let (draft, name, commit, time) = all[index]
            let request = requests[ExactText(name)]
            return DraftSummary(
                draft: draft, isCurrent: draft == current, request: request,
                isLive: try request == nil && places.isPublished(draft.tip),
                ended: request == nil ? ended[ExactText(name)] : nil,
                saved: Timestamp.text(Date(timeIntervalSince1970: Double(time))),
                title: try places.isOnLine(draft.tip) ? "" : commit.subject,
                beneath: try Stacks(workspace).drafts(beneath: draft.tip, of: name, among: byPlace))
        }
    }
}
