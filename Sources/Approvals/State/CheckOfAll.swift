import Git
package import Resources
import YAML

/// A check of everything reads each file once, on all cores, and lets go of it when it was checked: memory does not grow
/// with the text. Its models are being checked, beside what the caller does next.
package struct CheckOfAll {
    private let stored: Snapshot
    private let models: OnAllCores<Batch, Result<WholeCheck.Models, any Error>>
    private let syncs: [Reading.Stored]
    private let strays: [WorkspaceFiles.Stray]
    private let whole: WholeCheck

    private typealias Batch = [Reading.Stored]
    private static let batch = 64

    /// Begins the check of a tree as it is stored.
    package init(_ stored: Snapshot) throws {
        expectMuchMemory()
        let (files, found) = try stored.stored()
        var syncs: [Reading.Stored] = []
        var models: [Reading.Stored] = []
        var columns: [ExactText: Reading.Stored] = [:]
        for stored in files {
            switch stored.file {
            case .sync: syncs.append(stored)
            case .columns(let slug): columns[ExactText(slug)] = stored
            case .model, .settings, .aliases: models.append(stored)
            }
        }
        self.stored = stored
        self.syncs = syncs
        strays = try stored.strays(found)
        whole = try Self.wholeCheck(of: stored, strays)
        self.models = Self.checking(Self.pairs(models, columns), whole, in: stored)
    }

    /// The models that were read.
    package var read: any Sendable { models }

    /// Helps with what was begun, until it is done.
    package func help() {
        _ = models.outcomes(Self.checkModels(stored.repository, stored.layout, whole))
    }

    /// Finishes the check, of a state.
    ///
    /// - Parameter state: what was stored, or that with edits.
    package func findings(of state: Snapshot) throws -> [Finding] {
        let (repository, layout, edits) = (state.repository, state.layout, state.edits)
        var whole = whole
        var models = try models.outcomes(Self.checkModels(repository, layout, whole)).map { try $0.get() }
        if !edits.isEmpty {
            whole = try Self.wholeCheck(of: state, strays)
            if edits.contains(where: { if case .aliases = $0.key { true } else { false } }) {
                // Other sources may stand for what the models name.
                let again = Self.checking(self.models.items.flatMap { $0 }, whole, in: state)
                models = try again.outcomes(Self.checkModels(repository, layout, whole)).map { try $0.get() }
            }
            let edited = Set(
                edits.keys.compactMap { file in
                    switch file {
                    case .model(let slug), .columns(let slug): ExactText(slug)
                    case .settings, .aliases, .sync: nil
                    }
                })
            let files = edited.flatMap { [GovernedFile.model($0.description), .columns($0.description)] }
            models = models.map { $0.without(edited) } + [whole.models(try Self.read(files, in: state))]
        }
        let known = WholeCheck.KnownModels(models)
        let entries = edits.isEmpty ? syncs : syncs.filter { edits[$0.file] == nil }
        let checking = OnAllCores<Batch, Result<WholeCheck.Syncs, any Error>>(
            Self.batches(entries), chunk: 1, in: repository
        ) { [layout, whole] in Self.checkSyncs($0, layout, whole, known) }
        var found = try checking.outcomes(Self.checkSyncs(repository, layout, whole, known)).map { try $0.get() }
        let edited = edits.keys.filter { if case .sync = $0 { true } else { false } }
        if !edited.isEmpty { found.append(whole.syncs(try Self.read(edited, in: state), on: known)) }
        return whole.findings(models, found)
    }

    private static func wholeCheck(of state: Snapshot, _ strays: [WorkspaceFiles.Stray]) throws -> WholeCheck {
        var texts = try state.aliases()
        texts[.settings] = try state.text(of: .settings)
        var files = WorkspaceFiles(
            layout: state.layout, files: texts, modelSlugs: try state.slugs(of: .model),
            syncSlugs: try state.slugs(of: .sync), manifests: try state.manifests(), strays: strays)
        files.brokenFolders = try state.brokenFolders()
        files.beside = try state.beside()
        files.attributes = try state.attributes()
        return WholeCheck(
            files, read: texts.map { ReadFile($0, $1, at: state.layout.path(of: $0)) },
            manifests: try state.manifestsRead().read)
    }

    /// Those of the files that are there.
    private static func read(_ files: [GovernedFile], in state: Snapshot) throws -> [ReadFile] {
        try files.compactMap { file in
            try state.text(of: file).map { ReadFile(file, $0, at: state.layout.path(of: file)) }
        }
    }

    private static func checking(
        _ models: [Reading.Stored], _ whole: WholeCheck, in state: Snapshot
    ) -> OnAllCores<Batch, Result<WholeCheck.Models, any Error>> {
        OnAllCores(batches(models), chunk: 1, in: state.repository) { [layout = state.layout] in
            checkModels($0, layout, whole)
        }
    }

    /// Each model, then its columns file; then those of no model.
    private static func pairs(_ models: [Reading.Stored], _ columns: [ExactText: Reading.Stored]) -> [Reading.Stored] {
        guard !columns.isEmpty else { return models }
        var left = columns
        let paired = models.flatMap { model in
            [model] + (model.file.resource.flatMap { left.removeValue(forKey: ExactText($0.slug)) }.map { [$0] } ?? [])
        }
        return paired + left.values.sorted { $0.file < $1.file }
    }

    /// A model and its columns file, which follow each other, stay together.
    private static func batches(_ files: [Reading.Stored]) -> [Batch] {
        var batches: [Batch] = []
        var batch: Batch = []
        for stored in files {
            if batch.count >= Self.batch, batch.last?.file.resource != stored.file.resource {
                batches.append(batch)
                batch = []
            }
            batch.append(stored)
        }
        return batch.isEmpty ? batches : batches + [batch]
    }

    private static func checkModels(_ repository: Repository, _ layout: Layout, _ whole: WholeCheck)
        -> (ArraySlice<Batch>) -> [Result<WholeCheck.Models, any Error>]
    {
        { batches in
            batches.map { batch in Result { whole.models(try batch.map { try Reading.read($0, repository, layout) }) } }
        }
    }

    private static func checkSyncs(
        _ repository: Repository, _ layout: Layout, _ whole: WholeCheck, _ known: WholeCheck.KnownModels
    ) -> (ArraySlice<Batch>) -> [Result<WholeCheck.Syncs, any Error>] {
        { batches in
            batches.map { batch in
                Result { whole.syncs(try batch.map { try Reading.read($0, repository, layout) }, on: known) }
            }
        }
    }
}
