import YAML

/// A403: rows reach other people, or another place. Written for the person who answers for the campaign.
struct RedirectionCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for sync: Sync) -> [Finding] {
        guard let before, let old = before.sync(sync.slug) else { return [] }
        return [modelChange(of: sync, from: old), destinationChange(of: sync, from: old, before)].compactMap { $0 }
    }

    private func modelChange(of sync: Sync, from old: Sync) -> Finding? {
        guard let was = old.model, let now = sync.model, !was.text.isExactly(now.text) else { return nil }
        // It cannot run at all, which has a finding of its own.
        guard after.hasModel(now.text) else { return nil }
        if let renamed = scope.renamed(was.text), renamed == .model(now.text) { return nil }
        let names = [before?.model(was.text)?.name, after.model(now.text)?.name]
        return sync.sourceFile.finding(
            .redirected, .warning, now.range,
            "Other people will be reached: \(sync.id) moves from model/\(was.text) to model/\(now.text).",
            help:
                "\(names[0] ?? was.text) → \(names[1] ?? now.text): make sure that \(scope.target(sync)) is meant for these rows",
            field: .keys("model"))
    }

    private func destinationChange(of sync: Sync, from past: Sync, _ before: Workspace) -> Finding? {
        guard let was = past.destination, let now = sync.destination, !was.text.isExactly(now.text) else { return nil }
        guard ConnectionCheck(scope: scope).findings(for: sync).isEmpty else { return nil }
        let reached = after.connections.resolve(now.text, .destination)
        // Another name for the same place; what each name stands for is compared where aliases are.
        if before.connections.resolve(was.text, .destination).isExactly(reached) { return nil }
        let old = before.connections.words(was.text, .destination)
        let new = after.connections.words(now.text, .destination)
        return sync.sourceFile.finding(
            .redirected, .warning, now.range,
            "The rows will go elsewhere: \(sync.id) moves from \(old) to \(new).",
            help:
                "the old destination keeps what it has and gets no more changes; the new one gets every row as new",
            field: .keys("destination"))
    }

    /// An alias that leads elsewhere moves every model or sync that uses it, and none of their files shows it.
    func aliasFindings() -> [Finding] {
        guard let before else { return [] }
        return Connections.Kind.allCases.flatMap { kind -> [Finding] in
            let (old, new) = (before.connections.aliases[kind] ?? [:], after.connections.aliases[kind] ?? [:])
            let names = Set(old.keys).union(new.keys).map(\.description).sorted { $0.isExactlyBefore($1) }
            return names.compactMap { name in
                redirection(of: name, kind, from: old[ExactText(name)], to: new[ExactText(name)], before)
            }
        }
    }

    private func redirection(
        of name: String, _ kind: Connections.Kind, from old: Connections.Alias?, to new: Connections.Alias?,
        _ before: Workspace
    ) -> Finding? {
        let files = [old?.file, new?.file].compactMap { $0 }
        guard let file = files.last, files.contains(where: isFocused),
            old.map({ ExactText($0.target.text) }) != new.map({ ExactText($0.target.text) })
        else {
            return nil
        }
        let (was, now) = (before.connections.resolve(name, kind), after.connections.resolve(name, kind))
        guard !was.isExactly(now) else { return nil }
        let users = users(of: name, kind, before)
        // A new name that nobody used before redirects nothing; one that is gone leaves its users with A202.
        if old == nil && users.isEmpty { return nil }
        if new == nil, let known = after.connections.manifest, known[kind]?[ExactText(now)] == nil { return nil }
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

}
