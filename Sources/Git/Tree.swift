#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A folder: entries of mode, name and id, in git's order. It is not taken apart, since most of a long folder is only
/// passed over.
package struct Tree {
    /// As git writes a tree; of a broken one as it counts (`Tree(stored:)`).
    package let bytes: [UInt8]
    /// What is wrong with it as stored.
    package let problems: [TreeProblem]
    /// Where each entry ends: long folders are searched and compared by it.
    package let ends: [Int]

    package static var empty: Tree { Tree(bytes: []) }

    /// - Parameters:
    ///   - bytes: known to be sound, or made so.
    ///   - ends: found here where nobody has them.
    init(bytes: [UInt8], problems: [TreeProblem] = [], ends: [Int]? = nil) {
        self.bytes = bytes
        self.problems = problems
        self.ends = ends ?? Tree.ends(in: bytes)
    }

    private static func ends(in bytes: [UInt8]) -> [Int] {
        bytes.withUnsafeBufferPointer { bytes in
            var ends: [Int] = []
            while let slot = (ends.last ?? 0) < bytes.count ? slot(in: bytes, at: ends.last ?? 0) : nil {
                ends.append(slot.range.upperBound)
            }
            return ends
        }
    }

    /// One entry, as places in `bytes`.
    package struct Slot {
        /// The whole entry, from the mode to the last byte of the id.
        let range: Range<Int>
        let name: Range<Int>
        let mode: UInt32

        var isTree: Bool { mode & 0o170000 == 0o040000 }
    }

    /// The entry that starts at `offset`; nil at the end.
    func slot(at offset: Int) -> Slot? {
        guard offset < bytes.count else { return nil }
        return bytes.withUnsafeBufferPointer { Tree.slot(in: $0, at: offset) }
    }

    /// Nil: the bytes are not an entry.
    static func slot(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Slot? {
        var position = offset
        var mode: UInt32 = 0
        while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 8, position - offset < 10 else { return nil }
            mode = mode << 3 | UInt32(digit)
            position += 1
        }
        let start = position + 1
        guard position > offset, start < bytes.count, let base = bytes.baseAddress,
            let zero = memchr(base + start, 0, bytes.count - start)
        else { return nil }
        let end = UnsafeRawPointer(zero) - UnsafeRawPointer(base)
        guard end + 21 <= bytes.count else { return nil }
        return Slot(range: offset..<(end + 21), name: start..<end, mode: mode)
    }

    package func entry(_ slot: Slot) -> TreeEntry {
        TreeEntry(rawName: Array(bytes[slot.name]), mode: FileMode(stored: slot.mode), id: id(slot))
    }

    func id(_ slot: Slot) -> ObjectID {
        ObjectID(bytes: bytes[(slot.range.upperBound - 20)..<slot.range.upperBound])
    }

    package func entries(where isWanted: (ArraySlice<UInt8>) -> Bool = { _ in true }) -> [TreeEntry] {
        var entries: [TreeEntry] = []
        var offset = 0
        while let slot = slot(at: offset) {
            if isWanted(bytes[slot.name]) { entries.append(entry(slot)) }
            offset = slot.range.upperBound
        }
        return entries
    }

    /// The entry of exactly this name, a file or a folder.
    package func slot(named name: ArraySlice<UInt8>) -> Slot? {
        // In git's order a folder stands elsewhere than a file of its name.
        search(TreeName(bytes: name, isTree: false)) ?? search(TreeName(bytes: name, isTree: true))
    }

    private func search(_ name: TreeName) -> Slot? {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            guard let slot = slot(at: middle == 0 ? 0 : ends[middle - 1]) else { return nil }
            let order = TreeName.compare(self.name(slot), name)
            if order == 0 { return slot }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Passes over the entries that are the same, byte by byte, in both trees.
    ///
    /// - Returns: where each goes on: at its end, or at entries that differ.
    func passingEqual(_ other: Tree, from start: Int, _ otherStart: Int) -> (Int, Int) {
        let most = min(bytes.count - start, other.bytes.count - otherStart)
        let same = bytes.withUnsafeBufferPointer { a in
            other.bytes.withUnsafeBufferPointer { b in
                Tree.sameBytes(
                    UnsafeBufferPointer(rebasing: a[start..<(start + most)]),
                    UnsafeBufferPointer(rebasing: b[otherStart..<(otherStart + most)]))
            }
        }
        let length = self.start(ofEntryAt: start + same) - start
        return (start + length, otherStart + length)
    }

    /// Where the entry begins that has the byte at `offset`; the end, if that is there.
    private func start(ofEntryAt offset: Int) -> Int {
        let index = entryIndex(at: offset)
        return index == 0 ? 0 : ends[index - 1]
    }

    /// How many entries end at or before `offset`, by `ends`.
    func entryIndex(at offset: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How many bytes both begin with.
    static func sameBytes(_ a: [UInt8], _ b: [UInt8]) -> Int {
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { b in sameBytes(a, b) } }
    }

    /// How many bytes two texts of one length have in common at their beginning.
    static func sameBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        guard let p = UnsafeRawPointer(a.baseAddress), let q = UnsafeRawPointer(b.baseAddress) else { return 0 }
        var offset = 0
        // A stretch at a time, then shorter ones and bytes within the one that differs.
        while offset + 4096 <= a.count, memcmp(p + offset, q + offset, 4096) == 0 { offset += 4096 }
        while offset + 128 <= a.count, memcmp(p + offset, q + offset, 128) == 0 { offset += 128 }
        while offset < a.count, a[offset] == b[offset] { offset += 1 }
        return offset
    }

    func name(_ slot: Slot) -> TreeName { TreeName(bytes: bytes[slot.name], isTree: slot.isTree) }
}

/// A name in git's order: that of the bytes, a folder as if its name ended in `/`.
struct TreeName {
    let bytes: ArraySlice<UInt8>
    let isTree: Bool

    /// Negative: `a` comes first; 0: the same name, and both folders or neither; positive: `b` comes first.
    static func compare(_ a: TreeName, _ b: TreeName) -> Int {
        let common = min(a.bytes.count, b.bytes.count)
        let order = a.bytes.withUnsafeBufferPointer { x in
            b.bytes.withUnsafeBufferPointer { y in
                if let p = x.baseAddress, let q = y.baseAddress { memcmp(p, q, common) } else { Int32(0) }
            }
        }
        if order != 0 { return Int(order) }
        func next(_ name: TreeName) -> Int {
            if name.bytes.count > common { return Int(name.bytes[name.bytes.startIndex + common]) }
            return name.isTree ? Int(UInt8(ascii: "/")) : 0
        }
        return next(a) - next(b)
    }
}

/// A tree, and the hash of its bytes where it was asked for.
struct ReadTree {
    let tree: Tree
    let hash: ContentHash?

    init(_ tree: Tree) { (self.tree, hash) = (tree, nil) }

    /// - Parameter known: a sound tree of the same length, which this one may be another state of.
    init(stored bytes: [UInt8], like known: ReadTree?, hashes: Bool) {
        let common = known.map { Tree.sameBytes(bytes, $0.tree.bytes) } ?? 0
        hash = hashes ? bytes.withUnsafeBytes { ContentHash(of: $0, .tree, like: known?.hash, common: common) } : nil
        tree = Tree(stored: bytes, like: known?.tree, common: common)
    }
}

/// A bounded cache of trees read lately. A tree is dropped if it was not used while the cache filled up once more.
/// Memory that is used again costs less than new memory, which the kernel has to clear.
struct TreeCache {
    /// The latest of each length: most trees that are read are another state of a folder that was read before.
    private var lengths: [Int: ReadTree] = [:]
    private static let mostLengths = 64
    private var recent: [ObjectID: Tree] = [:]
    private var size = 0
    private var older: [ObjectID: Tree] = [:]
    /// Bytes.
    private static let limit = 16 << 20
    /// Bytes of many trees, which are short ones.
    private static let limitOfMany = 1 << 20
    private static let many = 8

    subscript(id: ObjectID) -> Tree? {
        mutating get {
            if let tree = recent[id] { return tree }
            guard let tree = older.removeValue(forKey: id) else { return nil }
            keep(tree, as: id)
            return tree
        }
    }

    /// A sound tree that one of this length may be another state of.
    func lookalike(ofLength length: Int) -> ReadTree? { lengths[length] }

    mutating func keep(_ read: ReadTree, as id: ObjectID) {
        keep(read.tree, as: id)
        if read.tree.problems.isEmpty {
            if lengths.count >= TreeCache.mostLengths { lengths = [:] }
            lengths[read.tree.bytes.count] = read
        }
    }

    private mutating func keep(_ tree: Tree, as id: ObjectID) {
        let limit = recent.count < TreeCache.many ? TreeCache.limit : TreeCache.limitOfMany
        if size + tree.bytes.count > limit {
            older = recent
            recent = [:]
            size = 0
        }
        recent[id] = tree
        size += tree.bytes.count
    }
}
