package import Approvals
import Resources

/// Something that a command may be about, offered to somebody who did not name it.
package struct Candidate: Hashable, Sendable {
    /// As it is typed: `ana/new-leads`, `sync/leads-to-crm`.
    package let name: String
    /// What it is, and whether it waits for the reader.
    package let about: Words
    /// A name that nothing else has: what is chosen is what was offered.
    package let identity: String

    package init(_ name: String, _ about: Words = Words(), identity: String? = nil) {
        self.name = name
        self.about = about
        self.identity = identity ?? name
    }
}

/// Finds what a command may be about.
package struct Candidates {
    private let workspace: OpenWorkspace
    private let reader: Reader

    package init(in workspace: OpenWorkspace, for reader: Reader) {
        self.workspace = workspace
        self.reader = reader
    }

    /// What somebody may do with an open request.
    package enum Act: Sendable { case view, approve, decline, comment, withdraw }

    /// Open requests with which the reader can do this: those that wait for them first.
    package func requests(to act: Act) throws -> [Candidate] {
        let open = try Requests(workspace).open()
        let rivals = Rivals(among: open)
        let found = Planner(workspace).planned(open) { [reader] request, plan, workspace -> (Candidate, Bool)? in
            let entry = RequestEntry(request, plan, in: workspace)
            for change in entry.plan?.changes ?? [] { change.forgetDocuments() }
            guard entry.allows(act, by: reader) else { return nil }
            // Where several ask for the same draft, only the id tells them apart.
            let name =
                rivals.of(request).isEmpty ? reader.short(draft: request.draftName) : reader.short(request.id)
            let waits = reader.member.map { entry.waits(for: $0.id) } ?? false
            return (Candidate(name, entry.inBrief(reader, waits: waits), identity: request.id), waits)
        }
        .compactMap { $0 }
        return found.filter(\.1).map(\.0) + found.filter { !$0.1 }.map(\.0)
    }

    /// Requests, then the reader's drafts that are not submitted, then models and syncs.
    package func reviewables() throws -> [Candidate] {
        let drafts = try DraftSummary.all(in: workspace).filter {
            $0.request == nil && !$0.isLive && $0.draft.isOf(reader.member)
        }
        return try requests(to: .view)
            + drafts.map { draft in
                let facts: [Words] = [draft.isCurrent ? "the draft you are on" : "your draft", Words(draft.title)]
                return Candidate(
                    reader.short(draft: draft.draft.name), facts.filter { !$0.isEmpty }.joined(by: " · "),
                    identity: draft.draft.name)
            } + ResourceNames(workspace).atHand(of: ResourceKind.allCases).map { Candidate($0) }
    }

    /// Models and syncs: those that the current draft changes first.
    package func resources() throws -> [Candidate] {
        let all = try ResourceNames(workspace).atHand(of: ResourceKind.allCases)
        guard let current = try Drafts(workspace).current() else { return all.map { Candidate($0) } }
        let changed = Set(try RequestNames(workspace).resources(changedBy: current.tip).map(\.description))
        return all.filter(changed.contains).map { Candidate($0, "changed on the draft you are on") }
            + all.filter { !changed.contains($0) }.map { Candidate($0) }
    }
}

extension RequestEntry {
    /// A menu leaves out what is known to be refused.
    fileprivate func allows(_ act: Candidates.Act, by reader: Reader) -> Bool {
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

    /// `sync/leads-to-crm (1 field) · Ana Silva · waits for you`
    fileprivate func inBrief(_ reader: Reader, waits: Bool) -> Words {
        let author: Words =
            request.record.doubt == nil
            ? reader.who([request.author]) : "in the name of \(reader.name(request.author))"
        let state: Words = plan == nil ? "cannot go live" : waits ? "waits\u{A0}for\u{A0}you" : Words()
        return [subject(reader), author, state].filter { !$0.isEmpty }.joined(by: " · ")
    }
}
