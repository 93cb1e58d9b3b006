#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A folder as stored: entries of mode, name and id, in git's order. Read without taking it apart, since most of a
/// long folder is only passed over.
struct Tree {
    let bytes: [UInt8]
    private let names = Names()

    static var empty: Tree { Tree(bytes: []) }

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// One entry, as places in `bytes`.
    struct Slot {
        /// The whole entry, from the mode to the last byte of the id.
        let range: Range<Int>
        let name: Range<Int>
        let mode: UInt32

        var isTree: Bool { mode & 0o170000 == 0o040000 }
    }

    /// The entry that starts at `offset`; nil at the end.
    func slot(at offset: Int) throws(GitError) -> Slot? {
        guard offset < bytes.count else { return nil }
        let slot = bytes.withUnsafeBufferPointer { Tree.slot(in: $0, at: offset) }
        guard let slot else { throw .damaged("a tree is damaged at byte \(offset)") }
        return slot
    }

    private static func slot(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Slot? {
        var position = offset
        var mode: UInt32 = 0
        while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 8, position - offset < 7 else { return nil }
            mode = mode << 3 | UInt32(digit)
            position += 1
        }
        let start = position + 1
        guard start < bytes.count, let base = bytes.baseAddress,
            let zero = memchr(base + start, 0, bytes.count - start)
        else { return nil }
        let end = UnsafeRawPointer(zero) - UnsafeRawPointer(base)
        guard end > start, end + 21 <= bytes.count else { return nil }
        return Slot(range: offset..<(end + 21), name: start..<end, mode: mode)
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
    ///
    /// Most folders are asked for one or two of their names, which is a search. Of one that is asked often all names are
    /// kept, each with the place of its entry.
    func slot(named name: ArraySlice<UInt8>) throws(GitError) -> Slot? {
        names.asked += 1
        guard names.asked > Names.seldom else { return try search(name) }
        if let known = names.places { return try slot(at: known[name] ?? bytes.count) }
        var places: [ArraySlice<UInt8>: Int] = [:]
        var offset = 0
        while let slot = try slot(at: offset) {
            // Of a damaged folder's twins the first, as a search finds it.
            if places[bytes[slot.name]] == nil { places[bytes[slot.name]] = offset }
            offset = slot.range.upperBound
        }
        names.places = places
        return try slot(at: places[name] ?? bytes.count)
    }

    private final class Names {
        static let seldom = 16
        var asked = 0
        var places: [ArraySlice<UInt8>: Int]?
    }

    private func search(_ name: ArraySlice<UInt8>) throws(GitError) -> Slot? {
        var damaged: Int?
        let found = bytes.withUnsafeBufferPointer { bytes -> Slot? in
            name.withUnsafeBufferPointer { name -> Slot? in
                guard let start = bytes.baseAddress, let wanted = name.baseAddress else { return nil }
                var offset = 0
                while offset < bytes.count {
                    guard let slot = Tree.slot(in: bytes, at: offset) else {
                        damaged = offset
                        return nil
                    }
                    if slot.name.count == name.count, memcmp(start + slot.name.lowerBound, wanted, name.count) == 0 {
                        return slot
                    }
                    offset = slot.range.upperBound
                }
                return nil
            }
        }
        if let damaged { throw .damaged("a tree is damaged at byte \(damaged)") }
        return found
    }

    /// Passes over the entries that are the same, byte by byte, in both trees.
    ///
    /// - Returns: where each goes on: at its end, or at entries that differ or are damaged.
    func passingEqual(_ other: Tree, from start: Int, _ otherStart: Int) -> (Int, Int) {
        bytes.withUnsafeBufferPointer { a in
            other.bytes.withUnsafeBufferPointer { b in
                var (here, there) = (start, otherStart)
                while here < a.count, there < b.count, let slot = Tree.slot(in: a, at: here) {
                    let length = slot.range.count
                    guard there + length <= b.count, let p = a.baseAddress, let q = b.baseAddress,
                        memcmp(p + here, q + there, length) == 0
                    else { break }
                    here += length
                    there += length
                }
                return (here, there)
            }
        }
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

/// Trees read lately, bounded: what was not asked for while as much again was read is let go of. Memory that is used
/// again costs less than new memory, which the kernel has to clear.
struct TreeCache {
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

    mutating func keep(_ tree: Tree, as id: ObjectID) {
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

/// Commits read lately, bounded.
struct CommitCache {
    private var commits: [ObjectID: Commit] = [:]
    private static let limit = 16_384

    subscript(id: ObjectID) -> Commit? { commits[id] }

    mutating func keep(_ commit: Commit) {
        if commits.count >= CommitCache.limit { commits = [:] }
        commits[commit.id] = commit
    }
}
