import Spelling
import YAML

/// A202: sources, destinations and the aliases for them.
struct ConnectionCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for model: Model) -> [Finding] {
        guard let name = model.source else { return [] }
        return [unknown(name, .source, in: model.sourceFile, field: .keys("source"))].compactMap { $0 }
    }

    func findings(for sync: Sync) -> [Finding] {
        guard let name = sync.destination else { return [] }
        return [unknown(name, .destination, in: sync.sourceFile, field: .keys("destination"))].compactMap { $0 }
    }

    /// What is wrong with a name that a model, sync, alias or rule uses.
    func unknown(
        _ name: PlacedText, _ kind: Connections.Kind, in source: SourceFile, field: FieldPath
    ) -> Finding? {
        let connections = after.connections
        // What an alias leads to is checked where the alias is written.
        guard let known = connections.manifest?[kind] ?? (connections.manifest == nil ? nil : [:]),
            known[ExactText(name.text)] == nil, connections.aliases[kind]?[ExactText(name.text)] == nil
        else { return nil }
        let near = nearest(name.text, among: connections.names(kind))
        return source.finding(
            .unknownConnection, .error, name.range,
            "the \(kind.rawValue) \(name.text) is neither in the manifest nor an alias", near: near,
            help: near.isEmpty ? namesInWords(kind) : nil, field: field)
    }

    private func namesInWords(_ kind: Connections.Kind) -> String {
        let names = after.connections.names(kind)
        if names.isEmpty { return "the manifest has no \(kind.rawValue)s" }
        return names.count > 12 ? "there are \(names.count) \(kind.rawValue)s" : "\(kind.rawValue)s: \(inWords(names))"
    }

    /// What is wrong with aliases, and the one notice that there is no manifest to check against.
    func findings(hasResources: Bool) -> [Finding] {
        let aliases = after.aliasFiles.flatMap { aliasFindings($0.file, $0.source) }
        return aliases + noManifest(hasResources: hasResources)
    }

    private func noManifest(hasResources: Bool) -> [Finding] {
        guard after.connections.hasNoManifest else { return [] }
        let isAsked =
            hasResources || after.aliasFiles.contains { isFocused($0.file) }
            || after.models.values.contains { isFocused(.model($0.slug)) }
            || after.syncs.values.contains { isFocused(.sync($0.slug)) }
        guard isAsked else { return [] }
        return [
            Finding(
                .unknownConnection, .notice, path: Settings.path,
                message: "sources and destinations are not checked: no manifest is committed",
                help: "Hightouch writes \(after.layout.path(inRoot: "manifest-<workspace>.yaml")) once Git Sync is on")
        ]
    }

    private func aliasFindings(_ file: GovernedFile, _ source: SourceFile) -> [Finding] {
        guard isFocused(file), let root = source.document.root, !root.isNull else { return [] }
        guard root.entries != nil else {
            return [source.finding(.wrongShape, .error, root.range, "the file is \(root.kindInWords), not a map")]
        }
        return Connections.Kind.allCases.flatMap { kind -> [Finding] in
            guard let node = root[kind.key], !node.isNull else { return [] }
            guard let entries = node.entries else {
                return [
                    source.finding(
                        .wrongShape, .error, node.range, "\(kind.key) is \(node.kindInWords), not a map of aliases",
                        help: "write: my-alias: name-in-the-manifest", field: .keys(kind.key))
                ]
            }
            return entries.compactMap { aliasFinding($0, kind, file, source) }
        }
    }

    private func aliasFinding(
        _ entry: Node.Entry, _ kind: Connections.Kind, _ file: GovernedFile, _ source: SourceFile
    ) -> Finding? {
        guard let name = entry.key.anyText else { return nil }
        let field = FieldPath.keys(kind.key, name)
        guard let target = entry.value.placedText else {
            return source.finding(
                .wrongShape, .error, entry.value.range, "the alias \(name) stands for \(entry.value.kindInWords)",
                field: field)
        }
        let counted = after.connections.aliases[kind]?[ExactText(name)]
        if let counted, counted.file != file {
            return source.finding(
                .wrongShape, .error, entry.key.range,
                "the alias \(name) is in \(after.layout.path(of: counted.file)) as well",
                help: "keep one: otherwise one of them silently decides where syncs go", field: field)
        }
        if after.connections.isCircle(name, kind) {
            return source.finding(
                .unknownConnection, .error, target.range,
                "the alias \(name) leads back to itself, or through more than 32 other aliases", field: field)
        }
        return unknown(target, kind, in: source, field: field)
    }
}
