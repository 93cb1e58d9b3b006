import Git
package import Resources

/// The outcome of resolving conflicts.
package struct Resolution: Sendable {
    package let draft: Draft
    /// What was resolved just now.
    package let settled: [FieldConflict]
    /// What is still in conflict.
    package let left: [FieldConflict]
    /// Files, from the top of the repository, that the chosen side deleted.
    package let deleted: [String]
}

/// Resolves the conflicts of a merge in progress (`Updater`), field by field, in the files of the work tree.
package struct ConflictResolver: OnWorkspace {
    package let workspace: OpenWorkspace
    package let draft: Draft
    /// What was in conflict when the merge began.
    private let begun: [FieldConflict]
    private let published: ObjectID

    /// Of the draft that is checked out.
    package init(_ workspace: OpenWorkspace) throws {
        let repository = workspace.repository
        guard repository.workDirectory != nil else { throw WorkspaceRefusal.noWorkTree }
        guard let draft = try Drafts(workspace).current() else {
            throw NameRefusal.notOnDraft(head: try repository.head().name)
        }
        self.workspace = workspace
        self.draft = draft
        guard let published = repository.mergeHead else {
            let plan = try Planner(workspace).plan(draft, by: draft.member)
            throw ContentRefusal.noMerge(draft: draft.name, plan.merge.conflicts)
        }
        self.published = published
        begun = try Merger(repository: repository, layout: workspace.layout, limit: .none)
            .merge(draft.tip, of: draft.name, onto: published).conflicts
    }

    /// What is in conflict as the files stand now.
    package func look() throws -> Resolution {
        Resolution(draft: draft, settled: [], left: try marked().flatMap { $0.text.conflicts }, deleted: [])
    }

    /// Takes one side of some fields; the rest of each file stays as it is.
    ///
    /// - Parameter names: of fields, as `ConflictNames` knows them; nil: all.
    package func settle(_ names: [String]?, as side: FieldConflict.Side) throws -> Resolution {
        let marked = try marked()
        let conflicts = marked.flatMap { $0.text.conflicts }
        let chosen =
            try names.map { try ConflictNames(conflicts, layout).conflicts(named: $0, ofAll: begun) } ?? conflicts
        var left: [FieldConflict] = []
        var deleted: [String] = []
        for (file, text) in marked {
            let paths = Set(chosen.filter { $0.file == file }.map(\.path))
            guard !paths.isEmpty else {
                left += text.conflicts
                continue
            }
            let settled = text.settling(paths, as: side)
            left += settled.left
            let place = PlainFile("\(repository.workDirectory ?? "")/\(layout.path(of: file))")
            if let bytes = settled.text {
                try place.write(bytes)
            } else {
                place.remove()
                deleted.append(layout.path(of: file))
            }
        }
        return Resolution(draft: draft, settled: chosen, left: left, deleted: deleted)
    }

    /// Files with something left to settle. Where one side has a link, or nothing that can be marked, git's own means
    /// are left.
    private func marked() throws -> [(file: GovernedFile, text: MarkedText)] {
        let sides = try (theirs: repository.commit(published).tree, ours: repository.commit(draft.tip).tree)
        let bases = try repository.mergeBases(published, draft.tip).map { try repository.commit($0).tree }
        var found: [(GovernedFile, MarkedText)] = []
        for file in Set(begun.map(\.file)).sorted() {
            let path = layout.path(of: file)
            guard let stands = repository.workFiles.file(at: path, limit: Self.largest), stands.mode.isFile else {
                continue
            }
            let has = MarkedText.Sides(
                base: try bases.contains { try repository.entry(at: path, in: $0) != nil },
                published: try repository.entry(at: path, in: sides.theirs) != nil,
                draft: try repository.entry(at: path, in: sides.ours) != nil)
            do throws(MarkedText.Unmarked) {
                guard let text = try MarkedText(stands.bytes, of: file, has) else { continue }
                found.append((file, text))
            } catch {
                throw ContentRefusal.unmarked(path: path)
            }
        }
        return found
    }

    /// Three versions of the largest file.
    private static var largest: Int { 4 * Merger.largestBlob }
}
