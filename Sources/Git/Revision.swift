internal import CGit2

/// A commit as a person names it.
struct Revision {
    let text: String
    let repository: Repository

    func commit() throws(GitError) -> ObjectID? {
        let revision = try expandingShortID()
        var pointer: OpaquePointer?
        let status = git_revparse_single(&pointer, repository.handle.pointer, revision)
        guard try found("git_revparse_single", status) else { return nil }
        defer { git_object_free(pointer) }
        var commit: OpaquePointer?
        let peeled = git_object_peel(&commit, pointer, GIT_OBJECT_COMMIT)
        if peeled == GIT_EPEEL.rawValue || peeled == GIT_EINVALIDSPEC.rawValue { return nil }
        guard try found("git_object_peel", peeled) else { return nil }
        defer { git_object_free(commit) }
        return ObjectID(git_object_id(commit).pointee)
    }

    /// Replaces a shortened id at the start by the whole one. libgit2 finds shortened ids by reading every candidate,
    /// past `LooseObjects`; and only what no ref is called is an id.
    private func expandingShortID() throws(GitError) -> String {
        let digits = text.prefix { $0.isHexDigit && $0.isASCII }
        let rest = text[digits.endIndex...]
        guard (4..<40).contains(digits.utf8.count), rest.first.map({ "^~@:".contains($0) }) ?? true else {
            return text
        }
        var reference: OpaquePointer?
        if git_reference_dwim(&reference, repository.handle.pointer, String(digits)) == 0 {
            git_reference_free(reference)
            return text
        }
        var short = git_oid()
        var full = git_oid()
        try check("git_oid_fromstrn", git_oid_fromstrn(&short, String(digits), digits.utf8.count))
        let status = git_odb_exists_prefix(&full, repository.objects.pointer, &short, digits.utf8.count)
        guard try found("git_odb_exists_prefix", status) else { return text }
        return ObjectID(full).hex + rest
    }
}
