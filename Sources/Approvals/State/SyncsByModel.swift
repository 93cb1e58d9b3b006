import Git
import Resources
import YAML

/// Which syncs run on which model, in one state of the syncs folder, and then in another that differs little: looked up
/// for a few models, and known as a whole once it is asked for more.
final class SyncsByModel {
    /// False: everything is read from the folder itself.
    private let believesIndex: Bool
    private var asked = 0
    /// The folder that the two speak of.
    private var folder: ObjectID?
    private var byModel: [ExactText: [String]] = [:]
    private var models: [ExactText: ExactText] = [:]

    private static let few = 4

    init(believesIndex: Bool = true) { self.believesIndex = believesIndex }

    /// - Parameter model: the model of a sync, in that state of the folder.
    func syncs(
        on wanted: String, in tree: ObjectID, of repository: Repository, model: (String) throws -> String?
    ) throws -> [String] {
        let index = SyncIndex(of: repository)
        asked += 1
        if believesIndex, asked <= Self.few { return try index.syncs(on: wanted, in: tree, model: model) }
        if let folder {
            if folder != tree {
                for sync in try index.changes(from: folder, to: tree) { set(sync, try model(sync)) }
            }
        } else {
            let all = believesIndex ? try index.syncs(in: tree, model: model) : try index.all(in: tree, model: model)
            for (sync, model) in all { set(sync, model) }
        }
        folder = tree
        return byModel[ExactText(wanted)] ?? []
    }

    private func set(_ sync: String, _ model: String?) {
        if let old = models.removeValue(forKey: ExactText(sync)) {
            byModel[old]?.removeAll { $0.isExactly(sync) }
        }
        guard let model = model.map(ExactText.init) else { return }
        models[ExactText(sync)] = model
        byModel[model, default: []].append(sync)
    }
}

/// The syncs of one state of the syncs folder by their models. On disk: a line with the folder's tree, then a line
/// `<model> TAB <sync>` each. It is a cache: made anew where it is missing or cannot be read, and never the only place
/// of anything.
private struct SyncIndex {
    private let repository: Repository
    private let file: LocalFile

    init(of repository: Repository) {
        self.repository = repository
        file = LocalFile(repository.commonDirectory + "/assent/syncs-by-model")
    }

    private static let tab = UInt8(ascii: "\t")
    private static let newline = UInt8(ascii: "\n")
    /// With more differences than this the index is written anew.
    private static var mostDifferences: Int { 256 }

    func syncs(on wanted: String, in tree: ObjectID, model: (String) throws -> String?) throws -> [String] {
        if let (indexed, lines) = read() {
            let changed = try changes(from: indexed, to: tree)
            if changed.count <= Self.mostDifferences {
                let unchanged = Self.syncs(on: wanted, in: lines).filter { slug in
                    !changed.contains { $0.isExactly(slug) }
                }
                return try unchanged + changed.filter { try model($0)?.isExactly(wanted) == true }
            }
        }
        let entries = try all(in: tree, model: model)
        write(entries, tree: tree)
        return entries.filter { $0.1.isExactly(wanted) }.map(\.0)
    }

    /// All syncs that name a model, with it.
    func syncs(in tree: ObjectID, model: (String) throws -> String?) throws -> [(sync: String, model: String)] {
        if let (indexed, lines) = read() {
            let changed = try changes(from: indexed, to: tree)
            if changed.count <= Self.mostDifferences {
                let isChanged = Set(changed.map(ExactText.init))
                let unchanged = lines.split(separator: Self.newline).compactMap { line -> (String, String)? in
                    guard let tab = line.firstIndex(of: Self.tab) else { return nil }
                    let sync = String(decoding: line[(tab + 1)...], as: UTF8.self)
                    return isChanged.contains(ExactText(sync))
                        ? nil : (sync, String(decoding: line[..<tab], as: UTF8.self))
                }
                return try unchanged + changed.compactMap { sync in try model(sync).map { (sync, $0) } }
            }
        }
        let entries = try all(in: tree, model: model)
        write(entries, tree: tree)
        return entries
    }

    /// Slugs that were added, changed or removed between two states of the folder.
    func changes(from old: ObjectID, to new: ObjectID) throws -> [String] {
        try repository.changes(from: old, to: new).compactMap { Self.slug(of: $0.path) }
    }

    /// Read from the folder.
    func all(in tree: ObjectID, model: (String) throws -> String?) throws -> [(sync: String, model: String)] {
        try repository.tree(tree).compactMap { entry in
            guard entry.mode != .tree, let slug = Self.slug(of: entry.name) else { return nil }
            return try model(slug).map { (slug, $0) }
        }
    }

    private static func slug(of path: String) -> String? {
        path.utf8.contains(UInt8(ascii: "/")) ? nil : Layout.slug(ofFile: path)
    }

    /// Finds the lines of a model without taking the others apart.
    private static func syncs(on model: String, in lines: [UInt8]) -> [String] {
        let wanted = [newline] + Array(model.utf8) + [tab]
        var found: [String] = []
        var start = lines.startIndex
        while let line = lines.firstOccurrence(of: wanted, from: start) {
            let end = lines[line.upperBound...].firstIndex(of: newline) ?? lines.endIndex
            found.append(String(decoding: lines[line.upperBound..<end], as: UTF8.self))
            start = end
        }
        return found
    }

    private func read() -> (tree: ObjectID, lines: [UInt8])? {
        guard let bytes = file.contents(), let end = bytes.firstIndex(of: Self.newline),
            let tree = ObjectID(hex: String(decoding: bytes[..<end], as: UTF8.self)), repository.exists(tree)
        else { return nil }
        return (tree, Array(bytes[end...]))
    }

    private func write(_ entries: [(sync: String, model: String)], tree: ObjectID) {
        var text = tree.hex + "\n"
        // A name that a model's file cannot have does not name a model.
        for entry in entries where ResourceID.isSlug(entry.model) { text += "\(entry.model)\t\(entry.sync)\n" }
        // Read-only repositories, and full disks, do without.
        do { try file.write(text) } catch {}
    }
}
