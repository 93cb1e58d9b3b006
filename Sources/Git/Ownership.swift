internal import CGit2

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Whether git trusts a repository: one's own, or one that `safe.directory` names (git-config, `safe.directory`).
///
/// libgit2 has such a check, but it reads the environment of the process, and 1.5 knows neither `*` nor an empty value.
struct Ownership {
    /// The top folder of the files; of a bare repository its own. `safe.directory` names this.
    let top: String
    /// All that must be one's own; what is not there (a `.git` in the files of a bare repository) is nobody's.
    private let paths: [String]

    init(of repository: borrowing Handle) {
        let pointer = repository.pointer
        func path(_ text: UnsafePointer<CChar>?) -> String? {
            guard let text else { return nil }
            let path = String(cString: text)
            return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        }
        let own = path(git_repository_path(pointer)) ?? ""
        // Not where `core.worktree` points: that is the repository's own word.
        let parent = own.hasSuffix("/.git") ? String(own.dropLast(5)) : nil
        let files = parent.map { $0.isEmpty ? "/" : $0 } ?? path(git_repository_workdir(pointer))
        top = files ?? own
        paths = [own] + (files.map { [$0, $0 + "/.git"] } ?? [])
    }

    /// One's own: the configuration need not be asked.
    func isOwn(in environment: [String: String]) -> Bool { paths.allSatisfy { isOwn($0, environment) } }

    /// - Parameter configuration: the system's and the user's. The repository cannot vouch for itself.
    func isSafe(in environment: [String: String], _ configuration: borrowing Handle) throws(GitError) -> Bool {
        var isSafe = false
        let written = try Opening.values(of: "safe.directory", in: configuration)
        for value in written + CommandLineConfiguration(environment).all("safe.directory") {
            switch value {
            // "This config setting can be given multiple times […] an empty value resets the list"; `*` is for all.
            case "": isSafe = false
            case "*": isSafe = true
            default:
                let home = value.hasPrefix("~/") ? environment["HOME"] : nil
                if (home.map { $0 + value.dropFirst() } ?? value) == top { isSafe = true }
            }
        }
        return isSafe
    }

    /// As git: root also trusts whoever called it through `sudo`.
    private func isOwn(_ path: String, _ environment: [String: String]) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return errno == ENOENT }
        let user = geteuid()
        if status.st_uid == user { return true }
        guard user == 0, let caller = environment["SUDO_UID"].flatMap({ uid_t($0) }) else { return false }
        return status.st_uid == caller
    }
}
