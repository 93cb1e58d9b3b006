import YAML

/// What one run of the checks looks at, and what its checks ask of it. A class, so that each of them holds it for
/// nothing.
final class CheckScope: Sendable {
    /// Nil: all files.
    let focus: Set<GovernedFile>?
    let after: Workspace
    let before: Workspace?
    let otherDrafts: [DraftModel]
    /// Models that were published and have been deleted.
    let deletedModels: Set<ExactText>
    /// By the slug of their model.
    let syncsByModel: [ExactText: [Sync]]

    init(focus: Set<GovernedFile>?, after: Workspace, before: Workspace?, otherDrafts: [DraftModel]) {
        self.focus = focus
        self.after = after
        self.before = before
        self.otherDrafts = otherDrafts
        let published = before?.files.modelSlugs ?? []
        if let focus {
            // Most drafts take no model away: then the long list is not gone through.
            let gone = focus.compactMap { file -> String? in
                if case .model(let slug) = file, !after.hasModel(slug) { slug } else { nil }
            }
            deletedModels = Set(gone.filter { slug in published.contains { $0.isExactly(slug) } }.map(ExactText.init))
        } else {
            deletedModels = Set(published.filter { !after.hasModel($0) }.map(ExactText.init))
        }
        var syncs: [ExactText: [Sync]] = [:]
        for sync in after.syncs.values {
            if let model = sync.model { syncs[ExactText(model.text), default: []].append(sync) }
        }
        syncsByModel = syncs.mapValues { $0.count == 1 ? $0 : $0.sorted { $0.slug.isExactlyBefore($1.slug) } }
    }

    func isFocused(_ file: GovernedFile) -> Bool { focus?.contains(file) ?? true }

    /// A model is looked at again when its columns change.
    func isFocused(model slug: String) -> Bool { isFocused(.model(slug)) || isFocused(.columns(slug)) }

    func syncs(using slug: String) -> [Sync] { syncsByModel[ExactText(slug)] ?? [] }
}

// MARK: - What was before

extension CheckScope {
    /// The new model with the same content as a deleted one.
    func renamed(_ slug: String) -> ResourceID? {
        guard let old = before?.model(slug), !after.hasModel(slug) else { return nil }
        let new = after.models.values.filter { before?.hasModel($0.slug) == false && $0.isSame(as: old) }
        return new.map(\.id).min()
    }

    /// The sync as it was. One that took the place of another under a new name (same model, same destination) is judged
    /// by that one: nothing may go unnoticed in a rename.
    func predecessor(of sync: Sync) -> Sync? {
        guard let before else { return nil }
        if let old = before.sync(sync.slug) { return old }
        let gone = before.syncs.values.filter { old in
            after.sync(old.slug) == nil && isFocused(.sync(old.slug)) && old.model?.text == sync.model?.text
                && old.destination?.text == sync.destination?.text
        }
        return gone.count == 1 ? gone.first : nil
    }

    /// Whether not one byte of it changed.
    func isAsItWas(_ sync: Sync) -> Bool { before?.sync(sync.slug)?.document.bytes == sync.document.bytes }

    /// Whether a sync sends its rows to another destination than it did.
    func goesElsewhere(_ sync: Sync, than old: Sync) -> Bool {
        guard let before, let was = old.destination, let now = sync.destination else { return true }
        return !before.connections.resolve(was.text, .destination)
            .isExactly(after.connections.resolve(now.text, .destination))
    }

    /// Where a sync sends its rows, in words.
    func target(_ sync: Sync) -> String {
        sync.destination.map { after.connections.words($0.text, .destination) } ?? "its destination"
    }
}

/// Looks at one kind of thing.
protocol ScopedCheck: Sendable {
    var scope: CheckScope { get }
}

extension ScopedCheck {
    var after: Workspace { scope.after }
    var before: Workspace? { scope.before }

    func isFocused(_ file: GovernedFile) -> Bool { scope.isFocused(file) }
    func isFocused(model slug: String) -> Bool { scope.isFocused(model: slug) }
}
