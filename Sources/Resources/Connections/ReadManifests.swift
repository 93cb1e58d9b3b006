import YAML

/// The manifests of one state of a workspace after reading. Nobody edits them, so that many states share them.
package struct ReadManifests: Sendable {
    /// Without any aliases.
    let connections: Connections
    /// By path.
    let findings: [ExactText: [Finding]]

    /// - Parameter files: by path.
    package init(_ files: [String: FileText]) {
        var connections = Connections()
        var findings: [ExactText: [Finding]] = [:]
        connections.hasNoManifest = files.isEmpty
        var documents: [Document] = []
        for (path, file) in files.sorted(by: { $0.key.isExactlyBefore($1.key) }) {
            let (source, found) = SourceFile.read(file, as: nil, at: path)
            // Nobody here writes manifests: how a scalar is quoted in one does not matter.
            findings[ExactText(path)] = found.filter { $0.code != .ambiguousScalar }
            if let source { documents.append(source.document) }
        }
        if documents.count == files.count { for document in documents { connections.add(manifest: document) } }
        self.connections = connections
        self.findings = findings
    }
}
