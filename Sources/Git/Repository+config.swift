internal import CGit2

extension Repository {
    /// The value that git would use for `key` (`user.email`): the last one of all levels; nil if not set. Given on the
    /// command line (`git -c`, `GIT_CONFIG_COUNT`) it wins.
    package func config(_ key: String) throws(GitError) -> String? {
        if let value = CommandLineConfiguration(environment)[key] { return value }
        var value = git_buf()
        defer { git_buf_dispose(&value) }
        let status = git_config_get_string_buf(&value, configuration.pointer, key)
        guard try found("git_config_get_string_buf", status) else { return nil }
        return value.ptr.map { String(cString: $0) } ?? ""
    }

    /// The names of the remotes that the configuration has, in their order there.
    package func remoteNames() throws(GitError) -> [String] {
        let (prefix, suffix) = ("remote.", ".url")
        let iterator = try Handle(
            "git_config_iterator_glob_new", count: handles, free: git_config_iterator_free
        ) {
            git_config_iterator_glob_new($0, configuration.pointer, "^remote\\..+\\.url$")
        }
        var names: [String] = []
        while true {
            var entry: UnsafeMutablePointer<git_config_entry>?
            let status = git_config_next(&entry, iterator.pointer)
            if status == GIT_ITEROVER.rawValue { return names }
            try check("git_config_next", status)
            guard let key = entry?.pointee.name.map({ String(cString: $0) }) else { continue }
            let name = String(key.dropFirst(prefix.count).dropLast(suffix.count))
            if !names.contains(name) { names.append(name) }
        }
    }
}
