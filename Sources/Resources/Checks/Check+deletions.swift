import YAML

extension Check {
    /// A205: models that are no more while syncs still run on them.
    func deletionFindings() -> [Finding] {
        if deletedModels.isEmpty { return [] }
        let slugs = (before?.files.modelSlugs ?? []).filter { deletedModels.contains(ExactText($0)) }
        return slugs.compactMap { slug in
            let syncs = syncs(using: slug)
            guard !syncs.isEmpty else { return nil }
            let names = syncs.map(\.id.description)
            return Finding(
                .deletedModelInUse, .error, resource: .model(slug),
                path: after.layout.path(of: .model(slug)),
                message: "model/\(slug) is deleted, but \(inWords(shortened(names))) "
                    + (syncs.count == 1 ? "still runs on it" : "still run on it"),
                help: renamed(slug).map { "renamed? then point \(syncs.count == 1 ? "it" : "them") at \($0)" }
                    ?? "delete \(syncs.count == 1 ? "that sync" : "those syncs") too, or keep the model")
        }
    }

    /// The model that came with the same content as one that went.
    func renamed(_ slug: String) -> ResourceID? {
        guard let old = before?.model(slug), !after.hasModel(slug) else { return nil }
        let new = after.models.values.filter { before?.hasModel($0.slug) == false && $0.isSame(as: old) }
        return new.map(\.id).min()
    }
}
