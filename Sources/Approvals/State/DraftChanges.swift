import Git
import Resources

/// What each draft itself changed since it left main, as far as it is asked for: found once, however many requests are
/// looked at together.
final class DraftChanges {
    private let repository: Repository
    private let layout: Layout
    private let main: Commit
    private let line: MainLine
    private let differences: DraftDifferences
    private var drafts: [Draft] { differences.drafts }
    private var bases: [ObjectID: ObjectID?] = [:]
    private var found: [Found: FileChange?] = [:]

    private var models: [Found: Model?] = [:]

    private struct Found: Hashable {
        let tip: ObjectID
        let file: GovernedFile
    }

    init(_ differences: DraftDifferences, against line: MainLine, in repository: Repository, _ layout: Layout) throws {
        self.differences = differences
        self.line = line
        self.repository = repository
        self.layout = layout
        main = try repository.commit(line.tip)
    }

    /// Drafts that have one of these files otherwise than main has it: they changed it, or lie behind.
    func drafts(differingIn files: Set<GovernedFile>) -> [Draft] {
        Set(files.flatMap { differences.differing[$0] ?? [] }).sorted().map { drafts[$0] }
    }

    /// What a draft itself changed of some files since it left main, rather than lying behind it.
    func changes(of draft: Draft, to files: Set<GovernedFile>) throws -> [GovernedFile: FileChange] {
        var changes: [GovernedFile: FileChange] = [:]
        for file in files {
            guard differences.differing[file]?.contains(where: { drafts[$0] == draft }) == true else { continue }
            changes[file] = try change(of: draft, to: file)
        }
        return changes
    }

    /// A draft's version of a model; nil if it has none, or it cannot be read.
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
                let texts = try entries.map { try $0.map { try readText(of: $0, in: repository) } }
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
