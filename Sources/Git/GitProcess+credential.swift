extension GitProcess {
    /// The password that git's credential helpers have for somebody at a server; nil: they have none. Nobody is asked.
    ///
    /// - Parameter host: with the port, if there is one: `relay.acme.example:587`.
    package func password(of user: String, at host: String, protocol name: String) async throws(GitError) -> String? {
        let silent = ["GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "SSH_ASKPASS": "true"]
        let git = GitProcess(directory: directory, environment: environment.merging(silent) { $1 })
        let input = "protocol=\(name)\nhost=\(host)\nusername=\(user)\n\n"
        let output = try await git.run(["credential", "fill"], input: Array(input.utf8))
        let line = output.text.split(separator: "\n").first { $0.hasPrefix("password=") }
        return line.map { String($0.dropFirst("password=".count)) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
