internal import CGit2

/// What a repository's own file of configuration says. What the system, the home, the environment or the command line of
/// whoever runs this say does not count.
package struct OwnConfiguration {
    private let repository: Repository

    package init(of repository: Repository) { self.repository = repository }

    /// All values of a key, in their order.
    package func values(of key: String) throws(GitError) -> [String] {
        var pointer: OpaquePointer?
        let status = git_config_open_level(&pointer, repository.configuration.pointer, GIT_CONFIG_LEVEL_LOCAL)
        guard try found("git_config_open_level", status) else { return [] }
        let own = try Handle("git_config_open_level", count: repository.handles, free: git_config_free) {
            $0.pointee = pointer
            return 0
        }
        return try Opening.values(of: key, in: own)
    }
}
