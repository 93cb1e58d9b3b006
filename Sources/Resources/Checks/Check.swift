import YAML

/// Checks a workspace, or some of its files and what depends on them.
///
/// - Parameters:
///   - focus: the files that a draft changes (deleted ones too); nil for all.
///   - after: the workspace as it would be.
///   - before: what is published. Says what changed (A205, A4xx) and which findings are inherited.
///   - otherDrafts: models as other drafts would leave them (A206).
/// - Returns: findings by path, place and code. Of files that only depend on the focus, new findings about references
///   alone.
package func check(
    _ focus: Set<GovernedFile>? = nil, in after: Workspace, before: Workspace? = nil, otherDrafts: [DraftModel] = []
) -> [Finding] {
    let check = Check(focus: focus, after: after, before: before, otherDrafts: otherDrafts)
    let (own, dependents) = check.run()
    // What is about the change itself is never inherited.
    guard let before, (own + dependents).contains(where: { !$0.isRisk }) else {
        return (own + dependents).sorted(by: Finding.isBefore)
    }
    // The files where something was found, looked at as they were.
    let found = Set((own + dependents).filter { !$0.isRisk }.compactMap { after.layout.file(at: $0.path) })
    let whole = focus == nil ? nil : found
    let past = Check(focus: whole, after: before, before: nil, otherDrafts: []).run()
    var known: [Finding.Identity: Int] = [:]
    for finding in past.own { known[finding.identity, default: 0] += 1 }
    let mark = { (finding: Finding) -> Finding in
        guard !finding.isRisk, let count = known[finding.identity], count > 0 else { return finding }
        known[finding.identity] = count - 1
        var finding = finding
        finding.isInherited = true
        return finding
    }
    let marked = own.map(mark) + dependents.map(mark).filter { !$0.isInherited }
    return marked.withoutOpaqueEchoes(in: after).sorted(by: Finding.isBefore)
}

extension [Finding] {
    /// Without A409 of files that cannot be read any more: that is one cause, and said once. What rules on risk count is
    /// not decided by this (`RiskRules`).
    fileprivate func withoutOpaqueEchoes(in after: Workspace) -> [Finding] {
        guard contains(where: { $0.code == .opaque }) else { return self }
        let broken = Set(
            filter { finding in
                finding.severity == .error && !finding.isInherited
                    && after.fileFindings[ExactText(finding.path)]?.contains { $0.identity == finding.identity } == true
            }.map { ExactText($0.path) })
        return filter { $0.code != .opaque || !broken.contains(ExactText($0.path)) }
    }
}

/// One run of the checks: which of them look at what. Each part is about one file and what it refers to, so that cores
/// can share the work.
struct Check: ScopedCheck {
    let scope: CheckScope

    init(focus: Set<GovernedFile>?, after: Workspace, before: Workspace?, otherDrafts: [DraftModel]) {
        scope = CheckScope(focus: focus, after: after, before: before, otherDrafts: otherDrafts)
    }

    /// Findings of the files in focus, and of those that depend on them.
    func run() -> (own: [Finding], dependents: [Finding]) {
        let models = after.models.values.filter { isFocused(model: $0.slug) }
        let syncs = Array(after.syncs.values)
        let focusedSyncs = syncs.filter { isFocused(.sync($0.slug)) }
        var own = sharedFindings(hasResources: false) + ColumnsFileCheck(scope: scope).findings()
        own += models.concurrentMap(findings(for:)).joined()
        own += focusedSyncs.concurrentMap { findings(for: $0) + referenceFindings(for: $0) }.joined()
        guard let focus = scope.focus else { return (own.withoutEchoes(), []) }
        let movesConnections = focus.contains { if case .aliases = $0 { true } else { false } }
        let dependents = syncs.filter { sync in
            guard !isFocused(.sync(sync.slug)) else { return false }
            return movesConnections || sync.model.map { isFocused(model: $0.text) } ?? false
        }
        var others = dependents.concurrentMap { sync in
            referenceFindings(for: sync) + MissingKeyCheck(scope: scope).findings(for: sync)
                + (movesConnections ? ConnectionCheck(scope: scope).findings(for: sync) : [])
        }.flatMap { $0 }
        if movesConnections {
            others += after.models.values.filter { !isFocused(model: $0.slug) }.flatMap(
                ConnectionCheck(scope: scope).findings(for:))
        }
        return (own.withoutEchoes(), others)
    }

    /// What is not about one model or sync alone.
    ///
    /// - Parameter hasResources: some are checked that are not in `after`.
    func sharedFindings(hasResources: Bool) -> [Finding] {
        fileFindings() + NameCheck(scope: scope).findings() + BesideCheck(scope: scope).findings()
            + after.files.attributeFindings(for: scope.focus)
            + ConnectionCheck(scope: scope).findings(hasResources: hasResources)
            + SettingsCheck(scope: scope).findings()
            + DeletionCheck(scope: scope).findings() + RedirectionCheck(scope: scope).aliasFindings()
            + OpaqueCheck(scope: scope).findings()
    }

    /// What is wrong with the focused files as files, and with manifests, by which others are judged.
    func fileFindings() -> [Finding] {
        let paths = scope.focus.map { $0.map(after.layout.path(of:)) + after.files.manifests.keys }
        guard let paths else { return after.fileFindings.values.flatMap { $0 } }
        return paths.flatMap { after.fileFindings[ExactText($0)] ?? [] }
    }

    /// What is wrong with a model by itself, and with what it refers to.
    func findings(for model: Model) -> [Finding] {
        guard let unknown = UnknownColumns(of: model) else { return ownFindings(for: model) }
        let takers = scope.syncs(using: model.slug).filter { !$0.takesOnly(model.columnNames) }
        return ownFindings(for: model) + [unknown.finding(takenBy: takers.map(\.id.description))].compactMap { $0 }
    }

    /// But for what depends on which syncs use it.
    func ownFindings(for model: Model) -> [Finding] {
        let findings = ModelCheck(scope: scope).findings(for: model)
        guard model.document.root?.entries != nil else { return findings }
        return findings + (isFocused(.model(model.slug)) ? ConnectionCheck(scope: scope).findings(for: model) : [])
            + PrimaryKeyCheck(scope: scope).findings(for: model) + UnstableKeyCheck(scope: scope).findings(for: model)
            + SentColumnsCheck(scope: scope).findings(for: model)
    }

    /// What is wrong with a sync by itself, and what its own change risks.
    func findings(for sync: Sync) -> [Finding] {
        guard let root = sync.document.root, root.entries != nil else { return [sync.sourceFile.notAMap("sync")] }
        return SyncCheck(scope: scope).findings(for: sync, root) + ConnectionCheck(scope: scope).findings(for: sync)
            + RedirectionCheck(scope: scope).findings(for: sync) + changes(of: sync)
            + MissingKeyCheck(scope: scope).findings(for: sync)
    }

    /// What a change of a sync risks.
    private func changes(of sync: Sync) -> [Finding] {
        // Of most syncs nothing more has to be asked when all are checked.
        guard before != nil, !scope.isAsItWas(sync) else { return [] }
        let old = scope.predecessor(of: sync)
        return [
            DuplicatesCheck(scope: scope).finding(for: sync, from: old),
            RemovalCheck(scope: scope).finding(for: sync, from: old),
            MappingsCheck(scope: scope).finding(for: sync, from: old),
            PaceCheck(scope: scope).finding(for: sync, from: old),
        ].compactMap { $0 }
    }

    /// What a sync takes from its model.
    func referenceFindings(for sync: Sync) -> [Finding] { ReferenceCheck(scope: scope).findings(for: sync) }
}
