internal import CGit2

/// Stores many commits as one pack: with one wait for the disk, and not one for each.
package struct PackWriter {
    private let repository: Repository

    package init(_ repository: Repository) { self.repository = repository }

    /// - Parameter write: writes them into the repository that it is given, which keeps objects in memory and reads all
    ///   that this one has. It answers what is to be kept, oldest first.
    /// - Returns: the last of them; nil for none.
    package func store(
        _ write: (Repository) async throws -> [ObjectID]
    ) async throws -> ObjectID? {
        let memory = try Repository(
            at: repository.openedAt, environment: repository.environment, keepsObjects: false)
        let commits = try await write(memory)
        if !commits.isEmpty { try store(PackWriter(memory).pack(of: commits)) }
        return commits.last
    }

    private func pack(of ids: [ObjectID]) throws(GitError) -> [UInt8] {
        let builder = try Handle("git_packbuilder_new", count: repository.handles, free: git_packbuilder_free) {
            git_packbuilder_new($0, repository.handle.pointer)
        }
        for id in ids {
            var oid = id.oid
            try check("git_packbuilder_insert", git_packbuilder_insert(builder.pointer, &oid, nil))
        }
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        try check("git_packbuilder_write_buf", git_packbuilder_write_buf(&buffer, builder.pointer))
        return Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
    }

    private func store(_ pack: [UInt8]) throws(GitError) {
        var writer: UnsafeMutablePointer<git_odb_writepack>?
        try check("git_odb_write_pack", git_odb_write_pack(&writer, repository.objects.pointer, nil, nil))
        guard let writer else { throw GitError(message: "git_odb_write_pack gave no object") }
        defer { writer.pointee.free(writer) }
        var progress = git_indexer_progress()
        let status = pack.withUnsafeBytes { writer.pointee.append(writer, $0.baseAddress, $0.count, &progress) }
        try check("git_odb_writepack.append", status)
        try check("git_odb_writepack.commit", writer.pointee.commit(writer, &progress))
    }
}
