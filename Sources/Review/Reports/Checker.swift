package import Approvals
package import Git
import Resources

/// What `check` looks at in a workspace.
package struct Checker {
    private let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Checks a draft as publishing it would leave main.
    package func check(_ draft: Draft) throws -> CheckReport {
        try check(Planner(workspace).plan(draft, by: draft.member))
    }

    private func check(_ plan: Plan) throws -> CheckReport {
        guard plan.merge.conflicts.isEmpty else { return try alone(plan) }
        return CheckReport(
            plan.findings, of: plan.changes, conflicts: 0, named: plan.draft, unsaved: 0, plan: plan)
    }

    /// Checks what is checked out: a draft with its unsaved files, one that a CI job checked out without its branch, or
    /// what any other commit changes since it left main.
    ///
    /// - Parameter branch: what a CI job is for, as its host says.
    package func checkAtHand(branch: String? = nil) async throws -> CheckReport {
        let preview = try await Planner(workspace).preview(by: nil)
        let head = try workspace.repository.head().name
        if !preview.unsaved.isEmpty {
            return CheckReport(
                preview.findings, of: preview.changes,
                conflicts: try UnresolvedConflicts(of: preview, in: workspace).fields.count, named: head,
                unsaved: preview.unsaved.count, plan: preview.plan)
        }
        var report = try preview.plan.map(check) ?? checkSaved(head, branch: branch)
        report.findings += preview.strays
        return report
    }

    private func checkSaved(_ head: String, branch: String?) throws -> CheckReport {
        switch try ApprovalCheck(workspace).atHand(branch: branch) {
        case .draft(let draft): return try check(draft)
        case .published:
            return CheckReport(
                findings: try workspace.published.findingsOfOtherRoot(), scope: .published(head: head), conflicts: 0,
                countsInherited: false)
        case .other(let commit):
            return try check(commit, named: head, since: workspace.tip, named: workspace.branch)
        }
    }

    /// A draft that conflicts with main, checked against the commit that it started from.
    private func alone(_ plan: Plan) throws -> CheckReport {
        var report = try check(
            plan.revision, named: plan.draft, since: workspace.tip, named: workspace.branch, of: plan.draft,
            conflicts: plan.merge.conflicts.count)
        report.plan = plan
        return report
    }

    /// Everything in a commit.
    ///
    /// - Parameter takesUnsaved: with what differs from it in the work tree.
    package func checkAll(
        _ commit: ObjectID, named name: String, takesUnsaved: Bool = false
    ) async throws -> CheckReport {
        let question = takesUnsaved ? try WorkTree(workspace).questionOfUnsavedChanges() : { @Sendable in [] }
        async let unsaved = question()
        let repository = workspace.repository
        let tree = try repository.commit(commit).tree
        let stored = Snapshot(repository, tree: tree, layout: workspace.layout)
        let begun = try CheckOfAll(stored)
        begun.help()
        let state = Snapshot(over: stored, edits: WorkTree(workspace).files(at: try await unsaved.map(\.path)))
        let findings = try begun.findings(of: state)
        var report = CheckReport(
            findings: findings,
            scope: .everything(
                of: name, models: try state.slugs(of: .model).count, syncs: try state.slugs(of: .sync).count),
            conflicts: 0, countsInherited: true)
        report.basis = begun.read
        return report
    }

    /// What a commit changes against what it and another one started from, and what depends on that. Works on any
    /// commit.
    ///
    /// - Parameter draft: what the commit is a state of; else the draft whose tip it is.
    package func check(
        _ commit: ObjectID, named name: String, since base: ObjectID, named baseName: String, of draft: String? = nil,
        conflicts: Int = 0
    ) throws -> CheckReport {
        let (repository, layout) = (workspace.repository, workspace.layout)
        guard let start = try ApprovalCheck(workspace).withHistory({ try repository.mergeBases(base, commit).first })
        else {
            throw repository.isShallow ? ContentRefusal.shallow : ContentRefusal.unrelatedHistory(draft: name)
        }
        let (from, to) = (try repository.commit(start).tree, try repository.commit(commit).tree)
        let paths = try repository.changes(from: from, to: to).map(\.path)
        let focus = Set(paths.compactMap(layout.file))
        var findings: [Finding] = []
        if !focus.isEmpty {
            let (before, after) = (try workspace.snapshot(of: start), try workspace.snapshot(of: commit))
            let own = try draft ?? Drafts(workspace).all().first { $0.tip == commit }?.name ?? ""
            findings = Resources.check(
                focus, in: try after.workspace(for: focus), before: try before.workspace(for: focus),
                otherDrafts: try Planner(workspace).draftModels(except: own, beneath: focus, in: after))
        }
        // Nobody has to approve attributes: whoever merges the branch should know what they do to files that it leaves
        // alone.
        if paths.contains(where: layout.isAttributes) {
            findings.removeAll { $0.code == .attributes }
            findings += try workspace.snapshot(of: commit).attributeFindings(since: workspace.snapshot(of: start))
            findings.sort(by: Finding.isBefore)
        }
        return CheckReport(
            findings: findings, scope: .changes(of: name, since: baseName, files: focus.count),
            conflicts: conflicts, countsInherited: false)
    }
}
