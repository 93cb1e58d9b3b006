import Git
import Resources

/// In which files drafts differ from main, found once on all cores, for every workspace that is open on the same main.
struct DraftDifferences: Sendable {
    let drafts: [Draft]
    /// Which drafts, by their position, have a file otherwise than main has it.
    let differing: [GovernedFile: [Int]]
    /// What was compared on the way.
    let comparisons: [MainLine.Compared]

    private struct Found: Sendable {
        var files: [GovernedFile] = []
        var compared: MainLine.Compared?
    }

    init(_ drafts: [Draft], against line: MainLine, in repository: Repository, _ layout: Layout) throws {
        let tip = line.tip
        let comparing = OnAllCores<Draft, Result<Found, any Error>>(drafts, chunk: 32, in: repository) { own in
            let line = MainLine(tip, in: own)
            return { drafts in drafts.map { draft in Result { try Self.found(of: draft, line, own, layout) } } }
        }
        let found = try comparing.outcomes { drafts in
            drafts.map { draft in Result { try Self.found(of: draft, line, repository, layout) } }
        }.map { try $0.get() }
        var differing: [GovernedFile: [Int]] = [:]
        for (position, found) in found.enumerated() {
            for file in found.files { differing[file, default: []].append(position) }
        }
        self.drafts = drafts
        self.differing = differing
        comparisons = found.compactMap(\.compared)
    }

    private static func found(
        of draft: Draft, _ line: MainLine, _ repository: Repository, _ layout: Layout
    ) throws -> Found {
        let main = try repository.commit(line.tip).tree
        if let own = ownChanges(of: draft.tip, line) {
            let files = try own.difference.changes.compactMap { change -> GovernedFile? in
                guard let file = layout.file(at: change.path),
                    try repository.entry(at: change.path, in: main) != change.new
                else { return nil }
                return file
            }
            return Found(files: files, compared: own)
        }
        let places = layout.root.isEmpty ? [""] : [layout.root, Layout.settingsPath]
        let changes = try repository.changes(from: main, to: repository.commit(draft.tip).tree, under: places)
        return Found(files: changes.compactMap { layout.file(at: $0.path) })
    }

    /// What a draft changed, where it is plain to see how it left main. Else, or where something cannot be read, it is
    /// compared with main: that tells which files to look at, or fails.
    private static func ownChanges(of tip: ObjectID, _ line: MainLine) -> MainLine.Compared? {
        do { return try line.compared(tip) } catch { return nil }
    }
}
