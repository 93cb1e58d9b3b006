internal import CGit2

extension Repository {
    package func head() throws(GitError) -> Head {
        let head = try Handle("git_reference_lookup", count: handles, free: git_reference_free) {
            git_reference_lookup($0, handle.pointer, "HEAD")
        }
        if let target = git_reference_symbolic_target(head.pointer) {
            let name = String(cString: target)
            return .branch(name: name, tip: try reference(name))
        }
        guard let target = git_reference_target(head.pointer) else {
            throw GitError(message: "HEAD names neither a branch nor a commit")
        }
        return .detached(ObjectID(target.pointee))
    }

    /// The object that a ref names, symbolic ones followed; nil if it does not exist.
    ///
    /// - Parameter name: in full.
    /// - Throws: if the ref is damaged, or its name is not one.
    package func reference(_ name: String) throws(GitError) -> ObjectID? {
        var oid = git_oid()
        let status = git_reference_name_to_id(&oid, handle.pointer, name)
        return try found("git_reference_name_to_id", status) ? ObjectID(oid) : nil
    }

    /// The ref that a symbolic one names (`refs/remotes/origin/main` of `refs/remotes/origin/HEAD`), whether or not that
    /// exists; nil if this is not a symbolic ref.
    package func symbolicTarget(of name: String) throws(GitError) -> String? {
        var pointer: OpaquePointer?
        let status = git_reference_lookup(&pointer, handle.pointer, name)
        guard try found("git_reference_lookup", status) else { return nil }
        defer { git_reference_free(pointer) }
        return git_reference_symbolic_target(pointer).map { String(cString: $0) }
    }

    /// All refs whose names start with `prefix` (`refs/heads/draft/`), sorted by the bytes of their names. Symbolic
    /// ones are followed, and left out if they lead nowhere.
    package func references(under prefix: String) throws(GitError) -> [Reference] {
        let iterator = try Handle(
            "git_reference_iterator_glob_new", count: handles, free: git_reference_iterator_free
        ) {
            git_reference_iterator_glob_new($0, handle.pointer, prefix + "*")
        }
        var references: [Reference] = []
        while true {
            var pointer: OpaquePointer?
            let status = git_reference_next(&pointer, iterator.pointer)
            if status == GIT_ITEROVER.rawValue { break }
            try check("git_reference_next", status)
            defer { git_reference_free(pointer) }
            let name = String(cString: git_reference_name(pointer))
            if let target = git_reference_target(pointer) {
                references.append(Reference(name: name, id: ObjectID(target.pointee)))
            } else if let id = try reference(name) {
                references.append(Reference(name: name, id: id))
            }
        }
        return references.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The commit that a person names (`main`, `HEAD~2`, `v1`, `3f2a91c`), as `git rev-parse <revision>^{commit}`; nil
    /// if there is none.
    ///
    /// - Throws: `isAmbiguous`, `isInvalidName`, or if what it names cannot be read.
    package func resolve(_ revision: String) throws(GitError) -> ObjectID? {
        try Revision(text: revision, repository: self).commit()
    }
}
