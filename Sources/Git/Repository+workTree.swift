internal import CGit2

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Reading the working tree, without starting git. What writes to it is `GitProcess`.
extension Repository {
    /// What differs from HEAD at or beneath these paths, as `GitProcess.status` tells it: untracked files one by one,
    /// ignored ones left out, sorted by path; nothing in a bare repository. The index is read, never written.
    ///
    /// - Parameter paths: from the top of the repository, taken literally.
    package func workTreeChanges(at paths: [String]) throws(GitError) -> [StatusEntry] {
        guard !isBare else { return [] }
        var options = git_status_options()
        try check(
            "git_status_options_init", git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION)))
        options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR
        let flags = [
            GIT_STATUS_OPT_INCLUDE_UNTRACKED, GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS,
            GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH,
        ]
        options.flags = flags.reduce(0) { $0 | $1.rawValue }
        var names = paths.map { strdup($0) }
        defer { for name in names { free(name) } }
        let list: Handle
        do throws(GitError) {
            list = try Handle("git_status_list_new", count: handles, free: git_status_list_free) { pointer in
                names.withUnsafeMutableBufferPointer { names in
                    options.pathspec = git_strarray(strings: names.baseAddress, count: names.count)
                    return git_status_list_new(pointer, repository.pointer, &options)
                }
            }
        } catch {
            // "unsupported mandatory extension: 'sdir'" or 'link'
            guard error.message.contains("mandatory extension") else { throw error }
            throw GitError(
                code: error.code, category: error.category,
                message: "the index here is sparse or split, which assent cannot read: "
                    + "git sparse-checkout reapply --no-sparse-index, or git update-index --no-split-index",
                function: error.function)
        }
        var entries: [StatusEntry] = []
        for index in 0..<git_status_list_entrycount(list.pointer) {
            guard let entry = git_status_byindex(list.pointer, index)?.pointee else { continue }
            let delta = entry.index_to_workdir ?? entry.head_to_index
            guard let path = delta?.pointee.new_file.path else { continue }
            let change = StatusEntry(path: String(cString: path), status: entry.status)
            // A sparse checkout leaves files out; libgit2 takes them for deleted.
            if change.workTree == .deleted, try isLeftOut(path) { continue }
            entries.append(change)
        }
        return entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Whether a sparse checkout leaves this file out of the working tree.
    private func isLeftOut(_ path: UnsafePointer<CChar>) throws(GitError) -> Bool {
        let index = try Handle("git_repository_index", count: handles, free: git_index_free) { pointer in
            git_repository_index(pointer, repository.pointer)
        }
        let entry = git_index_get_bypath(index.pointer, path, 0)
        return entry.map { UInt32($0.pointee.flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0 } ?? false
    }

    /// The names in a folder of the working tree, in no order; none if it is not there.
    package func workTreeNames(in folder: String) -> [String] {
        workDirectory.map { File.names(in: folder.isEmpty ? $0 : $0 + "/" + folder) } ?? []
    }

    /// Bytes of a file of the working tree, links not followed; nil if there is none.
    package func workTreeSize(at path: String) -> Int? {
        guard let workDirectory else { return nil }
        var status = stat()
        return lstat(workDirectory + "/" + path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// A file of the working tree as it stands there (filters such as line ends not undone): its mode, and its bytes or
    /// a link's target; nil if there is none, or no work tree.
    ///
    /// - Parameter limit: of a longer file, only that many bytes.
    package func workTreeFile(at path: String, limit: Int) -> (mode: FileMode, bytes: [UInt8])? {
        guard let workDirectory else { return nil }
        let path = workDirectory + "/" + path
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            return File.read(path, limit: limit).map { (status.st_mode & S_IXUSR == 0 ? .file : .executable, $0) }
        case S_IFLNK:
            let target = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                let length = buffer.withMemoryRebound(to: CChar.self) { readlink(path, $0.baseAddress!, $0.count) }
                count = max(length, 0)
            }
            return (.link, target)
        default: return nil
        }
    }
}

extension StatusEntry {
    fileprivate init(path: String, status: git_status_t) {
        func has(_ flag: git_status_t) -> Bool { status.rawValue & flag.rawValue != 0 }
        let index: Change =
            if has(GIT_STATUS_INDEX_NEW) {
                .added
            } else if has(GIT_STATUS_INDEX_DELETED) {
                .deleted
            } else if has(GIT_STATUS_INDEX_TYPECHANGE) {
                .typeChanged
            } else if has(GIT_STATUS_INDEX_MODIFIED) {
                .modified
            } else {
                .none
            }
        let workTree: Change =
            if has(GIT_STATUS_WT_NEW) {
                .untracked
            } else if has(GIT_STATUS_WT_DELETED) {
                .deleted
            } else if has(GIT_STATUS_WT_TYPECHANGE) {
                .typeChanged
            } else if has(GIT_STATUS_WT_MODIFIED) {
                .modified
            } else {
                .none
            }
        let isUnmerged = has(GIT_STATUS_CONFLICTED)
        self.init(
            path: path, index: isUnmerged ? .unmerged : index, workTree: isUnmerged ? .unmerged : workTree,
            isUnmerged: isUnmerged)
    }
}

extension Repository {
    /// Writes a file that is not there yet into the working tree, with the folders that it needs. Links are not
    /// followed, so that nothing lands outside.
    ///
    /// - Throws: `isExists`, with nothing written, if something has its name or the place of one of its folders.
    package func createWorkTreeFile(at path: String, bytes: [UInt8]) throws(GitError) {
        guard let workDirectory else { throw GitError(message: "there is no work tree here") }
        func failure(_ number: Int32) -> GitError {
            let isTaken = [EEXIST, ENOTDIR, ELOOP].contains(number)
            return GitError(
                code: isTaken ? GIT_EEXISTS.rawValue : GIT_ERROR.rawValue,
                message: "\(path): \(String(cString: strerror(number)))", function: "open")
        }
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, !parts.contains(where: { $0 == "." || $0 == ".." }) else { throw failure(EINVAL) }
        var folder = open(workDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure(errno) }
        defer { close(folder) }
        for part in parts.dropLast() {
            if mkdirat(folder, part, 0o777) != 0, errno != EEXIST { throw failure(errno) }
            let next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard next >= 0 else { throw failure(errno) }
            close(folder)
            folder = next
        }
        // O_EXCL takes no link for the file, and overwrites nothing.
        let descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
        var number: Int32 = File.write(bytes, to: descriptor) ? 0 : errno
        if close(descriptor) != 0, number == 0 { number = errno }
        if number != 0 {
            unlinkat(folder, name, 0)
            throw failure(number)
        }
    }
}
