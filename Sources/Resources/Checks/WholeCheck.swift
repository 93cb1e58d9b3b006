package import YAML

/// A check of everything, a few files at a time. Of each file it keeps what there is to say of it and what others ask of
/// it, and not its text: memory stays far below what ten thousands of parsed files take.
///
/// Models come first, each with its columns file in the same batch; then syncs; then what concerns them together. Any
/// core can check any batch. What comes out is what `check(in:)` says of the same files.
package struct WholeCheck: Sendable {
    /// All but models, columns and syncs, of which it has the names alone.
    private let workspace: Workspace

    /// - Parameters:
    ///   - files: every name; of texts, the settings, aliases and manifests.
    ///   - read: settings and aliases.
    package init(_ files: WorkspaceFiles, read: [ReadFile], manifests: ReadManifests? = nil) {
        workspace = Workspace(files, read: read, manifests: manifests)
    }

    /// What a batch of models and columns files comes to.
    package struct Models: Sendable {
        fileprivate var models: [Model] = []
        fileprivate var findings: [Finding] = []
        /// Complete once it is known which syncs take more.
        fileprivate var unknown: [UnknownColumns] = []

        /// Without those of some models, which are checked again.
        package func without(_ slugs: Set<ExactText>) -> Models {
            guard !slugs.isEmpty else { return self }
            let stays = { (slug: String) in !slugs.contains(ExactText(slug)) }
            return Models(
                models: models.filter { stays($0.slug) },
                findings: findings.filter { $0.resource.map { stays($0.slug) } ?? true },
                unknown: unknown.filter { stays($0.slug) })
        }
    }

    package func models(_ read: [ReadFile]) -> Models {
        let check = Check(focus: nil, after: workspace.part(of: read), before: nil, otherDrafts: [])
        let models = Array(check.after.models.values)
        return Models(
            models: models.map { $0.withoutText() },
            findings: check.fileFindings() + ColumnsFileCheck(scope: check.scope).findings()
                + models.flatMap(check.ownFindings(for:)),
            unknown: models.compactMap(UnknownColumns.init(of:)))
    }

    /// The models of all batches, by their slugs.
    package struct KnownModels: Sendable {
        fileprivate let models: [ExactText: Model]

        package init(_ batches: [Models]) {
            var models: [ExactText: Model] = [:]
            models.reserveCapacity(batches.reduce(0) { $0 + $1.models.count })
            for batch in batches { for model in batch.models { models[ExactText(model.slug)] = model } }
            self.models = models
        }
    }

    /// What a batch of syncs comes to.
    package struct Syncs: Sendable {
        fileprivate let findings: [Finding]
        /// Those that take more than is known of their models.
        fileprivate let taking: [(sync: String, model: String)]
        fileprivate let isEmpty: Bool
    }

    package func syncs(_ read: [ReadFile], on models: KnownModels) -> Syncs {
        let part = workspace.part(of: read, on: models.models)
        let check = Check(focus: nil, after: part, before: nil, otherDrafts: [])
        let syncs = part.syncs.values
        return Syncs(
            findings: check.fileFindings()
                + syncs.flatMap { check.findings(for: $0) + check.referenceFindings(for: $0) },
            taking: syncs.compactMap { sync in
                guard let model = part.model(of: sync), model.columns.reason != nil,
                    !sync.takesOnly(model.columnNames)
                else { return nil }
                return (sync.slug, model.slug)
            }, isEmpty: syncs.isEmpty)
    }

    /// Of all batches, as `check(in:)` would give them.
    package func findings(_ models: [Models], _ syncs: [Syncs]) -> [Finding] {
        let check = Check(focus: nil, after: workspace, before: nil, otherDrafts: [])
        let hasAny = models.contains { !$0.models.isEmpty } || syncs.contains { !$0.isEmpty }
        var takers: [ExactText: [String]] = [:]
        for (sync, model) in syncs.lazy.flatMap(\.taking) { takers[ExactText(model), default: []].append(sync) }
        var findings = check.sharedFindings(hasResources: hasAny) + syncs.flatMap(\.findings)
        for batch in models {
            findings += batch.findings.map { finding in
                guard finding.code == .unknownModel, let slug = finding.resource?.slug else { return finding }
                // Columns of no model, in a batch that knew no others.
                var finding = finding
                finding.label = didYouMean(slug, among: workspace.files.modelSlugs)
                return finding
            }
            findings += batch.unknown.compactMap { unknown in
                let slugs = takers[ExactText(unknown.slug)] ?? []
                return unknown.finding(
                    takenBy: slugs.sorted { $0.isExactlyBefore($1) }.map { ResourceID.sync($0).description })
            }
        }
        return findings.withoutEchoes().sorted(by: Finding.isBefore)
    }
}

extension Workspace {
    /// Some of its files, among what is known of the whole.
    fileprivate func part(of read: [ReadFile], on models: [ExactText: Model]? = nil) -> Workspace {
        var files = WorkspaceFiles(layout: layout, syncSlugs: self.files.syncSlugs)
        // A batch of models is judged by itself: other names may change before all is told.
        if models != nil { files.modelSlugs = self.files.modelSlugs }
        for file in read { files.files[file.file] = file.text }
        return Workspace(part: files, read: read, on: models ?? [:], connections: connections)
    }
}
