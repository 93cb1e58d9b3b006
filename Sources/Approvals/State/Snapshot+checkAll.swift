import Git
package import Resources
import YAML

/// A check of everything reads each file once, on all cores, and lets go of it when it was checked: memory does not grow
/// with the text.
extension Snapshot {
    /// The check of all that a tree holds: its models are being checked, beside what the caller does next.
    package struct Checking {
        fileprivate let models: OnAllCores<Batch, Result<WholeCheck.Models, any Error>>
        fileprivate let syncs: [Reading.Stored]
        fileprivate let strays: [WorkspaceFiles.Stray]
        fileprivate let whole: WholeCheck
    }

    fileprivate typealias Batch = [Reading.Stored]
    private static let batch = 64

    package func beginChecking() throws -> Checking {
        let (files, found) = try stored()
        var syncs: [Reading.Stored] = []
        var models: [Reading.Stored] = []
        for stored in files { if case .sync = stored.file { syncs.append(stored) } else { models.append(stored) } }
        // A model, then its columns.
        models.sort { a, b in
            let (x, y) = (a.file.resource?.slug ?? "", b.file.resource?.slug ?? "")
            return x.isExactly(y) ? a.file < b.file : x.isExactlyBefore(y)
        }
        let strays = try strays(found)
        let whole = try wholeCheck(strays)
        return Checking(models: checking(models, whole), syncs: syncs, strays: strays, whole: whole)
    }

    /// Helps with what was begun, until it is done.
    package func help(_ begun: Checking) {
        _ = begun.models.outcomes(Self.checkModels(repository, layout, begun.whole))
    }

    /// Finishes the check, of this state.
    ///
    /// - Parameter begun: on the same tree; by this state, or by the one that these edits are made to.
    package func checkAll(_ begun: Checking) throws -> [Finding] {
        var whole = begun.whole
        var models = try begun.models.outcomes(Self.checkModels(repository, layout, whole)).map { try $0.get() }
        if !edits.isEmpty {
            whole = try wholeCheck(begun.strays)
            if edits.contains(where: { if case .aliases = $0.key { true } else { false } }) {
                // Other sources may stand for what the models name.
                let again = checking(begun.models.items.flatMap { $0 }, whole)
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
            models = models.map { $0.without(edited) } + [whole.models(try read(files))]
        }
        let known = WholeCheck.KnownModels(models)
        let entries = edits.isEmpty ? begun.syncs : begun.syncs.filter { edits[$0.file] == nil }
        let checking = OnAllCores<Batch, Result<WholeCheck.Syncs, any Error>>(
            Self.batches(entries), chunk: 1, in: repository
        ) { [layout, whole] in Self.checkSyncs($0, layout, whole, known) }
        var syncs = try checking.outcomes(Self.checkSyncs(repository, layout, whole, known)).map { try $0.get() }
        let edited = edits.keys.filter { if case .sync = $0 { true } else { false } }
        if !edited.isEmpty { syncs.append(whole.syncs(try read(edited), on: known)) }
        return whole.findings(models, syncs)
    }

    private func wholeCheck(_ strays: [WorkspaceFiles.Stray]) throws -> WholeCheck {
        var texts = try aliases()
        texts[.settings] = try text(of: .settings)
        var files = WorkspaceFiles(
            layout: layout, files: texts, modelSlugs: try slugs(of: .model), syncSlugs: try slugs(of: .sync),
            manifests: try manifests(), strays: strays)
        files.brokenFolders = try brokenFolders()
        files.attributes = try attributes()
        return WholeCheck(
            files, read: texts.map { ReadFile($0, $1, at: layout.path(of: $0)) }, manifests: try manifestsRead().read)
    }

    /// Those of the files that are there.
    private func read(_ files: [GovernedFile]) throws -> [ReadFile] {
        try files.compactMap { file in try text(of: file).map { ReadFile(file, $0, at: layout.path(of: file)) } }
    }

    private func checking(
        _ models: [Reading.Stored], _ whole: WholeCheck
    ) -> OnAllCores<Batch, Result<WholeCheck.Models, any Error>> {
        OnAllCores(Self.batches(models), chunk: 1, in: repository) { [layout] in
            Self.checkModels($0, layout, whole)
        }
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
