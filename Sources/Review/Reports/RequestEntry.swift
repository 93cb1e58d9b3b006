package import Approvals
import Git
import Resources
import YAML

/// A request as a listing shows it.
package struct RequestEntry: Sendable {
    package let request: ApprovalRequest
    /// Of an open one; nil if it cannot be planned, and then `problem` says why.
    package let plan: Plan?
    package let problem: (any Error)?
    /// Of a published one: what its commit on main says.
    package let title: String?

    private init(_ request: ApprovalRequest, title: String?) {
        self.request = request
        self.title = title
        (plan, problem) = (nil, nil)
    }

    /// One that was withdrawn, or deleted with its draft.
    package init(closed request: ApprovalRequest) { self.init(request, title: nil) }

    /// An open request.
    package init(_ request: ApprovalRequest, plan: Plan) {
        self.request = request
        self.plan = plan
        (problem, title) = (nil, nil)
    }

    /// One that cannot be planned says why, and spoils no listing.
    package init(_ request: ApprovalRequest, _ plan: Result<Plan, any Error>, in workspace: OpenWorkspace) {
        self.request = request
        title = nil
        do { (self.plan, problem) = (try ApprovalCheck(workspace).withHistory { try plan.get() }, nil) } catch {
            (self.plan, problem) = (nil, error)
        }
    }
}

// MARK: - Requests that are no longer open

extension RequestEntry {
    /// Published, withdrawn and deleted requests, newest first.
    package static func past(in workspace: OpenWorkspace) throws -> [RequestEntry] {
        try (Requests(workspace).publishedRequests() + Requests(workspace).closedRequests())
            .sorted { ($0.record.chain.last.event.time, $0.id) > ($1.record.chain.last.event.time, $1.id) }
            .map { try RequestEntry(past: $0, in: workspace) }
    }

    package init(past request: ApprovalRequest, in workspace: OpenWorkspace) throws {
        guard case .published(let landing) = request.state else {
            self.init(request, title: nil)
            return
        }
        // `Publish ana/new-leads: model/leads`
        let message = try workspace.repository.commit(landing).message
        let title = message.split(separator: "\n").first.map(String.init) ?? ""
        let words = title.split(separator: ":", maxSplits: 1)
        self.init(request, title: words.count == 2 ? String(words[1].dropFirst()) : "")
    }
}

// MARK: - Whose turn it is

extension RequestEntry {
    /// Whether it waits for this member: an approval that they may give and have not, or a draft of theirs to fix.
    package func waits(for member: String) -> Bool {
        guard let plan else { return false }
        let isMine = request.record.owners.contains(member)
        if plan.proposalProblem != nil { return isMine }
        if plan.merge.conflicts.isEmpty, plan.isEmpty { return isMine }
        let mustBeFixed = !plan.newErrors.isEmpty && !plan.needsOthers
        if !plan.merge.conflicts.isEmpty || mustBeFixed || !plan.decision.declinedBy.isEmpty {
            return isMine
        }
        return plan.decision.missing.contains { $0.candidates.contains(member) }
    }
}

/// Open requests that ask for the same draft, which two people who submit at the same moment may make.
package struct Rivals: Sendable {
    private let byDraft: [ExactText: [ApprovalRequest]]

    package init(among open: [ApprovalRequest]) {
        byDraft = Dictionary(grouping: open, by: { ExactText($0.draftName) }).filter { $0.value.count > 1 }
    }

    func of(_ request: ApprovalRequest) -> [ApprovalRequest] {
        byDraft.isEmpty ? [] : byDraft[ExactText(request.draftName)]?.filter { $0.id != request.id } ?? []
    }
}
