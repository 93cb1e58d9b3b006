package import Git
package import Resources

/// All that is known about publishing one revision: what `view` shows, what `approve` and `publish` act on. Made by
/// `Planner.plan`, and never changed.
package struct Plan: Sendable {
    /// `draft/<member>/<slug>`
    package let draft: String
    package let revision: ObjectID
    package let request: ApprovalRequest?
    package let merge: Merge
    /// The digest that an approval covers; nil while there are conflicts.
    package let subject: String?
    /// What the subject covers beside the changes.
    package let basis: Subject.Basis
    /// On the merged result, against main.
    package let findings: [Finding]
    package let touches: [Touch]
    package let authors: Set<String>
    package let verdicts: [String: Event]
    /// What an approver signs, and rules on risk are judged by: those of the findings, and whatever `verify` will
    /// compute.
    package let riskCodes: Set<String>
    /// Void approvals and declines of this subject: their actors cannot be proven.
    package let voids: [RequestRecord.VoidEvent]
    /// Why the request cannot be attributed to its author.
    package let proposalProblem: VoidReason?
    /// What the policy decides now.
    package let decision: Decision
    /// The syncs on every model that changes.
    package let uses: [String: [Subject.Use]]

    package var changes: [FileChange] { merge.changes.map(\.change) }
    /// The worst first.
    package var risks: [Finding] { findings.filter(\.isRisk).sorted { $0.code.riskRank < $1.code.riskRank } }
    /// Errors that main does not have: they block.
    package var newErrors: [Finding] { findings.filter { $0.severity == .error && !$0.isInherited } }
    /// F6: it holds only together with another draft, and nothing else is wrong with it.
    package var needsOthers: Bool {
        !newErrors.isEmpty && merge.conflicts.isEmpty && newErrors.allSatisfy { $0.code == .onlyInDraft }
    }
    package var needsApproval: Bool { touches.contains(where: \.needsApproval) }
    package var isEmpty: Bool { merge.editedFiles == 0 && merge.conflicts.isEmpty }
    /// The request in force asks for just this revision with just this meaning, or the meaning was approved all the
    /// same.
    package var isAskedFor: Bool {
        guard let request, let subject, request.revision == revision, proposalProblem == nil else { return false }
        return request.subject == subject || verdicts.values.contains(where: \.isApproval)
    }
    package var isReady: Bool {
        merge.conflicts.isEmpty && newErrors.isEmpty && proposalProblem == nil && decision.isSatisfied
    }

    package func evidence(waiver: String? = nil) -> Evidence {
        Evidence(touches: touches, authors: authors, verdicts: verdicts, waiver: waiver, risks: riskCodes)
    }
}

/// Makes plans.
package struct Planner: OnWorkspace {
    package let workspace: OpenWorkspace
    private let limit: MergeLimit

    package init(_ workspace: OpenWorkspace, limit: MergeLimit = .alone) {
        self.workspace = workspace
        self.limit = limit
    }

    /// Plans publishing an open request, exactly at its revision.
    package func plan(_ request: ApprovalRequest) throws -> Plan {
        try plan(request.revision, of: request.draftName, request: request, onto: tip)
    }

    /// Plans publishing a draft as it is now, for a member who would submit or publish it.
    package func plan(_ draft: Draft, by member: String) throws -> Plan {
        let request = try Requests(workspace).open(of: draft.name)
        return try plan(draft.tip, of: draft.name, request: request, onto: tip, by: member)
    }

    /// - Parameters:
    ///   - onto: main's tip, or the landing of a request that is published in the same step before this one.
    ///   - member: who would ask for it, where the request does not tell.
    func plan(
        _ revision: ObjectID, of draft: String, request: ApprovalRequest?, onto: ObjectID, by member: String? = nil
    ) throws -> Plan {
        let before = onto == tip ? published : try snapshot(of: onto)
        let found = try RevisionMeaning(
            revision, of: draft, onto: onto, before: before, line: line, layout: layout, limit: limit)
        let (merge, meaning, after) = (found.merge, found.meaning, found.after)
        let subject = merge.conflicts.isEmpty ? meaning.subject : nil
        var authors = request?.record.authors ?? []
        if let member { authors.insert(member) }
        let evidence = Evidence(
            touches: meaning.touches, authors: authors,
            verdicts: try subject.flatMap { try verdicts(on: $0, in: request, onto: onto) } ?? [:])
        let findings = try findings(of: merge, before: before, after: after, draft: draft)
        var judged = evidence
        // Somebody who may has published it, and a job on the host has still to move main.
        judged.waiver = subject.flatMap { request?.record.waiver(of: $0) }?.actor
        judged.risks = Set(findings.filter(\.isRisk).map(\.code.rawValue))
        // Where it is the unreadable file that is told, the risk is the same.
        if merge.changes.contains(where: { $0.change.isOpaque && $0.change.after != nil && $0.change.file != .settings }
        ) {
            judged.risks.insert(FindingCode.opaque.rawValue)
        }
        if policy.asksForRisks(of: meaning.touches) {
            judged.risks.formUnion(try after.risks(of: merge.changes.map(\.change), before: before))
        }
        return Plan(
            draft: draft, revision: revision, request: request, merge: merge, subject: subject, basis: meaning.basis,
            findings: findings,
            touches: meaning.touches, authors: authors, verdicts: evidence.verdicts, riskCodes: judged.risks,
            voids: subject.flatMap { subject in request?.record.voids(on: subject) } ?? [],
            proposalProblem: request?.record.doubt,
            decision: policy.decide(judged), uses: meaning.uses)
    }

    package func overlaps(with plan: Plan) throws -> [Overlap] {
        try Overlaps(workspace).overlaps(with: plan.changes, uses: plan.uses, at: plan.revision, except: plan.draft)
    }

    /// The verdicts that count: those that stand, and whose other requests went live before (F6).
    private func verdicts(
        on subject: String, in request: ApprovalRequest?, onto: ObjectID
    ) throws -> [String: Event]? {
        guard let record = request?.record else { return nil }
        let landed = try Landings(workspace).landed(of: Set(record.events.flatMap(\.after)), upTo: onto)
        return record.verdicts(on: subject) { landed.isSuperset(of: $0.after) }
    }

    /// Checks what changes and what depends on it.
    private func findings(of merge: Merge, before: Snapshot, after: Snapshot, draft: String) throws -> [Finding] {
        let focus = Set(merge.changes.map(\.change.file))
        guard !focus.isEmpty else { return [] }
        return check(
            focus, in: try after.workspace(for: focus), before: try before.workspace(for: focus),
            otherDrafts: try draftModels(except: draft, beneath: focus, in: after))
    }

    /// F6: the models beneath the changed syncs as other drafts have them.
    package func draftModels(except draft: String, beneath focus: Set<GovernedFile>, in after: Snapshot) throws
        -> [DraftModel]
    {
        let models = Set(
            try focus.compactMap { file in
                if case .sync(let slug) = file { try after.model(of: slug) } else { nil }
            })
        guard !models.isEmpty else { return [] }
        let files = Set(models.flatMap { [GovernedFile.model($0), .columns($0)] })
        let changes = try Drafts(workspace).changes()
        var found: [DraftModel] = []
        for other in changes.drafts(differingIn: files) where !other.name.isExactly(draft) {
            let slugs = Set(try changes.changes(of: other, to: files).keys.compactMap { $0.resource?.slug })
            found += try slugs.sorted().compactMap { slug in
                try changes.model(slug, of: other).map { DraftModel(draft: other.name, model: $0) }
            }
        }
        return found
    }
}
