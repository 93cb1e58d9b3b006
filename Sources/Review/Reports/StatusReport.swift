package import Approvals
import FoundationEssentials
package import Git
package import Resources
import YAML

/// Where a member is: all that `status` says.
package struct StatusReport: Sendable {
    /// What is checked out: a branch's short name, or a commit's.
    package let head: String
    package let isOnMain: Bool
    /// The branch that is checked out has no commits, so there is nothing to edit.
    package let isUnborn: Bool
    package let isBare: Bool
    /// Where main is shared.
    package let remote: String?
    /// What is checked out, if it is a draft.
    package let draft: Draft?
    /// Nil: the draft cannot be published as it is, and `problem` says why.
    package let preview: Preview?
    package let problem: (any Refusal)?
    /// Fields that main and the draft both changed, and that nobody has settled.
    package let conflicts: UnresolvedConflicts
    /// The open request for the draft, as it asks: the draft may have moved on since.
    package let current: RequestEntry?
    /// Requests of this member that others ended not long ago, and the last one for the draft.
    package let ended: [Ended]
    /// Commits on main that no request published.
    package let unapproved: PastApproval.Found
    /// Open requests by this member.
    package let mine: [RequestEntry]
    /// Open requests of others that this member can approve.
    package let forMe: [RequestEntry]
    /// Drafts of this member that are not checked out and not submitted.
    package let otherDrafts: [Draft]
    /// Drafts of this member that went live, and whose branches are still here.
    package let liveDrafts: [Draft]
    /// Drafts of others that change the same things.
    package let overlaps: [Overlap]
    /// Drafts that are not published, and whose changes the current one contains.
    package let beneath: [String]
    /// The draft is published, and its branch is still here.
    package let isLive: Bool
    /// It is, and main has been changed since where it changed it.
    package let isSuperseded: Bool
    /// Refs that are not requests, though they lie where requests do.
    package let unsound: [UnsoundRef]
    package let onlyHere: OnlyHere?
    /// What main had and no longer has.
    package let lost: LostTip?
    /// The remote on which others have added to the draft, which is not here yet; nil: nobody has.
    package let behind: String?
    package let overrides: HistoryOverrides
    /// What makes git show other bytes of governed files than were approved.
    package let attributes: [AttributeNote]
    /// A109: nothing is published here, and another folder has what Git Sync writes.
    package let otherRoot: [Finding]
    /// A109: folders of other kinds of resources, which nobody reviews.
    package let beside: [WorkspaceFiles.Beside]

    package struct Ended: Sendable {
        package let request: ApprovalRequest
        /// The draft that goes on with it, which may have been renamed since; nil: none does.
        package let draft: String?
    }

    package init(
        head: String, isOnMain: Bool, isUnborn: Bool = false, isBare: Bool = false, remote: String? = nil,
        draft: Draft?, preview: Preview?,
        problem: (any Refusal)? = nil,
        conflicts: UnresolvedConflicts = .none, current: RequestEntry? = nil, ended: [Ended] = [],
        unapproved: PastApproval.Found = .none, mine: [RequestEntry],
        forMe: [RequestEntry], otherDrafts: [Draft], liveDrafts: [Draft] = [], overlaps: [Overlap] = [],
        beneath: [String] = [],
        isLive: Bool = false, isSuperseded: Bool = false, unsound: [UnsoundRef] = [], onlyHere: OnlyHere? = nil,
        lost: LostTip? = nil, behind: String? = nil, overrides: HistoryOverrides = .none,
        attributes: [AttributeNote] = [], otherRoot: [Finding] = [], beside: [WorkspaceFiles.Beside] = []
    ) {
        self.conflicts = conflicts
        self.liveDrafts = liveDrafts
        self.isUnborn = isUnborn
        self.isBare = isBare
        self.remote = remote
        self.otherRoot = otherRoot
        self.beside = beside
        self.attributes = attributes
        self.overrides = overrides
        self.behind = behind
        self.onlyHere = onlyHere
        self.lost = lost
        self.unsound = unsound
        self.isLive = isLive
        self.isSuperseded = isSuperseded
        self.current = current
        self.ended = ended
        self.unapproved = unapproved
        self.beneath = beneath
        self.head = head
        self.isOnMain = isOnMain
        self.draft = draft
        self.preview = preview
        self.problem = problem
        self.mine = mine
        self.forMe = forMe
        self.otherDrafts = otherDrafts
        self.overlaps = overlaps
    }
}

extension StatusReport {
    /// - Parameter me: nil for a stranger.
    package init(in workspace: OpenWorkspace, for me: Member?) async throws {
        let head = try workspace.repository.head().name
        var preview: Preview?
        var problem: (any Refusal)?
        // A draft that cannot be published as it is: what else there is to say still counts.
        do { preview = try await Planner(workspace).preview(by: me?.id) } catch let refusal as any Refusal {
            problem = refusal
        }
        let current = try Drafts(workspace).current()
        let drafts = try Drafts(workspace).all()
        let (open, _, unsound) = try Requests(workspace).found()
        let places = MainPlaces(workspace)
        let submitted = Set(open.map { ExactText($0.draftName) })
        let others = drafts.filter {
            $0.isOf(me) && current?.name.isExactly($0.name) != true && !submitted.contains(ExactText($0.name))
        }
        let entries = Self.entries(of: open, for: current, concerning: me, in: workspace)
        let isMine = { (entry: RequestEntry) in me.map { entry.request.record.owners.contains($0.id) } ?? false }
        let isLive = try current.map { try preview?.plan?.isEmpty == true && Mover(workspace).isLive($0) } ?? false
        self.init(
            head: head, isOnMain: head.isExactly(workspace.branch),
            isUnborn: try workspace.repository.head().commit == nil, isBare: workspace.repository.isBare,
            remote: workspace.remote?.name,
            draft: current, preview: preview, problem: problem,
            conflicts: try preview.map { try UnresolvedConflicts(of: $0, in: workspace) } ?? .none,
            current: entries.first { entry in current.map { entry.request.draftName.isExactly($0.name) } ?? false },
            ended: try Self.ended(
                of: me, on: current, open: submitted, drafts: drafts, in: workspace),
            unapproved: try PastApproval(workspace).found(), mine: entries.filter(isMine),
            forMe: entries.filter { entry in me.map { !isMine(entry) && entry.waits(for: $0.id) } ?? false },
            otherDrafts: try others.filter { try !places.isPublished($0.tip) },
            liveDrafts: try others.filter { try places.isPublished($0.tip) },
            overlaps: try preview.map { try Planner(workspace).overlaps(with: $0) } ?? [],
            beneath: try current.map { try Stacks(workspace).drafts(beneath: $0.tip, of: $0.name) } ?? [],
            isLive: isLive, isSuperseded: try isLive && current.map { try !Mover(workspace).isStillLive($0) } ?? false,
            unsound: unsound, onlyHere: try SharedRefs(workspace).onlyHere(),
            lost: try KeptLine(workspace).lost(),
            behind: try current.flatMap { try Drafts(workspace).isBehind($0) ? workspace.remote?.name : nil },
            overrides: try HistoryOverrides(of: workspace.repository),
            attributes: try AttributeReader(workspace).attributeNotes(),
            otherRoot: try workspace.published.findingsOfOtherRoot(),
            beside: try workspace.published.otherResources())
    }

    /// Of the open requests, the one for a draft, a member's own, and those of others that wait for them.
    private static func entries(
        of open: [ApprovalRequest], for draft: Draft?, concerning me: Member?, in workspace: OpenWorkspace
    ) -> [RequestEntry] {
        let (draft, me) = (draft?.name, me?.id)
        return Planner(workspace).planned(open) { request, plan, workspace -> RequestEntry? in
            let entry = RequestEntry(request, plan, in: workspace)
            let isMine = me.map { request.record.owners.contains($0) || entry.waits(for: $0) } ?? false
            return isMine || draft.map(request.draftName.isExactly) ?? false ? entry : nil
        }
        .compactMap { $0 }
    }

    /// Requests whose end a member should hear of: what others withdrew as long as the draft is there, what others
    /// deleted, and the last one for the draft that is checked out.
    private static func ended(
        of me: Member?, on current: Draft?, open: Set<ExactText>, drafts: [Draft], in workspace: OpenWorkspace
    ) throws -> [Ended] {
        let continued = ContinuedRequests(workspace, by: drafts)
        var seen = open
        return try ClosedRequests(workspace).endedLately { request in
            let draft = try continued.draft(of: request)
            guard let closing = request.record.closings.first,
                seen.insert(ExactText(draft?.name ?? request.draftName)).inserted
            else { return false }
            if let draft, draft == current { return true }
            guard let me, request.record.owners.contains(me.id), closing.actor != me.id else { return false }
            return (draft != nil) == (closing.kind == .withdraw)
        }
        .map { Ended(request: $0, draft: try continued.draft(of: $0)?.name) }
    }
}
