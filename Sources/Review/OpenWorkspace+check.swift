package import Approvals
package import Git
import Resources

extension OpenWorkspace {
    /// Checks a draft as publishing it would leave main.
    package func check(_ draft: Draft) throws -> CheckReport { try check(plan(draft, by: draft.member)) }

    private func check(_ plan: Plan) throws -> CheckReport {
        guard plan.merge.conflicts.isEmpty else { return try alone(plan) }
        return CheckReport(
            plan.findings, of: plan.changes, conflicts: 0, named: Words(plan.draft), unsaved: 0, plan: plan)
    }

    /// Checks what is checked out: a draft with its unsaved files, one that a CI job stands on without its branch, or what
    /// any other commit changes since it left main.
    ///
    /// - Parameter branch: what a CI job is for, as its host says.
    package func checkAtHand(branch: String? = nil) async throws -> CheckReport {
        let preview = try await preview(by: nil)
        if !preview.unsaved.isEmpty {
            return CheckReport(
                preview.findings, of: preview.changes, conflicts: preview.plan?.merge.conflicts.count ?? 0,
                named: Words(try repository.head().name), unsaved: preview.unsaved.count, plan: preview.plan)
        }
        if let plan = preview.plan { return try check(plan) }
        switch try atHand(branch: branch) {
        case .draft(let draft): return try check(draft)
        case .published:
            return CheckReport(
                findings: [], checked: "\(try repository.head().name), where all is published", conflicts: 0,
                countsInherited: false)
        case .other(let commit):
            return try check(commit, named: Words(try repository.head().name), since: tip, named: Words(self.branch))
        }
    }

    /// A draft that conflicts with main, as it stands on what it started from.
    private func alone(_ plan: Plan) throws -> CheckReport {
        var report = try check(
            plan.revision, named: Words(plan.draft), since: tip, named: Words(branch), of: plan.draft,
            conflicts: plan.merge.conflicts.count)
        report.plan = plan
        return report
    }
}

extension OpenWorkspace {
    /// Everything as it stands in a commit.
    ///
    /// - Parameter takesUnsaved: with what differs from it in the work tree.
    package func checkAll(
        _ commit: ObjectID, named name: Words, takesUnsaved: Bool = false
    ) async throws -> CheckReport {
        let question = takesUnsaved ? try questionOfUnsavedChanges() : { @Sendable in [] }
        async let unsaved = question()
        let tree = try repository.commit(commit).tree
        let stored = Snapshot(repository, tree: tree, layout: layout)
        let begun = try stored.beginChecking()
        stored.help(begun)
        let state = Snapshot(over: stored, edits: workTreeFiles(at: try await unsaved.map(\.path)))
        let findings = try state.checkAll(begun)
        let models = counted(try state.slugs(of: .model).count, "model")
        let syncs = counted(try state.slugs(of: .sync).count, "sync")
        return CheckReport(
            findings: findings, checked: "all of \(name): \(models), \(syncs)", conflicts: 0, countsInherited: true)
    }

    /// What a commit changes against what it and another one started from, and what depends on that. Works on any commit.
    ///
    /// - Parameter draft: what the commit is a state of; else the draft whose tip it is.
    package func check(
        _ commit: ObjectID, named name: Words, since base: ObjectID, named baseName: Words, of draft: String? = nil,
        conflicts: Int = 0
    ) throws -> CheckReport {
        guard let start = try withHistory({ try repository.mergeBases(base, commit).first }) else {
            throw repository.isShallow ? ContentRefusal.shallow : ContentRefusal.unrelatedHistory(draft: name.plain)
        }
        let (from, to) = (try repository.commit(start).tree, try repository.commit(commit).tree)
        let paths = try repository.changes(from: from, to: to).map(\.path)
        let focus = Set(paths.compactMap(layout.file))
        var findings: [Finding] = []
        if !focus.isEmpty {
            let (before, after) = (try snapshot(of: start), try snapshot(of: commit))
            findings = Resources.check(
                focus, in: try after.workspace(for: focus), before: try before.workspace(for: focus),
                otherDrafts: try draftModels(
                    except: draft ?? drafts().first { $0.tip == commit }?.name ?? "", beneath: focus, in: after))
        }
        // Nobody has to approve attributes: whoever merges the branch should know what they do to files that it leaves alone.
        if paths.contains(where: layout.isAttributes) {
            findings.removeAll { $0.code == .attributes }
            findings += try snapshot(of: commit).attributeFindings(since: snapshot(of: start))
            findings.sort(by: Finding.isBefore)
        }
        return CheckReport(
            findings: findings, checked: "what \(name) changes since \(baseName) (\(counted(focus.count, "file")))",
            conflicts: conflicts, countsInherited: false)
    }
}
