import Git
package import Resources
import YAML

/// The meaning of a set of changes: what it reaches, and the subject that an approval of it covers. The publisher
/// computes it from main and a merge, the verifier from a commit and its first parent; both must come to the same.
struct Meaning {
    let touches: [Touch]
    let subject: String
    /// What the subject covers beside the changes.
    let basis: Subject.Basis
    /// By slug of every model that changes.
    let uses: [String: [Subject.Use]]

    init(_ changes: [(path: String, change: FileChange)], before: Snapshot, after: Snapshot) throws {
        var touches: [Touch] = []
        var context: [Subject.Context] = []
        // One state after the other: from one to the next `SyncsByModel` follows what changed.
        let usesBefore = try before.uses(of: changes.map(\.change))
        let uses = try after.uses(of: changes.map(\.change))
        for (path, change) in changes {
            var touch = Touch(
                file: change.file, needsApproval: change.needsApproval, sources: [], destinations: [],
                usedDestinations: [], isUnknown: false)
            switch change.file {
            case .settings, .aliases: break
            case .model(let slug), .columns(let slug):
                for (state, uses) in [(before, usesBefore), (after, uses)] {
                    if let source = try state.source(ofModel: slug) {
                        touch.sources.insert(ExactText(source))
                    } else if try state.text(of: .model(slug)) != nil {
                        touch.isUnknown = true
                    }
                    touch.usedDestinations.formUnion(
                        (uses[slug] ?? []).compactMap { $0.destination.map(ExactText.init) })
                }
            case .sync(let slug):
                for (state, text) in [(before, change.before), (after, change.after)] where text != nil {
                    let model = try state.model(of: slug)
                    let source = try model.flatMap { try state.source(ofModel: $0) }
                    let destination = try state.destination(ofSync: slug)
                    if let source { touch.sources.insert(ExactText(source)) } else { touch.isUnknown = true }
                    if let destination {
                        touch.destinations.insert(ExactText(destination))
                    } else {
                        touch.isUnknown = true
                    }
                }
                if change.after != nil { context.append(try after.context(ofSync: slug, at: path)) }
            }
            touches.append(touch)
        }
        for (slug, uses) in uses {
            context.append(
                .model(
                    path: after.layout.path(of: .model(slug)), uses: uses,
                    connections: try after.connections(
                        [try after.source(ofModel: slug)], uses.map(\.destination))))
        }
        let redirections = try Redirections(of: changes, before: before, after: after)
        touches += redirections.touches
        context += redirections.context
        self.touches = touches
        self.uses = uses
        basis = Subject.Basis(redirections: redirections.entries, context: context)
        subject = Subject.digest(changes, redirections: redirections.entries, context: context)
    }
}

extension Snapshot {
    /// The codes of what a change risks, by the rules of the settings before it: computed from the two states alone, so
    /// that the publisher and the verifier agree.
    func risks(of changes: [FileChange], before: Snapshot) throws -> Set<String> {
        let focus = Set(changes.map(\.file))
        if focus.isEmpty { return [] }
        let codes = RiskRules.codes(
            of: changes, in: try workspace(for: focus), before: try before.workspace(for: focus))
        return Set(codes.map(\.rawValue))
    }

    /// The model's source, aliases resolved.
    func source(ofModel slug: String) throws -> String? {
        try modelFile(slug).source.map { try connections().resolve(source: $0.text) }
    }

    /// Where the sync goes, aliases resolved.
    func destination(ofSync slug: String) throws -> String? {
        try syncFile(slug).destination.map { try connections().resolve(destination: $0.text) }
    }

    /// What an added, changed or redirected sync rests on.
    func context(ofSync slug: String, at path: String) throws -> Subject.Context {
        let model = try model(of: slug)
        let source = try model.flatMap { try self.source(ofModel: $0) }
        let destination = try destination(ofSync: slug)
        return .sync(
            path: path, source: source, destination: destination,
            model: try model.map { try fieldsNeedingApproval(ofModel: $0) } ?? [],
            connections: try connections([source], [destination]))
    }

    /// What the manifests say of these, where they know them.
    func connections(_ sources: [String?], _ destinations: [String?]) throws -> [Subject.Connection] {
        let known = try connections()
        return [(Connections.Kind.source, sources), (.destination, destinations)].flatMap { kind, names in
            names.compactMap { name in
                name.flatMap { name in
                    known.entry(name, kind).map { Subject.Connection(kind: kind, name: name, entry: $0) }
                }
            }
        }
    }

    /// By slug, the syncs on every model that changes.
    package func uses(of changes: [FileChange]) throws -> [String: [Subject.Use]] {
        var uses: [String: [Subject.Use]] = [:]
        for resource in Set(changes.compactMap(\.resource)) where resource.kind == .model {
            uses[resource.slug] = try self.uses(of: resource.slug)
        }
        return uses
    }

    /// The syncs on a model: where they go, and whether they are paused.
    package func uses(of model: String) throws -> [Subject.Use] {
        try syncs(on: model).map { slug in
            Subject.Use(
                path: layout.path(of: .sync(slug)), destination: try destination(ofSync: slug),
                isPaused: try syncFile(slug).isPaused)
        }
    }

    /// A model's fields that need approval, as if they were all new: what a sync rests on.
    func fieldsNeedingApproval(ofModel slug: String) throws -> [FieldChange] {
        try [GovernedFile.model(slug), .columns(slug)].flatMap { file -> [FieldChange] in
            guard let text = try text(of: file), let change = compare(file, before: nil, after: text) else { return [] }
            if change.isOpaque {
                // It is not read as fields: its bytes are its meaning.
                let bytes = Value.string("\(text.mode) \(Digest.sha256(text.bytes))")
                return [FieldChange(path: .root, before: nil, after: bytes, fieldClass: .configuration)]
            }
            return change.fields.filter(\.needsApproval).map { field in
                var field = field
                field.after = field.after.map { file.canonical($0, at: field.path) }
                return field
            }
        }
    }
}
