internal import CGit2

/// libgit2 as a whole.
enum Library {
    /// As a shared library `git_libgit2_init` reads the certificate store, which takes 4 to 8 ms: it runs once, when the first repository
    /// is opened, and never in a command that opens none.
    private static let started: Result<Void, GitError> = {
        do throws(GitError) {
            try check("git_libgit2_init", git_libgit2_init())
            // What is published must survive a power cut.
            try check("git_libgit2_opts", assent_enable_fsync())
            // As git: what was received was verified then. Who proves something asks for more: `verifiesObjects`.
            try check("git_libgit2_opts", assent_trust_objects())
            // Whose a repository is, `Ownership` asks: by the environment that it is opened with.
            try check("git_libgit2_opts", assent_validate_owners(0))
            // Two extensions that libgit2 refuses and that change nothing for us: the configuration of a worktree is
            // read by `Repository.open`, and nothing here ever deletes an object.
            let status = "worktreeconfig".withCString { worktreeConfig in
                "preciousobjects".withCString { preciousObjects in
                    var names: [UnsafePointer<CChar>?] = [worktreeConfig, preciousObjects]
                    return assent_set_extensions(&names, names.count)
                }
            }
            try check("git_libgit2_opts", status)
            return .success(())
        } catch {
            return .failure(error)
        }
    }()

    static func start() throws(GitError) {
        try started.get()
    }
}

/// Prepares this thread for reading thousands of files, in a process that soon ends: memory then comes in large pieces.
package func expectMuchMemory() { assent_expect_much_memory() }
