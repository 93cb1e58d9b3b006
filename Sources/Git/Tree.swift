/// A folder as stored: entries of mode, name and id, in git's order. Read without taking it apart.
struct Tree {
    let bytes: [UInt8]

    static let empty = Tree(bytes: [])

    /// One entry, as places in `bytes`.
    struct Slot {
        /// The whole entry, from the mode to the last byte of the id.
        let range: Range<Int>
        let name: Range<Int>
        let mode: UInt32

        /// As git orders: a folder sorts as if its name ended in `/`.
        var isTree: Bool { mode & 0o170000 == 0o040000 }
    }

    /// The entry that starts at `offset`; nil at the end.
    func slot(at offset: Int) throws(GitError) -> Slot? {
        guard offset < bytes.count else { return nil }
        var position = offset
        var mode: UInt32 = 0
        while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 8, position - offset < 7 else { throw .damaged("a tree is damaged: bad mode") }
            mode = mode << 3 | UInt32(digit)
            position += 1
        }
        let start = position + 1
        position = start
        while position < bytes.count, bytes[position] != 0 { position += 1 }
        guard position > start, position + 21 <= bytes.count else {
            throw .damaged("a tree is damaged: it ends within an entry")
        }
        return Slot(range: offset..<(position + 21), name: start..<position, mode: mode)
    }

    func entry(_ slot: Slot) throws(GitError) -> TreeEntry {
        guard let mode = FileMode(stored: slot.mode) else {
            throw .damaged("a tree is damaged: unknown mode \(String(slot.mode, radix: 8))")
        }
        return TreeEntry(rawName: Array(bytes[slot.name]), mode: mode, id: id(slot))
    }

    func id(_ slot: Slot) -> ObjectID {
        ObjectID(bytes: bytes[(slot.range.upperBound - 20)..<slot.range.upperBound])
    }

    func entries() throws(GitError) -> [TreeEntry] {
        var entries: [TreeEntry] = []
        var offset = 0
        while let slot = try slot(at: offset) {
            entries.append(try entry(slot))
            offset = slot.range.upperBound
        }
        return entries
    }

    /// The entry of exactly this name, a file or a folder.
    func slot(named name: some Collection<UInt8>) throws(GitError) -> Slot? {
        var offset = 0
        while let slot = try slot(at: offset) {
            if slot.name.count == name.count, bytes[slot.name].elementsEqual(name) { return slot }
            offset = slot.range.upperBound
        }
        return nil
    }

    /// Whether one entry is the same in both trees, byte by byte.
    func isEqual(_ slot: Slot, in other: Tree, to second: Slot) -> Bool {
        slot.range.count == second.range.count && bytes[slot.range].elementsEqual(other.bytes[second.range])
    }
}

/// Git's order of entries.
enum TreeOrder {
    static func isBefore(
        _ a: some Collection<UInt8>, isTree aIsTree: Bool, _ b: some Collection<UInt8>, isTree bIsTree: Bool
    ) -> Bool {
        var first = a.makeIterator()
        var second = b.makeIterator()
        while true {
            let x = first.next()
            let y = second.next()
            if let x, let y {
                if x != y { return x < y }
                continue
            }
            // One is the start of the other: the shorter goes on with `/` if it is a folder, else with nothing.
            let slash = UInt8(ascii: "/")
            let endOfA: UInt8? = x ?? (aIsTree ? slash : nil)
            let endOfB: UInt8? = y ?? (bIsTree ? slash : nil)
            return switch (endOfA, endOfB) {
            case (nil, nil): false
            case (nil, _): true
            case (_, nil): false
            case (let p?, let q?): p < q
            }
        }
    }
}

/// Trees read lately, bounded.
struct TreeCache {
    private var trees: [ObjectID: Tree] = [:]
    private var size = 0
    private static let limit = 32 << 20

    subscript(id: ObjectID) -> Tree? { trees[id] }

    mutating func keep(_ tree: Tree, as id: ObjectID) {
        if size + tree.bytes.count > TreeCache.limit {
            trees = [:]
            size = 0
        }
        trees[id] = tree
        size += tree.bytes.count
    }
}
