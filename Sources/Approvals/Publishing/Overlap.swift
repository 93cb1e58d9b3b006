import Git
package import Resources

/// B8: what another draft changes of the same things, so that people hear of each other before the second one finds a
/// conflict, or an approval void.
package struct Overlap: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        /// Fields of one file that both change; none named where one of the two adds, deletes or rewrites the whole.
        case sameFields(GovernedFile, [FieldPath])
        /// The model beneath syncs that change here, by their slugs.
        case modelBeneath(String, syncs: [String])
        /// Syncs, by their slugs, on a model that changes here.
        case syncsAbove([String], model: String)
    }

    /// `draft/bo/lead-score`
    package let draft: String
    package let what: What
}

extension OpenWorkspace {
    package func overlaps(with plan: Plan) throws -> [Overlap] {
        try overlaps(with: plan.changes, uses: plan.uses, at: plan.revision, except: plan.draft)
    }

    package func overlaps(with preview: Preview) throws -> [Overlap] {
        try overlaps(
            with: preview.changes, uses: preview.uses, at: preview.draft?.tip, except: preview.draft?.name)
    }

    /// What the other drafts change of the same fields, of the models beneath changed syncs, and of the syncs on changed
    /// models; by draft. A draft that one of the two stands on is no other.
    ///
    /// Of most drafts nothing is read but the entries of the files in question.
    ///
    /// - Parameters:
    ///   - uses: the syncs on every model that changes.
    ///   - revision: what stands for the changes; nil if they stand on main.
    private func overlaps(
        with changes: [FileChange], uses: [String: [Subject.Use]], at revision: ObjectID?, except draft: String?
    ) throws -> [Overlap] {
        let files = Set(changes.map(\.file))
        var syncsByModel: [String: [String]] = [:]
        var syncsAbove: [(sync: String, model: String)] = []
        for change in changes where change.after != nil {
            switch change.file {
            case .sync(let slug):
                if let model = change.after.flatMap(Snapshot.model(in:)), !files.contains(.model(model)) {
                    syncsByModel[model, default: []].append(slug)
                }
            case .model(let slug):
                for case .sync(let sync)? in uses[slug]?.map({ layout.file(at: $0.path) }) ?? []
                where !files.contains(.sync(sync)) {
                    syncsAbove.append((sync, slug))
                }
            case .columns, .settings, .aliases: break
            }
        }
        guard !changes.isEmpty else { return [] }
        var overlaps: [Overlap] = []
        for other in try drafts() where other.name != draft {
            let own = try ownChanges(of: other)
            func changed(_ file: GovernedFile) throws -> FileChange? { try own?.change(of: file) }
            var found: [Overlap.What] = []
            for change in changes {
                guard let theirs = try changed(change.file) else { continue }
                let whole = [change, theirs].contains { $0.kind != .changed || $0.isOpaque }
                let shared = change.fields.map(\.path).filter { path in
                    theirs.fields.contains { $0.path.overlaps(path) }
                }
                if whole || !shared.isEmpty { found.append(.sameFields(change.file, whole ? [] : shared)) }
            }
            for (model, syncs) in syncsByModel.sorted(by: { $0.key.isExactlyBefore($1.key) })
            where try changed(.model(model)) != nil || changed(.columns(model)) != nil {
                found.append(.modelBeneath(model, syncs: syncs))
            }
            let above = try syncsAbove.filter { try changed(.sync($0.sync)) != nil }
            for model in Set(above.map(\.model)).sorted() {
                found.append(.syncsAbove(above.filter { $0.model == model }.map(\.sync), model: model))
            }
            if found.isEmpty { continue }
            if let revision, try isStacked(other.tip, revision) { continue }
            overlaps += found.map { Overlap(draft: other.name, what: $0) }
        }
        return overlaps
    }

    private func isStacked(_ a: ObjectID, _ b: ObjectID) throws -> Bool {
        try a == b || repository.isAncestor(a, of: b) || repository.isAncestor(b, of: a)
    }

    /// What a draft itself changes since it left main; nil if it shares no history with main.
    private func ownChanges(of draft: Draft) throws -> OwnChanges? {
        let tree = try repository.commit(draft.tip).tree
        // Most drafts lie behind main and are not merged here: what they have as main has it needs no merge base.
        if tree == published.tree { return nil }
        return OwnChanges(
            repository: repository, layout: layout, published: published.tree, tip: tree,
            base: { [repository, tip] in
                try repository.mergeBases(tip, draft.tip).first.map { try repository.commit($0).tree }
            })
    }
}

/// The changes of one draft, file by file as they are asked for.
private final class OwnChanges {
    private let repository: Repository
    private let layout: Layout
    private let published: ObjectID
    private let tip: ObjectID
    private let findBase: () throws -> ObjectID?
    private var base: ObjectID??

    init(
        repository: Repository, layout: Layout, published: ObjectID, tip: ObjectID,
        base: @escaping () throws -> ObjectID?
    ) {
        self.repository = repository
        self.layout = layout
        self.published = published
        self.tip = tip
        findBase = base
    }

    func change(of file: GovernedFile) throws -> FileChange? {
        let path = layout.path(of: file)
        let mine = try repository.entry(at: path, in: tip)
        if try mine == repository.entry(at: path, in: published) { return nil }
        if base == nil { base = .some(try findBase()) }
        guard let base = base ?? nil else { return nil }
        let old = try repository.entry(at: path, in: base)
        if mine == old { return nil }
        return compare(file, before: try old.map(repository.text(of:)), after: try mine.map(repository.text(of:)))
    }
}
