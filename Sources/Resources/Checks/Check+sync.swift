import YAML

extension Check {
    func source(of sync: Sync) -> SourceFile {
        SourceFile(path: sync.path, resource: sync.id, document: sync.document)
    }

    /// What is wrong with a sync by itself, and what its own change risks.
    func findings(for sync: Sync) -> [Finding] {
        let source = source(of: sync)
        guard let root = sync.document.root, root.entries != nil else {
            return [notAMap(source, sync.document.root, "sync")]
        }
        return ShapeCheck.findings(in: source, root, .map(Sync.shape), .wrongShape) + writtenTwice(root, sync, source)
            + destinationFindings(for: sync) + targetChanges(of: sync) + writingChanges(of: sync)
            + [paceChange(of: sync)].compactMap { $0 } + missingKey(of: sync)
    }

    // MARK: A303

    private func writtenTwice(_ root: Node, _ sync: Sync, _ source: SourceFile) -> [Finding] {
        ["mappings", "customMappings"].flatMap { key -> [Finding] in
            guard let items = root["config"]?[key]?.items, !items.isEmpty else { return [] }
            var first: [ExactText: Int] = Dictionary(minimumCapacity: items.count)
            return items.enumerated().compactMap { index, item in
                guard let to = item["to"]?.placedText else { return nil }
                if let line = first[ExactText(to.text)] {
                    return source.finding(
                        .writtenTwice, .error, to.range, "two of the \(key) write the field \(to.text)",
                        label: "first on line \(line)", help: "which of the two wins is for chance to say: keep one",
                        field: .keys("config", key).appending(.index(index)))
                }
                first[ExactText(to.text)] = to.range.start.line
                return nil
            }
        }
    }

    // MARK: A202

    func destinationFindings(for sync: Sync) -> [Finding] {
        guard let name = sync.destination else { return [] }
        return [unknownConnection(name, .destination, in: source(of: sync), field: .keys("destination"))].compactMap {
            $0
        }
    }
}
