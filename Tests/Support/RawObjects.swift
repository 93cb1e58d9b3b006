import Crypto
package import Git

/// Objects as somebody makes them by hand, who is not held back by git: whatever bytes, under their right name.
extension ScratchRepository {
    /// One entry of a tree that is written as it stands.
    package struct RawEntry {
        package let mode: String
        package let name: [UInt8]
        package let id: ObjectID

        package init(_ mode: String, _ name: String, _ id: ObjectID) {
            self.init(mode, Array(name.utf8), id)
        }

        package init(_ mode: String, _ name: [UInt8], _ id: ObjectID) {
            self.mode = mode
            self.name = name
            self.id = id
        }
    }

    /// A tree of these entries, in this order.
    @discardableResult
    package func rawTree(_ entries: [RawEntry]) throws -> ObjectID {
        try rawObject(
            "tree", entries.flatMap { Array("\($0.mode) ".utf8) + $0.name + [0] + $0.id.bytes })
    }

    /// Trees that hold each other as `name`, so many of them; the innermost holds `entry`.
    package func deepTree(_ levels: Int, named name: String = "a", holding entry: RawEntry) throws -> ObjectID {
        var tree = try rawTree([entry])
        for _ in 1..<levels { tree = try rawTree([RawEntry("40000", name, tree)]) }
        return tree
    }

    /// The entries of a tree, as they are.
    package func rawEntries(of tree: ObjectID) throws -> [RawEntry] {
        try open().tree(tree).map { RawEntry(String($0.mode.rawValue, radix: 8), $0.rawName, $0.id) }
    }

    /// A tree that has something else at a path; the folders on the way are there.
    ///
    /// - Parameter change: makes other entries of those in the folder at `path` (empty: the top).
    package func rawTree(
        from tree: ObjectID, at path: String, _ change: ([RawEntry]) throws -> [RawEntry]
    ) throws -> ObjectID {
        let entries = try rawEntries(of: tree)
        guard let name = path.split(separator: "/").first else { return try rawTree(try change(entries)) }
        let rest = path.dropFirst(name.count + 1)
        return try rawTree(
            try entries.map { entry in
                guard entry.name.elementsEqual(name.utf8) else { return entry }
                return RawEntry(entry.mode, entry.name, try rawTree(from: entry.id, at: String(rest), change))
            })
    }

    /// A loose object.
    @discardableResult
    package func rawObject(_ kind: String, _ content: [UInt8]) throws -> ObjectID {
        let bytes = Array("\(kind) \(content.count)\0".utf8) + content
        let id = ObjectID(bytes: Array(Insecure.SHA1.hash(data: bytes)))
        let hex = id.hex
        let objects = isBare ? "\(path)/objects" : "\(path)/.git/objects"
        try write(Self.zlib(bytes), to: "\(objects)/\(hex.prefix(2))/\(hex.dropFirst(2))")
        return id
    }

    /// The bytes as zlib has them that are not compressed (RFC 1950, 1951).
    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(0xFFFF)
            rest = rest.dropFirst(block.count)
            let length = UInt16(block.count)
            stream += [rest.isEmpty ? 1 : 0, UInt8(length & 0xFF), UInt8(length >> 8)]
            stream += [UInt8(~length & 0xFF), UInt8(~length >> 8)]
            stream += block
        } while !rest.isEmpty
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65521
            b = (b + a) % 65521
        }
        let sum = b << 16 | a
        return stream + [24, 16, 8, 0].map { UInt8(sum >> $0 & 0xFF) }
    }
}
