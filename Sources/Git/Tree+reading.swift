#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The one reader of stored trees: each is looked at once, when it is read, by the rules of `git fsck`, and everybody
/// else goes through bytes that keep them.
///
/// A tree that breaks the rules is read as git checks it out, so that nothing ends at it: what git refuses is left out,
/// and of two entries with one name the last counts. What was wrong is kept beside it in `problems`, for the callers to
/// tell.
extension Tree {
    /// - Parameters:
    ///   - known: a sound tree that this one may be another state of: then only what differs is looked at.
    ///   - common: how many bytes the two are known to begin with alike.
    package init(stored bytes: [UInt8], like known: Tree? = nil, common: Int = 0) {
        if let known, Tree.differsInIDsOnly(bytes, from: known, beyond: common) {
            self.init(bytes: bytes, ends: known.ends)
        } else if let ends = Tree.endsIfPlainlySound(bytes) {
            self.init(bytes: bytes, ends: ends)
        } else {
            self = TreeRepair.read(bytes)
        }
    }

    /// Whether the two have the same names with the same modes.
    package func differsInIDsOnly(from other: Tree) -> Bool { Tree.differsInIDsOnly(bytes, from: other, beyond: 0) }

    private static func differsInIDsOnly(_ bytes: [UInt8], from known: Tree, beyond common: Int) -> Bool {
        guard bytes.count == known.bytes.count else { return false }
        return bytes.withUnsafeBufferPointer { a in
            known.bytes.withUnsafeBufferPointer { b in
                var offset = common
                while true {
                    offset += sameBytes(
                        UnsafeBufferPointer(rebasing: a[offset...]), UnsafeBufferPointer(rebasing: b[offset...]))
                    guard offset < a.count else { return true }
                    let end = known.ends[known.entryIndex(at: offset)]
                    guard offset >= end - 20 else { return false }
                    offset = end
                }
            }
        }
    }

    /// Where the entries end, by one pass over them. Nil also where only a closer look can tell.
    private static func endsIfPlainlySound(_ bytes: [UInt8]) -> [Int]? {
        bytes.withUnsafeBufferPointer { bytes in
            var offset = 0
            var last: Slot?
            var ends: [Int] = []
            ends.reserveCapacity(bytes.count / 32)
            while offset < bytes.count {
                guard let slot = Tree.slot(in: bytes, at: offset), slot.isCanonical(in: bytes),
                    TreeName.isAllowed(UnsafeBufferPointer(rebasing: bytes[slot.name])),
                    last.map({ isPlainlyBefore($0, slot, bytes) }) ?? true
                else { return nil }
                last = slot
                offset = slot.range.upperBound
                ends.append(offset)
            }
            return ends
        }
    }

    private static func isPlainlyBefore(_ a: Slot, _ b: Slot, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        let common = min(a.name.count, b.name.count)
        let order = memcmp(start + a.name.lowerBound, start + b.name.lowerBound, common)
        if order != 0 { return order < 0 }
        // One name continues the other. `foo.bar` comes before the folder `foo`, and a file `foo` may come before both.
        guard b.name.count > common else { return false }
        return (a.isTree ? UInt8(ascii: "/") : 0) < bytes[b.name.lowerBound + common]
    }
}

extension Tree.Slot {
    /// Whether the mode is one that git writes, and written as git writes it.
    fileprivate func isCanonical(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        FileMode(rawValue: mode) != nil && bytes[range.lowerBound] != UInt8(ascii: "0")
    }
}

/// Reads a tree that may be broken, entry by entry.
private struct TreeRepair {
    private var problems: [TreeProblem] = []
    /// What counts, by name: the last of its name.
    private var entries: [[UInt8]: TreeEntry] = [:]
    private var last: TreeEntry?

    /// More than these say nothing new. Odd modes are all kept: what is new among them matters.
    private static let most = 8

    static func read(_ bytes: [UInt8]) -> Tree {
        var repair = TreeRepair()
        bytes.withUnsafeBufferPointer { repair.read($0) }
        if repair.problems.isEmpty { return Tree(bytes: bytes) }
        let sorted = repair.entries.values.map { (TreeName(bytes: $0.rawName[...], isTree: $0.mode == .tree), $0) }
            .sorted { TreeName.compare($0.0, $1.0) < 0 }
        var sound: [UInt8] = []
        sound.reserveCapacity(bytes.count)
        for (_, entry) in sorted { entry.append(to: &sound) }
        return Tree(bytes: sound, problems: repair.problems)
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var offset = 0
        while offset < bytes.count {
            guard let slot = Tree.slot(in: bytes, at: offset) else { return note(.damaged(at: offset)) }
            read(slot, bytes)
            offset = slot.range.upperBound
        }
    }

    private mutating func read(_ slot: Tree.Slot, _ bytes: UnsafeBufferPointer<UInt8>) {
        let entry = TreeEntry(
            rawName: Array(bytes[slot.name]), mode: FileMode(stored: slot.mode),
            id: ObjectID(bytes: bytes[(slot.range.upperBound - 20)..<slot.range.upperBound]))
        guard entry.rawName.withUnsafeBufferPointer(TreeName.isAllowed) else { return note(.badName(entry.name)) }
        if !slot.isCanonical(in: bytes) {
            let stored = bytes[slot.range.lowerBound..<(slot.name.lowerBound - 1)]
            problems.append(.oddMode(entry.name, mode: String(decoding: stored, as: UTF8.self)))
        }
        if entries.updateValue(entry, forKey: entry.rawName) != nil {
            note(.twice(entry.name))
        } else if let last, TreeName.compare(last.treeName, entry.treeName) > 0 {
            note(.unsorted(entry.name))
        }
        last = entry
    }

    private mutating func note(_ problem: TreeProblem) {
        if problems.count(where: { !$0.isHarmless }) < Self.most { problems.append(problem) }
    }
}

extension TreeEntry {
    fileprivate var treeName: TreeName { TreeName(bytes: rawName[...], isTree: mode == .tree) }

    /// Writes the entry as a tree holds it.
    package func append(to bytes: inout [UInt8]) {
        bytes += String(mode.rawValue, radix: 8).utf8
        bytes.append(UInt8(ascii: " "))
        bytes += rawName
        bytes.append(0)
        bytes += id.bytes
    }
}

// MARK: - Names

extension TreeName {
    /// Whether git lets an entry have this name: `git fsck --strict` refuses those that could lead a checkout out of the
    /// work tree or into `.git`, on any file system.
    static func isAllowed(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = name.first, let start = name.baseAddress,
            memchr(start, Int32(UInt8(ascii: "/")), name.count) == nil
        else { return false }
        switch first {
        // Else it begins with no letter that `.git` and its other forms begin with, nor with one that HFS+ leaves out.
        case UInt8(ascii: "."), UInt8(ascii: "g"), UInt8(ascii: "G"), 0xE2, 0xEF: return !isTaken(name)
        default: return memchr(start, Int32(UInt8(ascii: "\\")), name.count) == nil || !isTaken(name)
        }
    }

    private static func isTaken(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { return true }
        let scalars = String(decoding: name, as: UTF8.self).unicodeScalars.filter { !isIgnored($0) }
        // To NTFS a backslash parts two names.
        return String(String.UnicodeScalarView(scalars)).lowercased().split(separator: "\\").contains { part in
            // NTFS leaves out spaces and dots at the end, and what follows a colon is a stream of the file.
            var text = part.prefix { $0 != ":" }
            while text.last == " " || text.last == "." { text.removeLast() }
            return text == ".git" || text == "git~1"
        }
    }

    /// What HFS+ leaves out when it compares names.
    package static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
        default: false
        }
    }
}
