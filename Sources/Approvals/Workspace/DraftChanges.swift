import Git
import Resources

/// What each draft itself changed since it left main, as far as it is asked for: found once, however many requests are
/// looked at together.
final class DraftChanges {
    private let repository: Repository
    private let layout: Layout
    private let main: Commit
    private let line: MainLine
    private let drafts: [Draft]
    /// Which drafts, by their position, have a file otherwise than main has it.
    private let differing: [GovernedFile: [Int]]
    private var bases: [ObjectID: ObjectID?] = [:]
    private var found: [Found: FileChange?] = [:]

    private var models: [Found: Model?] = [:]

    private struct Found: Hashable {
        let tip: ObjectID
        let file: GovernedFile
    }

    init(_ drafts: [Draft], against line: MainLine, in repository: Repository, _ layout: Layout) throws {
        let main = try repository.commit(line.tip)
        self.line = line
        self.repository = repository
        self.layout = layout
        self.main = main
        self.drafts = drafts
        var differing: [GovernedFile: [Int]] = [:]
        let places = layout.root.isEmpty ? [""] : [layout.root, Layout.settingsPath]
        for (position, draft) in drafts.enumerated() {
            let tree = try repository.commit(draft.tip).tree
            if let own = Self.ownChanges(of: tree, at: draft.tip, line, repository) {
                for change in own {
                    guard let file = layout.file(at: change.path),
                        try repository.entry(at: change.path, in: main.tree) != change.new
                    else { continue }
                    differing[file, default: []].append(position)
                }
                continue
            }
            for change in try repository.changes(from: main.tree, to: tree, under: places) {
                if let file = layout.file(at: change.path) { differing[file, default: []].append(position) }
            }
        }
        self.differing = differing
    }

    /// What a draft changed, where it is plain to see how it left main. Else, or where something cannot be read, it is
    /// compared with main: that tells which files to look at, or fails.
    private static func ownChanges(
        of tree: ObjectID, at tip: ObjectID, _ line: MainLine, _ repository: Repository
    ) -> [TreeChange]? {
        do {
            guard let departure = try line.departure(of: tip) else { return nil }
            return try line.changes(from: repository.commit(departure.base).tree, to: tree)
        } catch { return nil }
    }

    /// Drafts that have one of these files otherwise than main has it: they changed it, or lie behind.
    func drafts(differingIn files: Set<GovernedFile>) -> [Draft] {
        Set(files.flatMap { differing[$0] ?? [] }).sorted().map { drafts[$0] }
    }

    /// What a draft itself changed of some files since it left main, rather than lying behind it.
    func changes(of draft: Draft, to files: Set<GovernedFile>) throws -> [GovernedFile: FileChange] {
        var changes: [GovernedFile: FileChange] = [:]
        for file in files {
            guard differing[file]?.contains(where: { drafts[$0] == draft }) == true else { continue }
            changes[file] = try change(of: draft, to: file)
        }
        return changes
    }

    /// A model as a draft has it; nil where it has none that can be read.
    func model(_ slug: String, of draft: Draft) throws -> Model? {
        let key = Found(tip: draft.tip, file: .model(slug))
        if let known = models[key] { return known }
        let theirs = Snapshot(repository, tree: try repository.commit(draft.tip).tree, layout: layout)
        let model = try theirs.parsedModel(slug)
        models[key] = .some(model)
        return model
    }

    private func change(of draft: Draft, to file: GovernedFile) throws -> FileChange? {
        let key = Found(tip: draft.tip, file: file)
        if let known = found[key] { return known }
        var change: FileChange?
        if let base = try base(of: draft) {
            let entries = try [base, draft.tip].map {
                try repository.entry(at: layout.path(of: file), in: repository.commit($0).tree)
            }
            if entries[0] != entries[1] {
                let texts = try entries.map { try $0.map(repository.text(of:)) }
                change = compare(file, before: texts[0], after: texts[1])
            }
        }
        found[key] = .some(change)
        return change
    }

    private func base(of draft: Draft) throws -> ObjectID? {
        if let known = bases[draft.tip] { return known }
        let base =
            try line.departure(of: draft.tip)?.base ?? repository.mergeBases(main.id, draft.tip).first
        bases[draft.tip] = .some(base)
        return base
    }
}

extension OpenWorkspace {
    /// What the drafts change, read at its first use.
    func draftChanges() throws -> DraftChanges {
        if let knownDraftChanges { return knownDraftChanges }
        let changes = try DraftChanges(drafts(), against: line, in: repository, layout)
        knownDraftChanges = changes
        return changes
    }
}
