import YAML

/// A deleted and an added resource that are most likely one under a new name.
package struct Rename: Hashable, Sendable {
    package var from: ResourceID
    package var to: ResourceID

    package init(from: ResourceID, to: ResourceID) {
        self.from = from
        self.to = to
    }
}

/// Pairs deleted with added resources of the same kind that mean (nearly) the same: a rename is a delete and an add, and
/// is shown as a rename (format.md). At least three quarters of their fields, those only for people left aside, must be
/// equal. The most alike are paired first; sorted by the old name.
package func renames(among changes: [FileChange]) -> [Rename] {
    let resources = changes.filter { change in
        switch change.file {
        case .model, .sync: true
        case .settings, .columns, .aliases: false
        }
    }
    let deleted = resources.filter { $0.kind == .deleted }.sorted { $0.file < $1.file }
    let added = resources.filter { $0.kind == .added }.sorted { $0.file < $1.file }
    guard !deleted.isEmpty, !added.isEmpty else { return [] }
    let (old, new) = (deleted.map(Contents.init), added.map(Contents.init))
    // If a whole workspace is replaced by another one, only resources with equal text are shown as renamed.
    let cost = old.count * new.reduce(0) { $0 + $1.size } + new.count * old.reduce(0) { $0 + $1.size }
    var pairs: [(old: Int, new: Int, likeness: Double)] = []
    if cost <= 10_000_000 {
        let enough = 0.75
        for (i, from) in old.enumerated() {
            for (j, to) in new.enumerated() {
                let likeness = from.likeness(to)
                if likeness >= enough { pairs.append((i, j, likeness)) }
            }
        }
    } else {
        // Of several with one text, each goes to one.
        var places = Dictionary(grouping: new.indices.reversed()) { new[$0].exactly }
        for (i, from) in old.enumerated() {
            if let j = places[from.exactly]?.popLast() { pairs.append((i, j, 1)) }
        }
    }
    pairs.sort { ($1.likeness, $0.old, $0.new) < ($0.likeness, $1.old, $1.new) }
    var (usedOld, usedNew): (Set<Int>, Set<Int>) = ([], [])
    var renames: [Rename] = []
    for pair in pairs where !usedOld.contains(pair.old) && !usedNew.contains(pair.new) {
        guard let from = old[pair.old].resource, let to = new[pair.new].resource else { continue }
        usedOld.insert(pair.old)
        usedNew.insert(pair.new)
        renames.append(Rename(from: from, to: to))
    }
    return renames.sorted { $0.from < $1.from }
}

/// What a file says, as a bag of its scalars.
private struct Contents {
    let resource: ResourceID?
    private let text: FileText?
    private let leaves: Set<Leaf>

    private struct Leaf: Hashable {
        var path: FieldPath
        var kind: ScalarKind?
        var text: ExactText
    }

    init(_ change: FileChange) {
        resource = change.resource
        text = change.before ?? change.after
        var leaves: Set<Leaf> = []
        for field in change.fields where field.fieldClass != .people {
            guard let value = field.before ?? field.after else { continue }
            Contents.collect(value, field.path, in: change.file, &leaves)
        }
        self.leaves = leaves
    }

    private static func collect(_ value: Value, _ path: FieldPath, in file: GovernedFile, _ leaves: inout Set<Leaf>) {
        switch value {
        case .scalar(let kind, let text): leaves.insert(Leaf(path: path, kind: kind, text: ExactText(text)))
        case .mapping(let pairs):
            for pair in pairs { collect(pair.value, path.appending(.key(pair.key)), in: file, &leaves) }
        case .sequence(let items):
            let segments = PairedLists([items], at: path, in: file).segments[0]
            for (segment, item) in zip(segments, items) { collect(item, path.appending(segment), in: file, &leaves) }
        }
    }

    /// What it costs to be compared.
    var size: Int { leaves.count + 8 }

    struct Exactly: Hashable {
        let kind: ResourceKind?
        let text: FileText?
    }

    /// The same text of the same kind.
    var exactly: Exactly { Exactly(kind: resource?.kind, text: text) }

    /// From 0 to 1: the share of fields that are equal.
    func likeness(_ other: Contents) -> Double {
        guard resource?.kind == other.resource?.kind else { return 0 }
        if text == other.text { return 1 }
        let most = max(leaves.count, other.leaves.count)
        return most == 0 ? 0 : Double(leaves.intersection(other.leaves).count) / Double(most)
    }
}
