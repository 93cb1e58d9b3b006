import YAML

/// A205: models that are deleted while syncs still run on them.
struct DeletionCheck: ScopedCheck {
    let scope: CheckScope

    func findings() -> [Finding] {
        if scope.deletedModels.isEmpty { return [] }
        let slugs = (before?.files.modelSlugs ?? []).filter { scope.deletedModels.contains(ExactText($0)) }
        return slugs.compactMap { slug in
            let syncs = scope.syncs(using: slug)
            guard !syncs.isEmpty else { return nil }
            let names = syncs.map(\.id.description)
            return Finding(
                .deletedModelInUse, .error, resource: .model(slug),
                path: after.layout.path(of: .model(slug)),
                message: "model/\(slug) is deleted, but \(inWords(shortened(names))) "
                    + (syncs.count == 1 ? "still runs on it" : "still run on it"),
                help: scope.renamed(slug).map { "renamed? then point \(syncs.count == 1 ? "it" : "them") at \($0)" }
                    ?? "delete \(syncs.count == 1 ? "that sync" : "those syncs") too, or keep the model")
        }
    }
}
