import Approvals
import Resources
import YAML

/// How what a subject covers beside the changes differs between two plans of the same request: where the syncs and models
/// lead, and what the manifests say of that. **What is neither among `changes` nor in the files that are shown makes it
/// incomplete**, so that nobody approves what no page told them.
package struct BasisDifference: Hashable, Sendable {
    package enum What: String, Hashable, Sendable, CaseIterable {
        case source, destination, type, name
    }

    package struct Change: Hashable, Sendable {
        /// `sync/leads-to-crm`, `destination crm`
        package let of: String
        package let what: What
        package let before: String?
        package let after: String?
    }

    /// The model of a sync in the two results.
    typealias Models = (old: String?, new: String?)

    static let none = BasisDifference()

    package private(set) var changes: [Change] = []
    package private(set) var isComplete = true

    private init() {}

    /// - Parameters:
    ///   - models: of each sync that either plan rests on, by its slug.
    ///   - shown: how files differ, as far as that is told.
    init(from old: Plan, to new: Plan, _ models: [String: Models], shown: [FileChange], _ layout: Layout) {
        guard let seen = old.subject, let subject = new.subject, seen != subject else { return }
        var comparison = Comparison(models: models, shown: shown, layout: layout)
        comparison.compare(old.merge.changes, new.merge.changes)
        comparison.compare(old.basis.context, new.basis.context)
        comparison.compare(old.basis.redirections, new.basis.redirections)
        changes = comparison.changes
        isComplete = comparison.isComplete && comparison.hasDifference
    }
}

private struct Comparison {
    let models: [String: BasisDifference.Models]
    let shown: [FileChange]
    let layout: Layout
    private(set) var changes: [BasisDifference.Change] = []
    /// Sources and destinations that are told as where something led or leads.
    private var ends: Set<ExactText> = []
    private(set) var isComplete = true
    /// Some part of the subjects differs.
    private(set) var hasDifference = false

    init(models: [String: BasisDifference.Models], shown: [FileChange], layout: Layout) {
        self.models = models
        self.shown = shown
        self.layout = layout
    }

    private func isShown(_ file: GovernedFile?) -> Bool {
        file.map { file in shown.contains { $0.file == file } } ?? false
    }

    private mutating func require(_ isTold: Bool) {
        if !isTold { isComplete = false }
    }

    /// Those that are not the same in both, by what they are told of.
    private mutating func differing<Part>(
        _ old: [Part], _ new: [Part], by key: (Part) -> String, form: (Part) -> String
    ) -> [(key: String, old: Part?, new: Part?)] {
        func byKey(_ parts: [Part]) -> [ExactText: Part] {
            Dictionary(parts.map { (ExactText(key($0)), $0) }) { first, _ in first }
        }
        let (before, after) = (byKey(old), byKey(new))
        // Of two parts that share a key only one would be looked at.
        require(before.count == old.count && after.count == new.count)
        let found = Set(before.keys).union(after.keys).filter {
            before[$0].map(form).map(ExactText.init) != after[$0].map(form).map(ExactText.init)
        }
        if !found.isEmpty { hasDifference = true }
        return found.map(\.description).sorted { $0.isExactlyBefore($1) }.map {
            ($0, before[ExactText($0)], after[ExactText($0)])
        }
    }

    mutating func compare(
        _ old: [(path: String, change: FileChange)], _ new: [(path: String, change: FileChange)]
    ) {
        let found = differing(old, new, by: \.path) { Subject.canonicalForm([$0], context: []) }
        for part in found { require(isShown((part.old ?? part.new)?.change.file)) }
    }

    mutating func compare(_ old: [Subject.Redirection], _ new: [Subject.Redirection]) {
        let found = differing(old, new, by: \.path) {
            Subject.canonicalForm([], redirections: [$0], context: [])
        }
        // Where it leads now is told of its context; a model has none.
        for part in found { require(changes.contains { $0.of.isExactly(name(part.key)) }) }
    }

    private func name(_ path: String) -> String { layout.file(at: path)?.resource?.description ?? path }

    mutating func compare(_ old: [Subject.Context], _ new: [Subject.Context]) {
        for part in differing(old, new, by: Self.key, form: { Subject.canonicalForm([], context: [$0]) }) {
            switch (part.old, part.new) {
            case (
                .sync(let path, let source, let destination, let fields, let known)?,
                .sync(_, let newSource, let newDestination, let newFields, let newKnown)?
            ):
                compareSync(path, (source, destination, fields), (newSource, newDestination, newFields))
                compare(known, newKnown)
            case (.model(_, let uses, let known)?, .model(_, let newUses, let newKnown)?):
                compare(uses, newUses)
                compare(known, newKnown)
            case (.sync(let path, _, _, _, _)?, nil), (nil, .sync(let path, _, _, _, _)?):
                require(isShown(layout.file(at: path)))
            case (.model(_, let uses, _)?, nil), (nil, .model(_, let uses, _)?):
                // The difference does not list the syncs on a model.
                require(uses.isEmpty)
            default: require(false)
            }
        }
    }

    private typealias Sync = (source: String?, destination: String?, fields: [FieldChange])

    private mutating func compareSync(_ path: String, _ old: Sync, _ new: Sync) {
        guard case .sync(let slug)? = layout.file(at: path) else { return require(false) }
        let models = models[slug] ?? (nil, nil)
        let isSameModel = models.old.map(ExactText.init) == models.new.map(ExactText.init)
        tell(.destination, of: path, old.destination, new.destination, in: .sync(slug))
        tell(.source, of: path, old.source, new.source, in: isSameModel ? models.new.map { .model($0) } : nil)
        func form(_ fields: [FieldChange]) -> ExactText {
            ExactText(
                Subject.canonicalForm(
                    [], context: [.sync(path: "", source: nil, destination: nil, model: fields)]))
        }
        guard form(old.fields) != form(new.fields) else { return }
        // Another model was never seen, nor is the whole of it in the difference.
        require(isSameModel && models.new.map { isShown(.model($0)) || isShown(.columns($0)) } ?? false)
    }

    private mutating func compare(_ old: [Subject.Use], _ new: [Subject.Use]) {
        let found = differing(old, new, by: \.path) {
            Subject.canonicalForm([], context: [.model(path: "", uses: [$0])])
        }
        for part in found {
            let file = layout.file(at: part.key)
            if let old = part.old, let new = part.new {
                tell(.destination, of: part.key, old.destination, new.destination, in: file)
                require(old.isPaused == new.isPaused || isShown(file))
            } else {
                require(isShown(file))
            }
        }
    }

    /// What the manifests say. That there is another source or destination is told of what leads there.
    private mutating func compare(_ old: [Subject.Connection], _ new: [Subject.Connection]) {
        func unique(_ known: [Subject.Connection]) -> [Subject.Connection] {
            var seen: Set<ExactText> = []
            return known.filter { seen.insert(ExactText(Self.key($0))).inserted }
        }
        let found = differing(unique(old), unique(new), by: Self.key) {
            Subject.canonicalForm([], context: [.model(path: "", uses: [], connections: [$0])])
        }
        for part in found {
            if part.old == nil || part.new == nil, ends.contains(ExactText(part.key)) { continue }
            add(.type, of: part.key, part.old?.entry.type, part.new?.entry.type)
            add(.name, of: part.key, part.old?.entry.name, part.new?.entry.name)
            if part.old == nil || part.new == nil { require(changes.contains { $0.of.isExactly(part.key) }) }
        }
    }

    private static func key(_ context: Subject.Context) -> String {
        switch context {
        case .sync(let path, _, _, _, _): "sync \(path)"
        case .model(let path, _, _): "model \(path)"
        }
    }

    private static func key(_ connection: Subject.Connection) -> String {
        "\(connection.kind.rawValue) \(connection.name)"
    }

    /// Tells it unless a file that is shown says just that.
    private mutating func tell(
        _ what: BasisDifference.What, of path: String, _ old: String?, _ new: String?, in file: GovernedFile?
    ) {
        guard old.map(ExactText.init) != new.map(ExactText.init) else { return }
        for case let end? in [old, new] { ends.insert(ExactText("\(what.rawValue) \(end)")) }
        let isTold = shown.contains { change in
            change.file == file
                && change.fields.contains { field in
                    field.path == FieldPath([.key(what.rawValue)])
                        && field.before?.string.map(ExactText.init) == old.map(ExactText.init)
                        && field.after?.string.map(ExactText.init) == new.map(ExactText.init)
                }
        }
        if !isTold { add(what, of: name(path), old, new) }
    }

    private mutating func add(_ what: BasisDifference.What, of: String, _ old: String?, _ new: String?) {
        guard old.map(ExactText.init) != new.map(ExactText.init) else { return }
        let change = BasisDifference.Change(of: of, what: what, before: old, after: new)
        if !changes.contains(change) { changes.append(change) }
    }
}
