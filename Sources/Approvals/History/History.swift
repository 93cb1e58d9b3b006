package import Git
package import Resources

/// Main's line, newest first: what published what. Of each commit only what it changed is read (B5).
package struct History {
    private let repository: Repository
    /// Newest first, down to the start of the workspace.
    let line: [ObjectID]
    private let past: PastSettings

    package init(_ workspace: OpenWorkspace) throws {
        repository = workspace.repository
        past = workspace.pastSettings
        if repository.isShallow { throw ContentRefusal.shallow }
        let line = try repository.firstParents(from: workspace.tip)
        let pinned = workspace.genesis.flatMap { line.firstIndex(of: $0) }
        let start =
            try pinned ?? Verifier(repository).findGenesis(in: line).flatMap { line.firstIndex(of: $0) }
            ?? line.count - 1
        self.line = Array(line[...start])
    }

    /// - Parameters:
    ///   - resource: only what touched its files; nil: everything.
    ///   - newest: the commits at the line's end beyond which nothing is read; nil: all of it is.
    ///   - visit: whether to go on.
    package func walk(
        touching resource: ResourceID? = nil, among newest: Set<ObjectID>? = nil,
        _ visit: (HistoryEntry) throws -> Bool
    ) throws {
        var next = try line.first.map(repository.commit)
        // Of the commits that are gone through now, and of those that come.
        var acceptance: Event?
        var acceptances: [ObjectID: Event] = [:]
        // As it was called at the commit that is looked at.
        var resource = resource
        for position in line.indices {
            guard let commit = next, newest?.contains(commit.id) ?? true else { return }
            guard position + 1 < line.count else {
                _ = try visit(HistoryEntry(commit: commit, kind: .start, changes: [], resource: resource))
                return
            }
            let parent = try repository.commit(line[position + 1])
            next = parent
            if commit.tree == parent.tree, commit.parents.count == 1, let event = SignedEvent(in: commit)?.event,
                case .accept(let matter, _, _) = event.act
            {
                acceptances[matter.revision] = event
                if resource == nil, try !visit(HistoryEntry(commit: commit, kind: .acceptance(event), changes: [])) {
                    return
                }
                continue
            }
            let touched = try touched(by: commit, after: parent, asked: resource)
            // Who approved it is read only if that is shown.
            if touched == nil, acceptance == nil, acceptances[commit.id] == nil { continue }
            // Going back, a run of accepted commits ends at a commit that was approved.
            let record = try record(landedBy: commit, on: parent)
            acceptance = acceptances[commit.id] ?? (record == nil ? acceptance : nil)
            let kind = record.map(HistoryEntry.Kind.published) ?? .unapproved(accepted: acceptance)
            guard let (changes, faults) = touched else { continue }
            var entry = HistoryEntry(
                commit: commit, kind: kind, changes: changes, resource: resource, faults: faults)
            if let to = resource, changes.contains(where: { $0.file == GovernedFile(to) && $0.kind == .added }),
                let (from, deletions) = try source(of: to, in: commit, after: parent)
            {
                entry.renamedFrom = from
                entry.changes += deletions
                resource = from
            }
            if try !visit(entry) { return }
        }
    }

    /// What a commit published; nil: it is none on this line that landed a request.
    package func landing(at id: ObjectID) throws -> HistoryEntry? {
        guard let position = line.firstIndex(of: id), position + 1 < line.count else { return nil }
        let (commit, parent) = (try repository.commit(id), try repository.commit(line[position + 1]))
        guard let record = try record(landedBy: commit, on: parent),
            let (changes, faults) = try touched(by: commit, after: parent, asked: nil)
        else { return nil }
        return HistoryEntry(commit: commit, kind: .published(record), changes: changes, faults: faults)
    }

    /// The newest entries, at most so many. The start is one of them where it has what is asked for.
    package func entries(touching resource: ResourceID? = nil, limit: Int = .max) throws -> [HistoryEntry] {
        var found: [HistoryEntry] = []
        guard limit > 0 else { return [] }
        try walk(touching: resource) { entry in
            if case .start = entry.kind, let resource = entry.resource {
                let layout = try past.layout(of: entry.commit.tree)
                let path = layout.path(of: GovernedFile(resource))
                guard try repository.entry(at: path, in: entry.commit.tree) != nil else { return false }
            }
            found.append(entry)
            return found.count < limit
        }
        return found
    }

    /// What a commit means, if it touches a governed file that is asked for, maybe nothing; and what `verify` stops at.
    private func touched(
        by commit: Commit, after parent: Commit, asked resource: ResourceID?
    ) throws -> (changes: [FileChange], faults: [HistoryEntry.Fault])? {
        if commit.tree == parent.tree { return nil }
        // The settings before a commit are those that judge it.
        let layout = try past.layout(of: parent.tree)
        let places = resource?.files.map(layout.path(of:)) ?? layout.places
        let difference = try repository.difference(from: parent.tree, to: commit.tree, under: places) { path in
            guard resource == nil else { return places.contains { Layout.mayMeet(path, $0) } }
            return layout.mayLeadToLookalikes(path) || layout.isGoverned(path)
        }
        let governed = difference.changes.filter { layout.isGoverned(changed: $0.path, isThere: $0.new != nil) }.map(
            \.path)
        guard !governed.isEmpty || !difference.broken.isEmpty else { return nil }
        let before = Snapshot(repository, tree: parent.tree, layout: layout)
        let after = Snapshot(repository, tree: commit.tree, layout: layout)
        var changes: [FileChange] = []
        var faults = difference.broken.map(HistoryEntry.Fault.broken)
        for path in governed {
            guard let file = layout.file(at: path) else {
                faults.append(layout.isLookalike(path) ? .lookalike(path) : .stray(path))
                continue
            }
            guard let change = compare(file, before: try before.text(of: file), after: try after.text(of: file)) else {
                continue
            }
            changes.append(change)
        }
        return (changes, faults)
    }

    /// What a new resource was called before a commit, if that renamed it; with what it took away under the old name.
    private func source(
        of new: ResourceID, in commit: Commit, after parent: Commit
    ) throws -> (from: ResourceID, deletions: [FileChange])? {
        let layout = try past.layout(of: parent.tree)
        let folder = layout.path(inRoot: new.kind.folder)
        let before = Snapshot(repository, tree: parent.tree, layout: layout)
        let after = Snapshot(repository, tree: commit.tree, layout: layout)
        func change(of file: GovernedFile) throws -> FileChange? {
            try compare(file, before: before.text(of: file), after: after.text(of: file))
        }
        let changes = try repository.difference(from: parent.tree, to: commit.tree, under: [folder]).changes.compactMap
        {
            try layout.file(at: $0.path).flatMap(change)
        }
        guard let rename = Resources.renames(among: changes).first(where: { $0.to == new }) else { return nil }
        let deletions = try rename.from.files.compactMap(change)
        return (rename.from, deletions)
    }

    /// The request that a commit landed, with what of it stands under the settings that judge the commit; nil for what
    /// is not a landing.
    private func record(landedBy commit: Commit, on parent: Commit) throws -> RequestRecord? {
        guard commit.parents.count == 2, let settings = try past.settings(in: parent.tree) else { return nil }
        do {
            return RequestRecord(try EventChain(endingIn: commit.parents[1], in: repository), under: settings)
        } catch is ChainProblem { return nil }
    }
}
