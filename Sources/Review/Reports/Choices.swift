package import Approvals
import Git
import Resources

/// A request, draft or resource that a command offers to somebody who did not name one.
package struct Choice: Sendable {
    package enum Kind: Sendable {
        /// - Parameter waits: for the reader.
        case request(RequestEntry, waits: Bool)
        case draft(DraftSummary)
        /// The branch that is published.
        case main
        /// - Parameter isChanged: on the draft that the reader is on.
        case resource(isChanged: Bool)
        /// Of something that is no more than its name.
        case name
    }

    /// As it is typed: `ana/new-leads`, `sync/leads-to-crm`.
    package let name: String
    package let kind: Kind
    /// A name that nothing else has, so that the choice is unambiguous.
    package let identity: String

    init(_ name: String, _ kind: Kind, identity: String? = nil) {
        self.name = name
        self.kind = kind
        self.identity = identity ?? name
    }

    /// One of several names that a file may have in one place.
    package static func plain(_ name: String) -> Choice { Choice(name, .name) }
}

/// Finds what a command can offer to somebody who did not name anything.
package struct Choices {
    private let workspace: OpenWorkspace
    private let reader: Reader

    package init(in workspace: OpenWorkspace, for reader: Reader) {
        self.workspace = workspace
        self.reader = reader
    }

    /// What the reader wants to do with an open request.
    package enum Act: Sendable { case view, approve, decline, comment, withdraw }

    /// Open requests with which the reader can do this: those that wait for them first.
    package func requests(to act: Act) throws -> [Choice] {
        let open = try Requests(workspace).open()
        let rivals = Rivals(among: open)
        let found = Planner(workspace).planned(open) { [reader] request, plan, workspace -> (Choice, Bool)? in
            let entry = RequestEntry(request, plan, in: workspace)
            guard entry.allows(act, by: reader) else { return nil }
            // Where several ask for the same draft, only the id tells them apart.
            let name =
                rivals.of(request).isEmpty ? reader.short(draft: request.draftName) : reader.short(request.id)
            let waits = reader.member.map { entry.waits(for: $0.id) } ?? false
            return (Choice(name, .request(entry, waits: waits), identity: request.id), waits)
        }
        .compactMap { $0 }
        return found.filter(\.1).map(\.0) + found.filter { !$0.1 }.map(\.0)
    }

    /// Requests, then the reader's drafts that are not submitted, then models and syncs.
    package func reviewables() throws -> [Choice] {
        let drafts = try DraftSummary.all(in: workspace).filter {
            $0.request == nil && !$0.isLive && $0.draft.isOf(reader.member)
        }
        return try requests(to: .view)
            + drafts.map(choice)
            + ResourceNames(workspace).atHand(of: ResourceKind.allCases).map {
                Choice($0, .resource(isChanged: false))
            }
    }

    /// What can be done with a draft that is somebody's own, or with any.
    package enum DraftAct: Sendable { case switchTo, rename, delete }

    /// The reader's own first; to switch to, also those of others, and main.
    package func drafts(to act: DraftAct) throws -> [Choice] {
        let all = try DraftSummary.all(in: workspace)
        let own = all.filter { $0.draft.isOf(reader.member) }
        switch act {
        case .delete: return own.map(choice)
        case .rename: return own.filter { $0.request == nil }.map(choice)
        case .switchTo:
            let others = all.filter { !$0.draft.isOf(reader.member) }
            let isOnMain = try workspace.repository.head().branch == workspace.main
            return (own + others).filter { !$0.isCurrent }.map(choice)
                + (isOnMain ? [] : [Choice(workspace.branch, .main)])
        }
    }

    private func choice(_ draft: DraftSummary) -> Choice {
        Choice(reader.short(draft: draft.draft.name), .draft(draft), identity: draft.draft.name)
    }

    /// Published requests, the newest first.
    package func published() throws -> [Choice] {
        try Requests(workspace).publishedRequests().map { request in
            let entry = try RequestEntry(past: request, in: workspace)
            return Choice(
                reader.short(draft: request.draftName), .request(entry, waits: false), identity: request.id)
        }
    }

    /// Published models and syncs.
    package func publishedResources() throws -> [Choice] {
        try ResourceNames(workspace).onMain().map { Choice($0, .resource(isChanged: false)) }
    }

    /// Models and syncs: those that the current draft changes first.
    package func resources() throws -> [Choice] {
        let all = try ResourceNames(workspace).atHand(of: ResourceKind.allCases)
        let current = try Drafts(workspace).current()
        let changed = Set(
            try current.map { try RequestNames(workspace).resources(changedBy: $0.tip).map(\.description) } ?? [])
        return all.filter(changed.contains).map { Choice($0, .resource(isChanged: true)) }
            + all.filter { !changed.contains($0) }.map { Choice($0, .resource(isChanged: false)) }
    }
}

extension RequestEntry {
    /// A menu leaves out what is known to be refused.
    fileprivate func allows(_ act: Choices.Act, by reader: Reader) -> Bool {
        if act == .view || act == .comment { return true }
        guard let me = reader.member?.id, let plan else { return false }
        let isMine = request.record.authors.contains(me)
        switch act {
        case .view, .comment: return true
        case .approve:
            return plan.isEmpty == false && plan.merge.conflicts.isEmpty && plan.proposalProblem == nil
                && (plan.newErrors.isEmpty || plan.needsOthers) && plan.verdicts[me]?.isApproval != true
                && reader.policy.mayApprove(me, plan.evidence())
        case .decline: return !isMine && reader.policy.may(me, .approve, plan.touches)
        case .withdraw: return isMine || reader.policy.may(me, .approve, plan.touches)
        }
    }
}
