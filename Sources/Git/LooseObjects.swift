internal import CGit2

/// Reads loose objects in libgit2's place.
///
/// libgit2 1.5 waits forever for the rest of a loose object that was cut off (a full disk, a crash): it asks zlib
/// for more output until there is some. This store stops where the file does and says which object is damaged.
/// Writing, and asking whether an object is there, stay with libgit2's own store.
struct LooseObjects {
    // libgit2 sees the first member only; it hands its address back with every call.
    private var backend: git_odb_backend
    private let folders: [String]

    /// Puts the store in place of reading by libgit2's own.
    ///
    /// - Parameter folders: of objects, the repository's own first, then those that it borrows from.
    static func install(in odb: OpaquePointer, folders: [String]) throws(GitError) {
        for index in 0..<git_odb_num_backends(odb) {
            var backend: UnsafeMutablePointer<git_odb_backend>?
            try check("git_odb_get_backend", git_odb_get_backend(&backend, odb, index))
            // Only libgit2's loose stores write single objects.
            guard let backend, backend.pointee.write != nil else { continue }
            backend.pointee.read = nil
            backend.pointee.read_header = nil
            backend.pointee.read_prefix = nil
            backend.pointee.readstream = nil
        }
        precondition(MemoryLayout<LooseObjects>.offset(of: \.backend) == 0)
        let store = UnsafeMutablePointer<LooseObjects>.allocate(capacity: 1)
        store.initialize(to: LooseObjects(backend: git_odb_backend(), folders: folders))
        let backend = UnsafeMutableRawPointer(store).assumingMemoryBound(to: git_odb_backend.self)
        do throws(GitError) {
            try check("git_odb_init_backend", git_odb_init_backend(backend, 1))
            backend.pointee.read = { data, size, type, backend, id in
                guard let backend, let id, let data, let size, let type else { return GIT_ERROR.rawValue }
                return LooseObjects.answer(id, backend) { object in
                    // libgit2 counts on a zero behind the last byte.
                    guard let memory = git_odb_backend_data_alloc(backend, object.content.count + 1) else {
                        return false
                    }
                    object.content.withUnsafeBytes {
                        if let start = $0.baseAddress { memory.copyMemory(from: start, byteCount: $0.count) }
                    }
                    memory.storeBytes(of: 0, toByteOffset: object.content.count, as: UInt8.self)
                    data.pointee = memory
                    size.pointee = object.content.count
                    type.pointee = object.type
                    return true
                }
            }
            backend.pointee.read_header = { size, type, backend, id in
                guard let backend, let id, let size, let type else { return GIT_ERROR.rawValue }
                return LooseObjects.answer(id, backend, headerOnly: true) { object in
                    size.pointee = object.size
                    type.pointee = object.type
                    return true
                }
            }
            backend.pointee.free = { backend in
                guard let backend else { return }
                let store = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: LooseObjects.self)
                store.deinitialize(count: 1)
                store.deallocate()
            }
            // As packs: after those of the repository, which stand there first.
            try check("git_odb_add_backend", git_odb_add_backend(odb, backend, 1))
        } catch {
            store.deinitialize(count: 1)
            store.deallocate()
            throw error
        }
    }

    private static func answer(
        _ id: UnsafePointer<git_oid>, _ backend: UnsafeMutablePointer<git_odb_backend>, headerOnly: Bool = false,
        _ deliver: (LooseObject) -> Bool
    ) -> Int32 {
        let store = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: LooseObjects.self)
        let name = ObjectID(id.pointee).hex
        let file = "/\(name.prefix(2))/\(name.dropFirst(2))"
        for folder in store.pointee.folders {
            guard let bytes = File.read(folder + file, limit: headerOnly ? 4096 : nil) else { continue }
            if let object = LooseObject(compressed: bytes, headerOnly: headerOnly), deliver(object) { return 0 }
            git_error_set_str(Int32(GIT_ERROR_ODB.rawValue), "object \(name) is damaged")
            return GIT_ERROR.rawValue
        }
        return GIT_ENOTFOUND.rawValue
    }
}

/// A loose object: `blob 12`, a zero, and 12 bytes, compressed by zlib.
struct LooseObject {
    let type: git_object_t
    /// Bytes of the content.
    let size: Int
    /// Empty if only the header was asked for.
    let content: [UInt8]

    /// nil: damaged.
    init?(compressed: [UInt8], headerOnly: Bool) {
        var stream = z_stream()
        guard assent_inflate_init(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        let object = compressed.withUnsafeBufferPointer { input -> (git_object_t, Int, [UInt8])? in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(clamping: input.count)
            // `commit `, at most 20 digits and the zero.
            var head = [UInt8](repeating: 0, count: 32)
            let status = LooseObject.inflate(&stream, into: &head)
            guard status == Z_OK || status == Z_STREAM_END else { return nil }
            let length = head.count - Int(stream.avail_out)
            guard let end = head[..<length].firstIndex(of: 0),
                let (type, size) = LooseObject.header(head[..<end])
            else { return nil }
            if headerOnly { return (type, size, []) }
            // zlib packs at most 1032 to 1: what claims more is damaged, and would only take memory.
            guard size <= input.count * 1040 else { return nil }
            let first = head[(end + 1)..<length]
            guard first.count <= size else { return nil }
            var last = status
            let content = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
                _ = buffer.update(fromContentsOf: first)
                count = first.count
                // One byte more than there should be, to see the end of the stream.
                while last == Z_OK, count < buffer.count {
                    let room = min(buffer.count - count, 1 << 30)
                    stream.next_out = buffer.baseAddress! + count
                    stream.avail_out = UInt32(room)
                    last = CGit2.inflate(&stream, Z_NO_FLUSH)
                    count += room - Int(stream.avail_out)
                }
            }
            guard last == Z_STREAM_END, content.count == size, stream.avail_in == 0 else { return nil }
            return (type, size, content)
        }
        guard let object else { return nil }
        (type, size, content) = object
    }

    /// One step, as far as input and room go.
    private static func inflate(_ stream: inout z_stream, into buffer: inout [UInt8]) -> Int32 {
        buffer.withUnsafeMutableBufferPointer { room in
            stream.next_out = room.baseAddress
            stream.avail_out = UInt32(room.count)
            return CGit2.inflate(&stream, Z_NO_FLUSH)
        }
    }

    private static func header(_ bytes: ArraySlice<UInt8>) -> (git_object_t, Int)? {
        let parts = bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let size = Int(String(decoding: parts[1], as: UTF8.self)), size >= 0 else { return nil }
        switch String(decoding: parts[0], as: UTF8.self) {
        case "commit": return (GIT_OBJECT_COMMIT, size)
        case "tree": return (GIT_OBJECT_TREE, size)
        case "blob": return (GIT_OBJECT_BLOB, size)
        case "tag": return (GIT_OBJECT_TAG, size)
        default: return nil
        }
    }
}
