internal import CGit2

/// Refs that move together, once.
struct RefTransaction {
    let repository: Repository
    let refs: [RefUpdate]

    func commit(by signature: AuthorStamp?) throws(GitError) {
        guard Set(refs.map { Array($0.name.utf8) }).count == refs.count else {
            throw GitError(message: "a ref is named twice in one update")
        }
        let order = refs.indices.sorted { refs[$0].name.utf8.lexicographicallyPrecedes(refs[$1].name.utf8) }
        // One transaction a ref: a transaction of several writes them in the order of its hash table.
        var locks: [OpaquePointer?] = Array(repeating: nil, count: refs.count)
        Interrupts.hold()
        defer { Interrupts.release() }
        defer { for lock in locks { git_transaction_free(lock) } }
        for index in order {
            try check("git_transaction_new", git_transaction_new(&locks[index], repository.handle.pointer))
            try check("git_transaction_lock_ref", git_transaction_lock_ref(locks[index], refs[index].name))
        }
        for update in refs { try verify(update) }
        var who: UnsafeMutablePointer<git_signature>?
        defer { git_signature_free(who) }
        if let by = signature {
            let status = git_signature_new(&who, by.name, by.email, by.time, Int32(by.offsetMinutes))
            try check("git_signature_new", status)
        }
        for (index, update) in refs.enumerated() where update.expected != update.new {
            do throws(GitError) {
                if var oid = update.new?.oid {
                    try check(
                        "git_transaction_set_target",
                        git_transaction_set_target(locks[index], update.name, &oid, who, update.message))
                } else {
                    try check("git_transaction_remove", git_transaction_remove(locks[index], update.name))
                }
                try check("git_transaction_commit", git_transaction_commit(locks[index]))
                // libgit2 leaves the reflog of a deleted ref behind, and then refuses `a` where `a/b` was. Should this
                // fail, the ref is gone all the same.
                if update.new == nil { _ = git_reflog_delete(repository.handle.pointer, update.name) }
            } catch {
                // What the ref says counts: a folder that could not be synced after it had moved undoes nothing.
                if try repository.reference(update.name) != update.new { throw partial(error, after: refs[..<index]) }
            }
        }
    }

    /// Reads a ref under its lock: `git_transaction_set_target` does not compare.
    private func verify(_ update: RefUpdate) throws(GitError) {
        var pointer: OpaquePointer?
        let status = git_reference_lookup(&pointer, repository.handle.pointer, update.name)
        var actual: ObjectID?
        if try found("git_reference_lookup", status) {
            defer { git_reference_free(pointer) }
            guard let target = git_reference_target(pointer) else {
                throw GitError(message: "\(update.name) is a symbolic ref, which is never moved")
            }
            actual = ObjectID(target.pointee)
        }
        guard actual == update.expected else {
            let before = update.expected.map { "was \($0.short)" } ?? "did not exist"
            let now = actual.map { "is \($0.short)" } ?? "does not exist"
            throw .modified(update.name, "\(before) and now \(now)")
        }
        if let new = update.new, !repository.exists(new) {
            throw .notFound("there is no object \(new.short) for \(update.name)")
        }
        if update.expected == nil, update.new != nil { try verifyIsFree(update.name) }
    }

    /// A lock does not notice that `refs/heads/draft` and `refs/heads/draft/x` exclude each other when one is packed.
    private func verifyIsFree(_ name: String) throws(GitError) {
        let leaving = Set(refs.filter { $0.new == nil }.map(\.name))
        var taken = try repository.references(under: name + "/").map(\.name)
        let parts = name.split(separator: "/")
        for count in 2..<max(parts.count, 2) {
            let prefix = parts.prefix(count).joined(separator: "/")
            if try repository.reference(prefix) != nil { taken.append(prefix) }
        }
        taken += refs.filter { $0.new != nil && $0.name.hasPrefix(name + "/") }.map(\.name)
        if let other = taken.first(where: { !leaving.contains($0) }) {
            throw GitError(
                code: GIT_EEXISTS.rawValue, category: Int32(GIT_ERROR_REFERENCE.rawValue),
                message: "\(name) cannot be made while \(other) exists")
        }
    }

    private func partial(_ error: GitError, after done: ArraySlice<RefUpdate>) -> GitError {
        let moved = done.filter { $0.expected != $0.new }.map(\.name)
        guard !moved.isEmpty else { return error }
        return GitError(
            code: GIT_ERROR.rawValue, category: error.category,
            message: "\(error.message) (already moved: \(moved.joined(separator: ", ")))", function: error.function)
    }
}
