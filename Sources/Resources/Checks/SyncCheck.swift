import YAML

/// What is wrong with a sync by itself: A301, A302, A303.
struct SyncCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for sync: Sync, _ root: Node) -> [Finding] {
        let source = sync.sourceFile
        return ShapeCheck.findings(in: source, root, .map(Sync.shape), .wrongShape) + writtenTwice(root, source)
    }

    private func writtenTwice(_ root: Node, _ source: SourceFile) -> [Finding] {
        ["mappings", "customMappings"].flatMap { key -> [Finding] in
            guard let items = root["config"]?[key]?.items, !items.isEmpty else { return [] }
            var first: [ExactText: Int] = Dictionary(minimumCapacity: items.count)
            return items.enumerated().compactMap { index, item in
                guard let to = item["to"]?.placedText else { return nil }
                if let line = first[ExactText(to.text)] {
                    return source.finding(
                        .writtenTwice, .error, to.range, "two of the \(key) write the field \(to.text)",
                        label: "first on line \(line)", help: "it is undefined which of the two wins: keep one",
                        field: .keys("config", key).appending(.index(index)))
                }
                first[ExactText(to.text)] = to.range.start.line
                return nil
            }
        }
    }
}
