import Git
import Resources

/// In which files drafts differ from main, found once on all cores, for every workspace that is open on the same main.
struct DraftDifferences: Sendable {
    let drafts: [Draft]
    /// Which drafts, by their position, have a file otherwise than main has it.
    let differing: [GovernedFile: [Int]]
    /// What was compared on the way.
    let comparisons: [MainLine.Compared]

    /// A draft, its place among all, and how it left main, where that is plain to see.
    private struct Left: Sendable {
        let position: Int
        let draft: Draft
        let departure: MainLine.Departure?
    }

    private struct Found: Sendable {
        var files: [GovernedFile] = []
        var compared: MainLine.Compared?
    }

    init(_ drafts: [Draft], against line: MainLine, in repository: Repository, _ layout: Layout) throws {
        let main = try repository.commit(line.tip).tree
        // Those that left main at one place follow one another, so that what main was there is read once.
        let tip = line.tip
        let departing = OnAllCores<Draft, MainLine.Departure?>(drafts, chunk: 64, in: repository) { own in
            let line = MainLine(tip, in: own)
            return { drafts in drafts.map { Self.departure(of: $0.tip, line) } }
        }
        let departures = departing.outcomes { drafts in drafts.map { Self.departure(of: $0.tip, line) } }
        let apart = zip(drafts, departures).enumerated().map { position, draft in
            Left(position: position, draft: draft.0, departure: draft.1)
        }
        let left = Dictionary(grouping: apart) { $0.departure?.base }.values
            .sorted { $0[0].position < $1[0].position }.flatMap { $0 }
        let comparing = OnAllCores<Left, Result<Found, any Error>>(left, chunk: 32, in: repository) { own in
            { left in left.map { one in Result { try Self.found(of: one, main, own, layout) } } }
        }
        let found = try comparing.outcomes { left in
            left.map { one in Result { try Self.found(of: one, main, repository, layout) } }
        }.map { try $0.get() }
        var differing: [GovernedFile: [Int]] = [:]
        for (left, found) in zip(left, found) {
            for file in found.files { differing[file, default: []].append(left.position) }
        }
        for file in differing.keys { differing[file]?.sort() }
        self.drafts = drafts
        self.differing = differing
        comparisons = found.compactMap(\.compared)
    }

    private static func found(
        of left: Left, _ main: ObjectID, _ repository: Repository, _ layout: Layout
    ) throws -> Found {
        if let own = ownChanges(of: left, repository) {
            let files = try own.difference.changes.compactMap { change -> GovernedFile? in
                guard let file = layout.file(at: change.path),
                    try repository.entry(at: change.path, in: main) != change.new
                else { return nil }
                return file
            }
            return Found(files: files, compared: own)
        }
        let places = layout.root.isEmpty ? [""] : [layout.root, Layout.settingsPath]
        let changes = try repository.changes(from: main, to: repository.commit(left.draft.tip).tree, under: places)
        return Found(files: changes.compactMap { layout.file(at: $0.path) })
    }

    // Where it is not plain to see how a draft left main, or something cannot be read, the draft is compared with main: that
    // tells which files to look at, or fails.

    private static func departure(of tip: ObjectID, _ line: MainLine) -> MainLine.Departure? {
        do { return try line.departure(of: tip) } catch { return nil }
    }

    private static func ownChanges(of left: Left, _ repository: Repository) -> MainLine.Compared? {
        guard let departure = left.departure else { return nil }
        do { return try MainLine.Compared(left.draft.tip, departure, in: repository) } catch { return nil }
    }
}
