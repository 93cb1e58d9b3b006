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

/// What other drafts change of the same things.
package struct Overlaps: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// What the other drafts change of the same fields, of the models beneath changed syncs, and of the syncs on changed
    /// models; by draft. A draft that one of the two is based on does not count.
    ///
    /// Of most drafts nothing is read but the entries of the files in question.
    ///
    /// - Parameters:
    ///   - uses: the syncs on every model that changes.
    ///   - revision: what stands for the changes; nil if they stand on main.
    func overlaps(
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
        let asked = files.union(syncsByModel.keys.flatMap { [.model($0), .columns($0)] })
            .union(syncsAbove.map { .sync($0.sync) })
        var overlaps: [Overlap] = []
        let drafts = try Drafts(workspace).changes()
        for other in drafts.drafts(differingIn: asked) where draft.map(other.name.isExactly) != true {
            let theirs = try drafts.changes(of: other, to: asked)
            if theirs.isEmpty { continue }
            var found = changes.compactMap { change in theirs[change.file].flatMap { same($0, change) } }
            for (model, syncs) in syncsByModel.sorted(by: { $0.key.isExactlyBefore($1.key) })
            where theirs[.model(model)] != nil || theirs[.columns(model)] != nil {
                found.append(.modelBeneath(model, syncs: syncs))
            }
            let above = syncsAbove.filter { theirs[.sync($0.sync)] != nil }
            for model in Set(above.map(\.model)).sorted() {
                found.append(.syncsAbove(above.filter { $0.model == model }.map(\.sync), model: model))
            }
            if try found.isEmpty || revision.map({ try isStacked(other.tip, $0) }) == true { continue }
            overlaps += found.map { Overlap(draft: other.name, what: $0) }
        }
        return overlaps
    }

    private func same(_ theirs: FileChange, _ mine: FileChange) -> Overlap.What? {
        if [mine, theirs].contains(where: { $0.kind != .changed || $0.isOpaque }) { return .sameFields(mine.file, []) }
        let shared = mine.fields.map(\.path).filter { path in theirs.fields.contains { $0.path.overlaps(path) } }
        return shared.isEmpty ? nil : .sameFields(mine.file, shared)
    }

    private func isStacked(_ a: ObjectID, _ b: ObjectID) throws -> Bool {
        try a == b || repository.isAncestor(a, of: b) || repository.isAncestor(b, of: a)
    }
}
