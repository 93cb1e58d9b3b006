import Git
import Resources
import YAML

/// The requests of a workspace, as its refs have them.
package struct Requests: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// All open requests, newest first.
    package func open() throws -> [ApprovalRequest] { try found().open }

    /// Open requests, newest first; beside them those that are closed though somebody pushed their refs again, and the refs
    /// that are not requests.
    package func found() throws -> (
        open: [ApprovalRequest], reopened: [ApprovalRequest], unsound: [UnsoundRef]
    ) {
        var open: [ApprovalRequest] = []
        var reopened: [ApprovalRequest] = []
        var unsound: [UnsoundRef] = []
        // Most requests have none, and to look for each of a thousand takes longer than to list them.
        let closedRefs = Set(try SharedRefs(workspace).shared(under: Refs.closed).map { ExactText($0.name) })
        for (request, problem) in try requests(at: SharedRefs(workspace).shared(under: Refs.requests), state: .open) {
            if let problem { unsound.append(problem) }
            guard let request else { continue }
            let (now, doubt) = try closed(request) { closedRefs.contains(ExactText($0)) }
            if let doubt { unsound.append(doubt) }
            if now.state == .open { open.append(now) } else { reopened.append(now) }
        }
        return (
            open.sorted { ($0.record.submitted, $0.id) > ($1.record.submitted, $1.id) }, reopened,
            unsound.sorted { $0.name.isExactlyBefore($1.name) }
        )
    }

    /// Withdrawn and deleted requests, newest first.
    package func closedRequests() throws -> [ApprovalRequest] {
        try requests(at: SharedRefs(workspace).shared(under: Refs.closed), state: .closed).compactMap(\.request)
            .sorted { ($0.record.submitted, $0.id) > ($1.record.submitted, $1.id) }
    }

    /// Refs where closed requests are kept that do not lead to one.
    package func unsoundClosedRefs() throws -> [UnsoundRef] {
        try requests(at: SharedRefs(workspace).shared(under: Refs.closed), state: .closed).compactMap(\.problem)
    }

    /// Requests that are part of main's history, newest first; they need no ref.
    package func publishedRequests() throws -> [ApprovalRequest] {
        try Landings(workspace).all().compactMap { try published(by: $0) }
    }

    /// The request that a landing published; nil where its events are not those of a request.
    func published(by landing: LandingOnMain) throws -> ApprovalRequest? {
        guard let chain = try Landings(workspace).chain(of: landing) else { return nil }
        let settings = try pastSettings.settings(before: landing.commit) ?? settings
        return ApprovalRequest(
            state: .published(landing.commit), record: RequestRecord(chain, under: settings), tip: landing.lastEvent)
    }

    /// An open request, as its ref has it.
    func open(at tip: ObjectID) throws -> ApprovalRequest {
        let chain = try chains.chain(endingIn: tip, in: repository)
        return ApprovalRequest(state: .open, record: RequestRecord(chain, under: settings), tip: tip)
    }

    /// The open request of a draft.
    package func open(of draft: String) throws -> ApprovalRequest? {
        try open().first { $0.draftName.isExactly(draft) }
    }
}
