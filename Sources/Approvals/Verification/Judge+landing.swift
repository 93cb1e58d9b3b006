import Git
import Resources

extension Judge {
    /// What a commit of main changes among the files that are governed.
    private struct GovernedChange {
        let commit: Commit
        let parent: Commit
        let difference: TreeDifference
        /// Those before it, which judge it.
        let settings: Settings
        let layout: Layout
        /// The settings' file after it.
        let kept: TreeEntry
        let governed: [String]

        var notALanding: VerificationFailure.Reason { .notALanding(paths: governed) }

        func failure(_ rule: Int, _ reason: VerificationFailure.Reason) -> VerificationFailure {
            VerificationFailure(commit, rule, reason)
        }
    }

    /// What it means.
    private struct GovernedMeaning {
        let changes: [(path: String, change: FileChange)]
        let before: Snapshot
        let after: Snapshot
        let meaning: Meaning
    }

    /// Judges one commit by the rules of protocol.md, Verification; each throws with its number.
    ///
    /// - Parameter publishes: told which request it is.
    func landing(
        _ commit: Commit, on parent: Commit, publishes: (String) -> Void
    ) throws -> Judgement.Judged? {
        guard commit.tree != parent.tree, let change = try governedChange(of: commit, on: parent) else { return nil }
        let record = try record(behind: change)
        // 5, once only, shows when the line is looked at as a whole.
        publishes(record.id)
        return try judged(record, change, meaning(of: change))
    }

    /// Nil: it changes nothing that is governed.
    private func governedChange(of commit: Commit, on parent: Commit) throws -> GovernedChange? {
        // Broken folders can hide what is governed, wherever they lie.
        let difference = try repository.difference(from: parent.tree, to: commit.tree)
        if let fault = difference.broken.first { throw VerificationFailure(commit, 1, .brokenTree(fault)) }
        let settings: Settings
        do { settings = try self.settings(in: parent.tree) } catch is any Refusal {
            throw VerificationFailure(commit, 4, .unreadableSettings)
        }
        let layout = Layout(root: settings.root)
        let governed = difference.changes.filter { layout.isGoverned(changed: $0.path, isThere: $0.new != nil) }.map(
            \.path)
        guard !governed.isEmpty else { return nil }
        if governed.allSatisfy(layout.isLookalike) {
            throw VerificationFailure(commit, 1, .lookalikes(paths: governed))
        }
        guard let kept = try repository.entry(at: Layout.settingsPath, in: commit.tree) else {
            throw VerificationFailure(commit, 1, .settingsRemoved)
        }
        if kept != lastSettings?.entry, let id = try self.settings(kept)?.id, id != settings.id {
            throw VerificationFailure(commit, 1, .idChanged(id))
        }
        guard commit.parents.count == 2 else { throw VerificationFailure(commit, 1, .notALanding(paths: governed)) }
        return GovernedChange(
            commit: commit, parent: parent, difference: difference, settings: settings, layout: layout, kept: kept,
            governed: governed)
    }

    /// Nil where they cannot be read.
    private func settings(_ entry: TreeEntry) throws -> Settings? {
        Settings.parse(try readText(of: entry, in: repository)).settings
    }

    /// Rule 1: the shape, and the chain of events.
    private func record(behind change: GovernedChange) throws -> RequestRecord {
        let chain: EventChain
        do {
            chain = try EventChain(endingIn: change.commit.parents[1], in: repository)
        } catch let error as ChainProblem {
            throw change.failure(1, error.isOrdinaryCommit ? change.notALanding : .brokenChain(error.reason))
        }
        guard chain.first.workspace.isExactly(change.settings.id), chain.first.branch.isExactly(change.settings.branch)
        else { throw change.failure(1, .anotherWorkspace(chain.first.workspace)) }
        let record = RequestRecord(chain, under: change.settings)
        let asked = record.proposal.revision
        let found = try repository.commit(chain.opening.commit).parents.first ?? .zero
        guard found == asked else { throw change.failure(1, .wrongRevision(asked: asked, found: found)) }
        let revisionTree = try repository.commit(asked).tree
        for recorded in chain.events {
            let event = try repository.commit(recorded.commit)
            if event.tree != revisionTree { throw change.failure(1, .brokenChain("an event changes files")) }
            if event.parents.count > 1 { throw change.failure(1, .brokenChain("an event has several parents")) }
        }
        do { try checkCommits(of: asked, on: change.commit, change.layout) } catch ContentRefusal.unfitCommit(
            _, let unfit, let problem)
        {
            throw change.failure(1, .unfitCommit(unfit, problem))
        }
        return record
    }

    /// Rule 3: what there is to approve, and nothing beside it.
    private func meaning(of change: GovernedChange) throws -> GovernedMeaning {
        guard try change.kept == lastSettings?.entry || settings(change.kept) != nil else {
            throw change.failure(1, .settingsBroken)
        }
        let (layout, changed) = (change.layout, change.difference.changes.map(\.path))
        let ungoverned = changed.filter { layout.file(at: $0) == nil }
        guard ungoverned.isEmpty else { throw change.failure(3, .ungoverned(paths: ungoverned)) }
        for added in change.difference.changes where added.old == nil {
            if let other = try lookalike(of: added.path, in: change.commit.tree, of: repository) {
                throw change.failure(3, .collidingNames(path: added.path, other: other.name))
            }
        }
        let before = snapshot(change.parent.tree, layout)
        let state = snapshot(change.commit.tree, layout)
        do {
            let (changes, after) = try state.takingRoot(try before.changes(to: state, at: changed), from: before)
            last = after
            return GovernedMeaning(
                changes: changes, before: before, after: after,
                meaning: try Meaning(changes, before: before, after: after))
        } catch ContentRefusal.unfitRoot(_, let paths) {
            throw change.failure(3, .ungoverned(paths: paths))
        }
    }

    /// Rules 2 and 4: who approved it, or went without approval. What cannot be taken for its actor's is void.
    private func judged(
        _ record: RequestRecord, _ change: GovernedChange, _ content: GovernedMeaning
    ) throws -> Judgement.Judged {
        let (meaning, settings) = (content.meaning, change.settings)
        let policy = Policy(settings, connections: try content.before.connections())
        if policy.closing(of: record, { meaning.touches }) != nil {
            throw change.failure(1, .brokenChain("it was withdrawn"))
        }
        let verdicts = record.verdicts(on: meaning.subject)
        let waiver = record.waiver(of: meaning.subject)
        let approved = verdicts.values.contains(where: \.isApproval)
        guard record.proposal.subject == meaning.subject || approved || waiver != nil else {
            throw change.failure(3, .anotherSubject(asked: record.proposal.subject, found: meaning.subject))
        }
        if let doubt = record.doubt {
            throw doubt.isAboutSignature
                ? change.failure(2, .void([record.proposer], doubt)) : change.failure(4, .strangers([record.proposer]))
        }
        // What was signed may say less than there is.
        var risks = Set(verdicts.values.flatMap(\.risks))
        if policy.asksForRisks(of: meaning.touches), !risks.contains(where: { FindingCode(rawValue: $0).isRisk }) {
            risks.formUnion(try content.after.risks(of: content.changes.map(\.change), before: content.before))
        }
        let decision = policy.decide(
            Evidence(
                touches: meaning.touches, authors: record.authors, verdicts: verdicts, waiver: waiver?.actor,
                risks: risks))
        if let reason = decision.refusal(of: meaning.subject, record) {
            throw change.failure(reason.rule, reason.reason)
        }
        let counted = (waiver.map { [$0] } ?? []) + verdicts.values.filter(\.isApproval)
        let witnesses = record.witnesses(
            approvers: decision.requirements.flatMap(\.given), verdicts, fingerprint: fingerprint(of:))
        // A comment in the file changes no setting.
        let isAboutSettings =
            meaning.touches.contains(where: \.needsManage) || content.changes.contains { $0.change.file == .settings }
        return Judgement.Judged(
            landing: ProvenLanding(
                change.commit.id, record, decision, witnesses, waiver: waiver, under: settings,
                isAboutSettings: isAboutSettings),
            restsOn: Set(record.proposal.after).union(counted.flatMap(\.after)))
    }
}

extension VerificationFailure {
    fileprivate init(_ commit: Commit, _ rule: Int, _ reason: Reason) {
        self.init(commit: commit.id, rule: rule, reason: reason)
    }
}

extension Decision {
    /// Why the decision does not allow a change to go live, and by which rule; nil: it does.
    fileprivate func refusal(
        of subject: String, _ record: RequestRecord
    ) -> (rule: Int, reason: VerificationFailure.Reason)? {
        if !strangers.isEmpty { return (4, .strangers(strangers)) }
        if !declinedBy.isEmpty { return (4, .declined(declinedBy)) }
        if missing.isEmpty { return nil }
        let voids = record.voids(on: subject).filter { !$0.event.isDecline && $0.reason.isAboutSignature }
        guard let reason = voids.first?.reason else { return (4, .missing(missing)) }
        return (2, .void(Set(voids.filter { $0.reason == reason }.map(\.event.actor)).sorted(), reason))
    }
}
