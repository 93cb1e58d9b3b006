extension GitProcess {
    /// The password that git's credential helpers have for somebody at a server; nil: they have none. Nobody is asked.
    ///
    /// - Parameters:
    ///   - host: with the port, if there is one: `relay.acme.example:587`.
    ///   - patience: a helper that takes longer has none.
    package func password(
        of user: String, at host: String, protocol name: String, within patience: Duration = .seconds(30)
    ) async throws -> String? {
        let asking = Task { try await filled(user, host, name) }
        let alarm = Task {
            try await Task.sleep(for: patience)
            asking.cancel()
        }
        defer { alarm.cancel() }
        return try await asking.value
    }

    private func filled(_ user: String, _ host: String, _ name: String) async throws(GitError) -> String? {
        let silent = ["GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "SSH_ASKPASS": "true"]
        let git = GitProcess(directory: directory, environment: environment.merging(silent) { $1 })
        let input = "protocol=\(name)\nhost=\(host)\nusername=\(user)\n\n"
        let output = try await git.run(["credential", "fill"], input: Array(input.utf8))
        let line = output.text.split(separator: "\n").first { $0.hasPrefix("password=") }
        return line.map { String($0.dropFirst("password=".count)) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
