import Git

extension FuzzTarget {
    /// Folders as they are stored, the old one first and then the new one. The rest lie in these: an entry whose id ends in
    /// the number of a folder further on has that folder's id instead, which no change of bytes hits upon.
    static let trees = FuzzTarget("trees", seeds: [".trees"], dictionary: "trees") { bytes in
        let folders = StoredFolders(bytes.pieces)
        for stored in folders.all {
            try holdsReading(of: stored)
            try holdsLikeness(of: stored)
        }
        let (old, new) = folders.ids.count > 1 ? (folders.ids[0], folders.ids[1]) : (nil, folders.ids[0])
        try holdsDifference(from: old, to: new, in: folders)
        if folders.all.allSatisfy({ PlainTree($0).entries.isEmpty }) { throw Refused() }
    }

    // MARK: One folder

    private static func holdsReading(of stored: [UInt8]) throws {
        let tree = Tree(stored: stored)
        let entries = tree.entries()
        try hold(written(entries) == tree.bytes, "the entries of a folder, written again, are its bytes")
        let again = Tree(stored: tree.bytes)
        try hold(again.bytes == tree.bytes && again.problems.isEmpty, "what is made of a broken folder is sound")
        let plain = PlainTree(stored)
        try hold(
            plain.entries.allSatisfy { !isAllowed($0.name) || PlainTree.isHarmless($0.name) },
            "no name leads out of a work tree or into .git")
        try hold(entries == plain.checkedOut(where: Self.isAllowed), "a folder is read as git checks it out")
        let isSound = plain.isSound && plain.entries.allSatisfy { isAllowed($0.name) }
        try hold(isSound == tree.problems.isEmpty, "a folder has a problem or is as git writes it: \(tree.problems)")
        try hold(!isSound || tree.bytes == stored, "a sound folder is read byte for byte")
        try hold(
            tree.problems.allSatisfy(\.isHarmless)
                == (plain.isSoundButForModes && entries.count == plain.entries.count),
            "only odd modes are harmless: \(tree.problems)")
        for entry in entries.prefix(32) {
            let slot = tree.slot(named: entry.rawName[...])
            try hold(slot.map(tree.entry) == entry, "an entry is found by its name")
            let longer = entry.rawName + [UInt8(ascii: "0")]
            try hold(
                tree.slot(named: longer[...]).map(tree.entry) == entries.first { $0.rawName == longer },
                "only an entry is found by its name")
        }
    }

    /// With one byte changed, wherever the bytes say.
    private static func holdsLikeness(of stored: [UInt8]) throws {
        guard let last = stored.last else { return }
        let known = Tree(stored: stored)
        var other = stored
        other[Int(stored.reduce(0 as UInt32) { $0 &* 31 &+ UInt32($1) }) % stored.count] ^= max(1, last)
        let (read, compared) = (Tree(stored: other), Tree(stored: other, like: known))
        try hold(
            read.bytes == compared.bytes && read.problems == compared.problems && read.ends == compared.ends,
            "a folder is read the same whatever it is compared with")
        let same = Tree(stored: stored, like: known)
        try hold(
            same.bytes == known.bytes && same.problems == known.problems && same.ends == known.ends,
            "a folder is read the same beside itself")
    }

    private static func written(_ entries: [TreeEntry]) -> [UInt8] {
        entries.reduce(into: []) { bytes, entry in entry.append(to: &bytes) }
    }

    /// Whether the reader takes the name, wherever it stands.
    private static func isAllowed(_ name: [UInt8]) -> Bool {
        let alone = Array("100644 ".utf8) + name + [0] + [UInt8](repeating: 1, count: 20)
        return Tree(stored: alone).problems.isEmpty
    }

    // MARK: Two folders

    private static func holdsDifference(from old: ObjectID?, to new: ObjectID, in folders: StoredFolders) throws {
        let difference = try folders.difference(from: old, to: new)
        let back = try folders.difference(from: new, to: old)
        let forth = Set(difference.changes.map { Change($0) })
        try hold(forth.count == difference.changes.count || difference.changes.hasLossyPath, "no change is told twice")
        try hold(
            forth == Set(back.changes.map { Change($0, isReversed: true) }),
            "the same changes are found in both directions")
        for (change, next) in zip(difference.changes, difference.changes.dropFirst()) {
            try hold(!next.path.utf8.lexicographicallyPrecedes(change.path.utf8), "changes are sorted by their paths")
        }
        try hold(try folders.difference(from: new, to: new).changes.isEmpty, "a folder does not differ from itself")
        let top = Tree(stored: folders.bytes(of: new)).problems.filter { !$0.isHarmless }
        try hold(
            old == new || Set(top).isSubset(of: difference.broken.filter { $0.path.isEmpty }.map(\.problem)),
            "what is wrong with the new folder is told")
        // A folder that was opened often elsewhere is not opened again, and stands among the changes itself.
        guard !forth.contains(where: \.isFolder), !difference.changes.hasLossyPath,
            let before = try folders.files(in: old), let after = try folders.files(in: new)
        else { return }
        var expected: Set<Change> = []
        for path in Set(before.keys).union(after.keys) where before[path] != after[path] {
            expected.insert(Change(path: path, old: before[path], new: after[path]))
        }
        try hold(forth == expected, "what differs is what a look at all files finds")
        guard let first = difference.changes.first?.path.split(separator: "/").first.map(String.init) else { return }
        let part = try folders.difference(from: old, to: new, under: first)
        guard !part.changes.contains(where: { Change($0).isFolder }) else { return }
        try hold(
            Set(part.changes.map { Change($0) }) == expected.filter { $0.path.isAtOrBeneath(first) },
            "what differs beneath a folder is a part of what differs")
    }
}

/// A change by the bytes of its path: as text, two paths may be equal that are not the same.
private struct Change: Hashable {
    let path: [UInt8]
    let old: TreeEntry?
    let new: TreeEntry?

    var isFolder: Bool { (old ?? new)?.mode == .tree }

    init(path: [UInt8], old: TreeEntry?, new: TreeEntry?) { (self.path, self.old, self.new) = (path, old, new) }

    init(_ change: TreeChange, isReversed: Bool = false) {
        path = Array(change.path.utf8)
        (old, new) = isReversed ? (change.new, change.old) : (change.old, change.new)
    }
}

extension [UInt8] {
    fileprivate func isAtOrBeneath(_ path: String) -> Bool {
        self == Array(path.utf8) || starts(with: Array("\(path)/".utf8))
    }
}

extension [TreeChange] {
    /// Bytes that are not text were replaced in some path, so that others may have become the same.
    fileprivate var hasLossyPath: Bool { contains { $0.path.unicodeScalars.contains("\u{FFFD}") } }
}

// MARK: - The plain way

/// A stored folder, read the plain way: each entry as it stands.
private struct PlainTree {
    struct Entry {
        let mode: [UInt8]
        let name: [UInt8]
        let id: ArraySlice<UInt8>

        var isFolder: Bool { number & 0o170000 == 0o040000 }
        var number: UInt32 { mode.reduce(0) { $0 << 3 | UInt32($1 - UInt8(ascii: "0")) } }
        /// What git sorts by.
        var key: [UInt8] { isFolder ? name + [UInt8(ascii: "/")] : name }

        var read: TreeEntry {
            let mode: FileMode
            switch number & 0o170000 {
            case 0o040000: mode = .tree
            case 0o100000: mode = number & 0o100 == 0 ? .file : .executable
            case 0o120000: mode = .link
            default: mode = .submodule
            }
            return TreeEntry(rawName: name, mode: mode, id: ObjectID(bytes: id))
        }
    }

    private(set) var entries: [Entry] = []
    private(set) var isWhole = true

    init(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")), let end = rest[space...].firstIndex(of: 0),
                end + 20 < rest.endIndex, (1...10).contains(space - rest.startIndex),
                rest[..<space].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) })
            else {
                isWhole = false
                return
            }
            entries.append(
                Entry(
                    mode: Array(rest[..<space]), name: Array(rest[(space + 1)..<end]), id: rest[(end + 1)...(end + 20)])
            )
            rest = rest[(end + 21)...]
        }
    }

    /// The last of each name, in git's order.
    func checkedOut(where isAllowed: ([UInt8]) -> Bool) -> [TreeEntry] {
        var last: [[UInt8]: Entry] = [:]
        for entry in entries where isAllowed(entry.name) { last[entry.name] = entry }
        return last.values.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.read)
    }

    var isSoundButForModes: Bool {
        isWhole && Set(entries.map(\.name)).count == entries.count
            && zip(entries, entries.dropFirst()).allSatisfy { $0.key.lexicographicallyPrecedes($1.key) }
    }

    var isSound: Bool {
        let modes = ["40000", "100644", "100755", "120000", "160000"].map { Array($0.utf8) }
        return isSoundButForModes && entries.allSatisfy { modes.contains($0.mode) }
    }

    /// What no file system takes for another place, as far as ASCII goes.
    static func isHarmless(_ name: [UInt8]) -> Bool {
        !name.isEmpty && !name.contains(UInt8(ascii: "/")) && ![".", "..", ".git"].contains(name.text.lowercased())
    }
}

/// Folders that hold each other.
private struct StoredFolders {
    private(set) var ids: [ObjectID] = []
    private var stored: [ObjectID: [UInt8]] = [:]

    var all: [[UInt8]] { ids.compactMap { stored[$0] } }

    init(_ pieces: [[UInt8]]) {
        var known: [Int: ObjectID] = [:]
        // From the last on, since a folder's id follows from what lies in it.
        for (number, piece) in pieces.enumerated().reversed() {
            var bytes = piece
            for entry in PlainTree(piece).entries {
                guard let last = entry.id.last, let id = known[Int(last)] else { continue }
                bytes.replaceSubrange(entry.id.indices, with: id.bytes)
            }
            let id = bytes.withUnsafeBytes { ObjectID(of: $0, .tree) }
            known[number] = id
            stored[id] = bytes
            ids.insert(id, at: 0)
        }
    }

    /// Of a folder that nobody stored: nothing.
    func bytes(of id: ObjectID) -> [UInt8] { stored[id] ?? [] }

    func difference(from old: ObjectID?, to new: ObjectID?, under folder: String = "") throws -> TreeDifference {
        // As a repository keeps them: each is compared with the last of its length.
        var trees: [ObjectID: Tree] = [:]
        var lengths: [Int: Tree] = [:]
        for id in ids {
            let tree = Tree(stored: bytes(of: id), like: lengths[bytes(of: id).count])
            trees[id] = tree
            lengths[tree.bytes.count] = tree
        }
        return try TreeDifference(from: old, to: new, under: [folder]) { [trees] in trees[$0] ?? .empty }
    }

    /// All that lies beneath, by path; nil: too much.
    func files(in top: ObjectID?) throws -> [[UInt8]: TreeEntry]? {
        var files: [[UInt8]: TreeEntry] = [:]
        var waiting: [(path: [UInt8], id: ObjectID)] = top.map { [([], $0)] } ?? []
        var opened = 0
        while let (path, id) = waiting.popLast() {
            opened += 1
            for entry in Tree(stored: bytes(of: id)).entries() {
                let here = path + entry.rawName
                if entry.mode == .tree {
                    waiting.append((here + [UInt8(ascii: "/")], entry.id))
                } else {
                    files[here] = entry
                }
            }
            if opened > 1000 || files.count > 2000 || waiting.count > 2000 { return nil }
        }
        return files
    }
}
