internal import CGit2

/// What an object is.
package enum ObjectKind: String, Hashable, Sendable {
    case commit, tree, blob, tag

    init?(_ type: git_object_t) {
        switch type {
        case GIT_OBJECT_COMMIT: self = .commit
        case GIT_OBJECT_TREE: self = .tree
        case GIT_OBJECT_BLOB: self = .blob
        case GIT_OBJECT_TAG: self = .tag
        default: return nil
        }
    }
}

extension Repository {
    package func exists(_ id: ObjectID) -> Bool {
        var oid = id.oid
        return git_odb_exists(objects.pointer, &oid) == 1
    }

    /// - Throws: `isNotFound` if there is no such object.
    package func kind(of id: ObjectID) throws(GitError) -> ObjectKind {
        try header(id).kind
    }

    package func commit(_ id: ObjectID) throws(GitError) -> Commit {
        if let commit = commits[id] { return commit }
        let commit = try Commit(id: id, raw: read(id, .commit))
        commits.keep(commit)
        return commit
    }

    package func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
        try read(id, .blob)
    }

    /// Nil where the object is there but is not a blob.
    package func blobIfAny(_ id: ObjectID) throws(GitError) -> [UInt8]? {
        do { return try blob(id) } catch {
            if error.isWrongKind { return nil }
            throw error
        }
    }

    /// The size in bytes, without reading the object.
    package func blobSize(_ id: ObjectID) throws(GitError) -> Int {
        let header = try header(id)
        guard header.kind == .blob else { throw .wrongKind(id, header.kind, wanted: .blob) }
        return header.size
    }

    package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
        try storedTree(id).entries()
    }

    /// Those entries whose name, as bytes, is wanted: of a long folder the others cost nothing.
    package func entries(
        of tree: ObjectID, where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(GitError) -> [TreeEntry] {
        try storedTree(tree).entries(where: isWanted)
    }

    /// Whether two folders have the same names with the same modes, and nothing but contents differs.
    package func differInContentsOnly(_ tree: ObjectID, _ other: ObjectID) throws(GitError) -> Bool {
        tree == other ? true : try storedTree(tree).differsInIDsOnly(from: storedTree(other))
    }

    /// What is wrong with this one folder as it is stored.
    package func problems(of tree: ObjectID) throws(GitError) -> [TreeProblem] {
        try storedTree(tree).problems
    }

    /// What is at `path` (`hightouch/models/leads.yaml`; no `/` at either end); nil if nothing does.
    package func entry(at path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        // Bytes in one piece: a long folder is searched name by name.
        var parts = Array(path.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        var id = tree
        while let part = parts.popFirst() {
            let stored = try storedTree(id)
            guard let slot = stored.slot(named: part) else { return nil }
            if parts.isEmpty { return stored.entry(slot) }
            guard slot.isTree else { return nil }
            id = stored.id(slot)
        }
        return nil
    }

    func storedTree(_ id: ObjectID) throws(GitError) -> Tree {
        if let tree = trees[id] { return tree }
        if id == .emptyTree { return .empty }
        do throws(GitError) {
            let bytes = try unverified(id, .tree)
            let read = ReadTree(
                stored: bytes, like: trees.lookalike(ofLength: bytes.count), hashes: verifiesObjects)
            if let hash = read.hash, hash.id != id { throw .hasOtherContent(id) }
            trees.keep(read, as: id)
            return read.tree
        } catch
            where error.isWrongKind
        {
            // An entry says that this is a folder, and it is not.
            let read = ReadTree(Tree(bytes: [], problems: [.notATree]))
            trees.keep(read, as: id)
            return read.tree
        }
    }

    func read(_ id: ObjectID, _ wanted: ObjectKind) throws(GitError) -> [UInt8] {
        let bytes = try unverified(id, wanted)
        if verifiesObjects, bytes.withUnsafeBytes({ ObjectID(of: $0, wanted) }) != id { throw .hasOtherContent(id) }
        return bytes
    }

    private func unverified(_ id: ObjectID, _ wanted: ObjectKind) throws(GitError) -> [UInt8] {
        var oid = id.oid
        let object = try Handle("git_odb_read", count: handles, free: git_odb_object_free) {
            git_odb_read($0, objects.pointer, &oid)
        }
        guard let kind = ObjectKind(git_odb_object_type(object.pointer)), kind == wanted else {
            throw .wrongKind(id, ObjectKind(git_odb_object_type(object.pointer)), wanted: wanted)
        }
        return Array(
            UnsafeRawBufferPointer(
                start: git_odb_object_data(object.pointer), count: git_odb_object_size(object.pointer)))
    }

    private func header(_ id: ObjectID) throws(GitError) -> (kind: ObjectKind, size: Int) {
        var oid = id.oid
        var size = 0
        var type = GIT_OBJECT_INVALID
        try check("git_odb_read_header", git_odb_read_header(&size, &type, objects.pointer, &oid))
        guard let kind = ObjectKind(type) else { throw .damaged("object \(id.short) is of no known kind") }
        return (kind, size)
    }

    /// Stores bytes as they are, without filters. Storing what is there already writes nothing.
    @discardableResult
    package func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
        try write(bytes, GIT_OBJECT_BLOB)
    }

    /// Stores a commit with exactly this message and no headers beyond the four.
    ///
    /// - Throws: if the tree or a parent is not there, or the message holds a NUL, which git refuses.
    @discardableResult
    package func writeCommit(
        tree: ObjectID, parents: [ObjectID], author: AuthorStamp, committer: AuthorStamp, message: String
    ) throws(GitError) -> ObjectID {
        try writeCommit(
            commitBytes(tree: tree, parents: parents, author: author, committer: committer, message: message),
            signature: nil)
    }

    /// What a commit is signed over: all of it, without the signature.
    ///
    /// - Throws: as `writeCommit`.
    package func commitBytes(
        tree: ObjectID, parents: [ObjectID], author: AuthorStamp, committer: AuthorStamp, message: String
    ) throws(GitError) -> [UInt8] {
        let named = (tree == .emptyTree ? [] : [(tree, ObjectKind.tree)]) + parents.map { ($0, ObjectKind.commit) }
        for (id, wanted) in named {
            let kind = try kind(of: id)
            if kind != wanted { throw .wrongKind(id, kind, wanted: wanted) }
        }
        guard !message.utf8.contains(0) else { throw GitError(message: "a commit message may not hold a NUL byte") }
        if tree == .emptyTree { try write([], GIT_OBJECT_TREE) }
        let headers =
            ["tree \(tree)"] + parents.map { "parent \($0)" } + [
                "author \(author.line)", "committer \(committer.line)",
            ]
        return Array((headers.joined(separator: "\n") + "\n\n" + message).utf8)
    }

    /// Stores a commit, with the armored signature of it in a header (gitformat-signature(5)).
    @discardableResult
    package func writeCommit(_ commit: [UInt8], signature: String?) throws(GitError) -> ObjectID {
        guard let signature else { return try write(commit, GIT_OBJECT_COMMIT) }
        // The headers end at the first empty line: none of them is empty itself.
        let end = zip(commit, commit.dropFirst()).enumerated().first { $0.element == (0x0A, 0x0A) }?.offset
        guard let end else { throw GitError(message: "a commit without a message cannot be signed") }
        var lines = signature.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        let header = Array("gpgsig \(lines.joined(separator: "\n "))\n".utf8)
        return try write(Array(commit[...end]) + header + commit[(end + 1)...], GIT_OBJECT_COMMIT)
    }

    @discardableResult
    func write(_ bytes: [UInt8], _ type: git_object_t) throws(GitError) -> ObjectID {
        var oid = git_oid()
        let status = bytes.withUnsafeBytes {
            git_odb_write(&oid, objects.pointer, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), $0.count, type)
        }
        try check("git_odb_write", status)
        return ObjectID(oid)
    }
}
