internal import CGit2

/// How a repository is found and what it is opened with: git's own environment variables, taken from `environment`
/// and not from the process.
struct Opening {
    let path: String
    let environment: [String: String]
    /// False: what is written stays in memory, and ends with the repository.
    var keepsObjects = true

    private func variable(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    func repository(count: HandleCount) throws(GitError) -> Handle {
        let given = variable("GIT_DIR").map { File.path($0, in: path) }
        let start = given ?? path
        let flags = given == nil ? 0 : GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
        let handle: Handle
        do throws(GitError) {
            handle = try Handle("git_repository_open_ext", count: count, free: git_repository_free) {
                git_repository_open_ext($0, start, flags, variable("GIT_CEILING_DIRECTORIES"))
            }
        } catch {
            throw explain(error, at: start, isGiven: given != nil)
        }
        // As git, which takes `GIT_DIR` for trust enough.
        if given == nil {
            try requireTrust(in: handle, count: count)
            try requireBareIsWelcome(handle, count: count)
        }
        if let workTree = variable("GIT_WORK_TREE") {
            try check(
                "git_repository_set_workdir",
                git_repository_set_workdir(handle.pointer, File.path(workTree, in: path), 0))
        }
        return handle
    }

    /// Finds the reason in libgit2's message, the only place where it is.
    private func explain(_ error: GitError, at start: String, isGiven: Bool) -> GitError {
        func problem(_ problem: RepositoryProblem) -> GitError { error.with(problem) }
        if error.isNotFound, isGiven { return problem(.damaged) }
        if error.isNotFound {
            return problem(File.size(start) != nil ? .notFound(path: start) : .noFolder(path: start))
        }
        if let name = error.message.suffix(after: "unsupported extension name extensions.") {
            switch name {
            case "objectformat": return problem(.sha256)
            case "partialclone": return problem(.partialClone)
            default: return problem(.unknownExtension(name))
            }
        }
        if error.message.hasPrefix("unsupported repository version") { return problem(.unknownFormat) }
        return problem(.damaged)
    }

    private func requireTrust(in repository: borrowing Handle, count: HandleCount) throws(GitError) {
        let ownership = Ownership(of: repository)
        if ownership.isOwn(in: environment) { return }
        let configuration = try Handle("git_config_new", count: count, free: git_config_free) { git_config_new($0) }
        try addProtected(to: configuration.pointer, of: nil)
        guard try ownership.isSafe(in: environment, configuration) else {
            throw GitError(
                message: "\(ownership.top) belongs to another user", problem: .dubiousOwnership(path: ownership.top))
        }
    }

    /// git-config, `safe.bareRepository`: `explicit` takes no bare repository that was only come upon. It may have come
    /// with somebody's files, and its configuration would be theirs.
    private func requireBareIsWelcome(_ repository: borrowing Handle, count: HandleCount) throws(GitError) {
        let own = File.resolved(String(cString: git_repository_path(repository.pointer)))
        guard let own, let start = File.resolved(path), "\(start)/".hasPrefix(own.hasSuffix("/") ? own : "\(own)/"),
            // What git 2.45 takes for the inside of another repository.
            !own.hasSuffix("/.git"), !own.contains("/.git/worktrees/"), !own.contains("/.git/modules/")
        else { return }
        let configuration = try Handle("git_config_new", count: count, free: git_config_free) { git_config_new($0) }
        try addProtected(to: configuration.pointer, of: nil)
        let said =
            try Self.values(of: "safe.barerepository", in: configuration)
            + CommandLineConfiguration(environment).all("safe.bareRepository")
        // git gives up at a word that it does not know.
        guard said.last == "explicit" || !said.allSatisfy({ $0 == "explicit" || $0 == "all" }) else { return }
        throw GitError(message: "\(own) is a bare repository that nobody named", problem: .unwelcomeBare(path: own))
    }

    /// All values of a key, the weakest first.
    static func values(of key: String, in configuration: borrowing Handle) throws(GitError) -> [String] {
        var iterator: OpaquePointer?
        try check(
            "git_config_multivar_iterator_new",
            git_config_multivar_iterator_new(&iterator, configuration.pointer, key, nil))
        defer { git_config_iterator_free(iterator) }
        var values: [String] = []
        var entry: UnsafeMutablePointer<git_config_entry>?
        while git_config_next(&entry, iterator) == 0, let entry {
            values.append(entry.pointee.value.map { String(cString: $0) } ?? "")
        }
        return values
    }

    /// The files of configuration as git reads them: system, user (two places), repository, worktree. libgit2 would
    /// find the user's through the environment of the process.
    func configuration(of repository: borrowing Handle, count: HandleCount) throws(GitError) -> Handle {
        let configuration = try Handle("git_config_new", count: count, free: git_config_free) { git_config_new($0) }
        let pointer = repository.pointer
        let target = configuration.pointer
        try addProtected(to: target, of: pointer)
        func add(_ file: String, _ level: git_config_level_t) throws(GitError) {
            try self.add(file, level, to: target, of: pointer)
        }
        let common = String(cString: git_repository_commondir(pointer))
        try add(common + "config", GIT_CONFIG_LEVEL_LOCAL)
        var isPerWorktree: Int32 = 0
        if git_config_get_bool(&isPerWorktree, configuration.pointer, "extensions.worktreeconfig") == 0,
            isPerWorktree != 0
        {
            try add(String(cString: git_repository_path(pointer)) + "config.worktree", GIT_CONFIG_LEVEL_APP)
        }
        try refusePartialClone(configuration)
        try check("git_repository_set_config", git_repository_set_config(pointer, configuration.pointer))
        return configuration
    }

    /// What git calls protected configuration: the system's and the user's, which no repository can set.
    private func addProtected(to configuration: OpaquePointer, of repository: OpaquePointer?) throws(GitError) {
        func add(_ file: String, _ level: git_config_level_t) throws(GitError) {
            try self.add(file, level, to: configuration, of: repository)
        }
        if !isTrue(environment["GIT_CONFIG_NOSYSTEM"]) {
            if let file = environment["GIT_CONFIG_SYSTEM"] ?? systemFile() { try add(file, GIT_CONFIG_LEVEL_SYSTEM) }
        }
        if let file = environment["GIT_CONFIG_GLOBAL"] {
            if !file.isEmpty { try add(file, GIT_CONFIG_LEVEL_GLOBAL) }
        } else {
            let home = variable("HOME")
            if let folder = variable("XDG_CONFIG_HOME") ?? home.map({ $0 + "/.config" }) {
                try add(folder + "/git/config", GIT_CONFIG_LEVEL_XDG)
            }
            if let home { try add(home + "/.gitconfig", GIT_CONFIG_LEVEL_GLOBAL) }
        }
    }

    /// - Parameter repository: what `includeIf` is asked about.
    private func add(
        _ file: String, _ level: git_config_level_t, to configuration: OpaquePointer, of repository: OpaquePointer?
    ) throws(GitError) {
        try check(
            "git_config_add_file_ondisk",
            git_config_add_file_ondisk(configuration, file, level, repository, 0))
    }

    /// git 2.39 marks a partial clone only at its remote, and libgit2 takes it for a whole one.
    private func refusePartialClone(_ configuration: borrowing Handle) throws(GitError) {
        var iterator: OpaquePointer?
        let status = git_config_iterator_glob_new(&iterator, configuration.pointer, "^remote\\..*\\.promisor$")
        try check("git_config_iterator_glob_new", status)
        defer { git_config_iterator_free(iterator) }
        var entry: UnsafeMutablePointer<git_config_entry>?
        while git_config_next(&entry, iterator) == 0, let value = entry?.pointee.value {
            var isPromisor: Int32 = 0
            if git_config_parse_bool(&isPromisor, value) == 0, isPromisor != 0 {
                throw GitError(message: "the repository is a partial clone", problem: .partialClone)
            }
        }
    }

    private func systemFile() -> String? {
        var file = git_buf()
        defer { git_buf_dispose(&file) }
        guard git_config_find_system(&file) == 0, let text = file.ptr else { return nil }
        return String(cString: text)
    }

    private func isTrue(_ value: String?) -> Bool {
        guard let value else { return false }
        return !["", "0", "false", "no", "off"].contains(value.lowercased())
    }

    /// The store of objects, with the quarantine that git sets up for a hook.
    func objects(of repository: borrowing Handle, count: HandleCount) throws(GitError) -> Handle {
        let pointer = repository.pointer
        let common = String(cString: git_repository_commondir(pointer))
        let folder = variable("GIT_OBJECT_DIRECTORY").map { File.path($0, in: path) } ?? common + "objects"
        var folders = [folder]
        let isOwn = environment["GIT_OBJECT_DIRECTORY"] != nil
        let store: Handle
        if isOwn {
            store = try Handle("git_odb_open", count: count, free: git_odb_free) { git_odb_open($0, folder) }
        } else {
            store = try Handle("git_repository_odb", count: count, free: git_odb_free) {
                git_repository_odb($0, pointer)
            }
        }
        for alternate in variable("GIT_ALTERNATE_OBJECT_DIRECTORIES")?.split(separator: ":") ?? [] {
            let folder = File.path(String(alternate), in: path)
            try check("git_odb_add_disk_alternate", git_odb_add_disk_alternate(store.pointer, folder))
            folders.append(folder)
        }
        try LooseObjects.install(in: store.pointer, folders: folders.flatMap { File.withAlternates(of: $0) })
        // To look at what publishing would do, trees are written that nobody keeps. Where none can be, they stay in
        // memory; whatever is to last moves a ref, and fails there.
        if !keepsObjects || !File.isWritable(folder) {
            var memory: UnsafeMutablePointer<git_odb_backend>?
            try check("git_mempack_new", git_mempack_new(&memory))
            try check("git_odb_add_backend", git_odb_add_backend(store.pointer, memory, 1000))
        }
        if isOwn { try check("git_repository_set_odb", git_repository_set_odb(pointer, store.pointer)) }
        return store
    }
}

extension String {
    func suffix(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
