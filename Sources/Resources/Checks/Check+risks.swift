import YAML

/// A401 and A403: right as a file, and still what an accident looks like. Written for who answers for the campaign.
extension Check {
    // MARK: A401

    func primaryKeyChange(of model: Model) -> [Finding] {
        guard isFocused(.model(model.slug)), let old = before?.model(model.slug), !old.primaryKey.isEmpty else {
            return []
        }
        let (was, now) = (old.primaryKey.map(\.text), model.primaryKey.map(\.text))
        guard was != now, !isSameColumn(was, now, model) else { return [] }
        let key = model.document.root?.entry("primaryKey")
        let change =
            now.isEmpty
            ? "the primary key \(inWords(was.map(quoted))) was removed"
            : "the primary key changed from \(inWords(was.map(quoted))) to \(inWords(now.map(quoted)))"
        let syncs = syncs(using: model.slug)
        let effects = syncs.isEmpty ? ["No sync uses this model."] : effects(on: syncs)
        return [
            source(of: model).finding(
                .primaryKeyChanged, .warning, key?.value.range,
                (["Every row will count as new: \(change)."] + effects).joined(separator: " "),
                help: "Hightouch tells rows apart by this column alone; what was sent before is forgotten",
                field: .keys("primaryKey"))
        ]
    }

    /// Another letter case names the same column, unless the model has both.
    private func isSameColumn(_ was: [String], _ now: [String], _ model: Model) -> Bool {
        guard was.map({ $0.lowercased() }) == now.map({ $0.lowercased() }) else { return false }
        let names = Set(model.columns.known.map(\.name))
        return !zip(was, now).contains { $0 != $1 && names.contains($0) && names.contains($1) }
    }

    /// A sentence for each way in which syncs write.
    func effects(on syncs: [Sync]) -> [String] {
        var names: [Effect: [String]] = [:]
        for sync in syncs {
            names[Effect(sync.mode?.text), default: []].append(sync.id.description + (sync.isPaused ? " (paused)" : ""))
        }
        return Effect.allCases.compactMap { effect in
            names[effect].map { effect.sentence(inWords(shortened($0)), isOne: $0.count == 1) }
        }
    }

    private enum Effect: CaseIterable {
        case insert, upsert, message, other

        init(_ mode: String?) {
            switch mode?.lowercased() {
            case "insert", "all", "archive": self = .insert
            case "upsert": self = .upsert
            case "message", "batchmessage": self = .message
            default: self = .other
            }
        }

        func sentence(_ names: String, isOne: Bool) -> String {
            switch self {
            case .insert: "\(names) \(isOne ? "inserts" : "insert"), so expect duplicates."
            case .upsert:
                "\(names) \(isOne ? "upserts" : "upsert"): expect duplicates of all that its external id does not find."
            case .message: "\(names) \(isOne ? "sends" : "send") messages, so expect everyone to get theirs again."
            case .other: "\(names) will send every row again."
            }
        }
    }

    // MARK: A403

    func targetChanges(of sync: Sync) -> [Finding] {
        guard let before, let old = before.sync(sync.slug) else { return [] }
        return [modelChange(of: sync, from: old), destinationChange(of: sync, from: old, before)].compactMap { $0 }
    }

    private func modelChange(of sync: Sync, from old: Sync) -> Finding? {
        guard let was = old.model, let now = sync.model, !was.text.isExactly(now.text) else { return nil }
        // It cannot run at all, which has a finding of its own.
        guard after.hasModel(now.text) else { return nil }
        if let renamed = renamed(was.text), renamed == .model(now.text) { return nil }
        let names = [before?.model(was.text)?.name, after.model(now.text)?.name]
        return source(of: sync).finding(
            .redirected, .warning, now.range,
            "Other people will be reached: \(sync.id) moves from model/\(was.text) to model/\(now.text).",
            help:
                "\(names[0] ?? was.text) → \(names[1] ?? now.text): make sure that \(target(sync)) is meant for these rows",
            field: .keys("model"))
    }

    private func destinationChange(of sync: Sync, from past: Sync, _ before: Workspace) -> Finding? {
        guard let was = past.destination, let now = sync.destination, !was.text.isExactly(now.text) else { return nil }
        guard destinationFindings(for: sync).isEmpty else { return nil }
        let reached = after.connections.resolve(now.text, .destination)
        // Another name for the same place; what each name stands for is compared where aliases are.
        if before.connections.resolve(was.text, .destination).isExactly(reached) { return nil }
        let old = before.connections.words(was.text, .destination)
        let new = after.connections.words(now.text, .destination)
        return source(of: sync).finding(
            .redirected, .warning, now.range,
            "The rows will go elsewhere: \(sync.id) moves from \(old) to \(new).",
            help:
                "the old destination keeps what it has and hears of no more changes; the new one gets every row as new",
            field: .keys("destination"))
    }

    func target(_ sync: Sync) -> String {
        sync.destination.map { after.connections.words($0.text, .destination) } ?? "its destination"
    }

    /// An alias that leads elsewhere moves every model or sync that uses it, and none of their files shows it.
    func redirectionFindings() -> [Finding] {
        guard let before else { return [] }
        return Connections.Kind.allCases.flatMap { kind -> [Finding] in
            let (old, new) = (before.connections.aliases[kind] ?? [:], after.connections.aliases[kind] ?? [:])
            return Set(old.keys).union(new.keys).sorted().compactMap { name in
                redirection(of: name, kind, from: old[name], to: new[name], before)
            }
        }
    }

    private func redirection(
        of name: String, _ kind: Connections.Kind, from old: Connections.Alias?, to new: Connections.Alias?,
        _ before: Workspace
    ) -> Finding? {
        let files = [old?.file, new?.file].compactMap { $0 }
        guard let file = files.last, files.contains(where: isFocused), old?.target.text != new?.target.text else {
            return nil
        }
        let (was, now) = (before.connections.resolve(name, kind), after.connections.resolve(name, kind))
        guard !was.isExactly(now) else { return nil }
        let users = users(of: name, kind, before)
        // A new name that nobody used before redirects nothing; one that is gone leaves its users with A202.
        if old == nil && users.isEmpty { return nil }
        if new == nil, let known = after.connections.manifest, known[kind]?[now] == nil { return nil }
        let effect =
            users.isEmpty
            ? "Nothing uses it now."
            : kind == .destination
                ? "\(inWords(shortened(users))) will send there."
                : "\(inWords(shortened(users))) will read from there."
        let message =
            "The \(kind.rawValue) alias \(quoted(name)) now stands for \(quoted(now)) instead of \(quoted(was)). \(effect)"
        let path = after.layout.path(of: file)
        let field = FieldPath.keys(kind.key, name)
        guard let new, let source = after.sources[file] else {
            return Finding(.redirected, .warning, path: path, message: message, field: field)
        }
        return source.finding(.redirected, .warning, new.target.range, message, field: field)
    }

    /// Who uses a name, directly or by another alias, and used it before under the same name.
    private func users(of name: String, _ kind: Connections.Kind, _ before: Workspace) -> [String] {
        let leads = { (used: String) in after.connections.path(of: used, kind).contains(name) }
        let users: [ResourceID] =
            switch kind {
            case .source:
                after.models.values.filter { model in
                    model.source.map { leads($0.text) && before.model(model.slug)?.source?.text == $0.text } ?? false
                }.map(\.id)
            case .destination:
                after.syncs.values.filter { sync in
                    sync.destination.map { leads($0.text) && before.sync(sync.slug)?.destination?.text == $0.text }
                        ?? false
                }.map(\.id)
            }
        return users.sorted().map(\.description)
    }

    func quoted(_ name: String) -> String { "`\(name)`" }
}

extension Connections {
    /// The name and every alias that it leads through.
    fileprivate func path(of name: String, _ kind: Kind) -> [String] {
        var (path, name) = ([name], name)
        while let next = aliases[kind]?[name]?.target.text, !path.contains(next) {
            path.append(next)
            name = next
        }
        return path
    }
}

extension Model {
    /// Whether the two files mean the same but for the name, which is for people.
    func isSame(as other: Model) -> Bool {
        let meaning = { (model: Model) in
            FileMeaning(.model(model.slug), FileText(bytes: model.document.bytes), read: model.document).value?.pairs?
                .filter { $0.key != "name" && $0.key != "description" }.sorted { $0.key < $1.key }
        }
        return meaning(self) == meaning(other) && meaning(self) != nil
    }
}
