/// Fetch and push: git connects, so its credentials, ssh configuration, proxies and prompts work (protocol.md, With a
/// remote).
extension GitProcess {
    /// Fetches refs, and deletes those here that are gone there.
    ///
    /// - Parameter refspecs: `+refs/heads/main:refs/remotes/origin/main`
    /// - Throws: what is in the way. Refs are then as they were, or some of them are fetched.
    package func fetch(_ refspecs: [String], from remote: String) async throws {
        let arguments =
            ["fetch", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-auto-maintenance"]
            + ["--prune", "--refmap=", "--quiet", "--", remote] + refspecs
        var pause = 10
        while true {
            let output = try await speakingPlainly.run(arguments)
            if output.isSuccess { return }
            // Another fetch into the same repository holds a ref for a moment.
            let error = RemoteError(fetching: output.error, from: remote)
            guard error.problem == .lockedHere, pause < 1000 else { throw error }
            File.pause(milliseconds: pause)
            pause *= 3
        }
    }

    /// The branch that the remote's HEAD names (`refs/heads/main`); nil if it names none.
    package func remoteHead(of remote: String) async throws -> String? {
        let output = try await speakingPlainly.run(["ls-remote", "--symref", "--quiet", "--", remote, "HEAD"])
        guard output.isSuccess else { throw RemoteError(fetching: output.error, from: remote) }
        // `ref: refs/heads/main\tHEAD`
        return output.text.split(separator: "\n").compactMap { line -> String? in
            let parts = line.split(separator: "\t")
            guard parts.count == 2, parts[1] == "HEAD" else { return nil }
            return String(parts[0]).suffix(after: "ref: ")
        }.first
    }

    /// Moves refs on the remote by compare-and-swap: each must be what is expected, or none of them moves.
    ///
    /// - Parameters:
    ///   - isAtomic: all or none. Where the server cannot (`noAtomicPush`), nothing has moved, and each can be pushed
    ///     alone.
    /// - Throws: why nothing was taken; `noAnswer` if it is not known.
    package func push(_ refs: [RefUpdate], to remote: String, isAtomic: Bool) async throws {
        let leases = refs.map { "--force-with-lease=\($0.name):\($0.expected?.hex ?? "")" }
        let arguments =
            ["push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no"]
            + (isAtomic ? ["--atomic"] : []) + leases + ["--quiet", "--", remote]
            + refs.map { "\($0.new?.hex ?? ""):\($0.name)" }
        let output = try await speakingPlainly.run(arguments)
        // `!\t<from>:<to>\t[rejected] (stale info)`
        let refused = output.text.split(separator: "\n").filter { $0.hasPrefix("!") }
            .compactMap { $0.split(separator: "\t").last.map(String.init) }
        if output.isSuccess && refused.isEmpty { return }
        // Of refs that are refused together, those that only share another's fate say nothing.
        let own = refused.filter { !$0.contains("atomic push failed") && !$0.contains("atomic transaction failed") }
        throw RemoteError(said: output.error, reasons: own.isEmpty ? refused : own, remote: remote)
    }

    /// git's own words in the language that is read here; how it prints other people's text stays the user's.
    private var speakingPlainly: GitProcess {
        var plain = environment
        if let all = plain.removeValue(forKey: "LC_ALL"), !all.isEmpty { plain["LC_CTYPE"] = all }
        plain["LANGUAGE"] = nil
        plain["LC_MESSAGES"] = "C"
        return GitProcess(directory: directory, environment: plain)
    }
}
