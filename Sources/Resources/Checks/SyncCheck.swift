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
            let targets = (root["config"]?[key]?.items ?? []).map { $0["to"]?.placedText }
            guard targets.compactMap({ $0 }).firstRepeated(by: { ExactText($0.text) }) != nil else { return [] }
            var first: [ExactText: Int] = [:]
            return targets.enumerated().compactMap { index, to in
                guard let to else { return nil }
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
