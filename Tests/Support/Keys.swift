// The real tools of OpenSSH, and any others, in the folder of a test.
extension ScratchRepository {
    /// Runs a program; its standard output.
    ///
    /// - Throws: if the status is not 0, with the program's words.
    @discardableResult
    package func run(
        _ program: String, _ arguments: [String], environment extra: [String: String] = [:]
    ) async throws -> String {
        try await ChildProcess(in: folder, environment.merging(extra) { $1 }).check(program, arguments).text
    }

    /// Makes a key and answers the path of its private half; the line of the public one is in `<path>.pub`.
    package func makeKey(
        _ name: String, type: String = "ed25519", bits: Int? = nil, passphrase: String = ""
    ) async throws -> String {
        let bits = bits.map { ["-b", "\($0)"] } ?? []
        try await run("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-C", name, "-f", name] + bits)
        return "\(folder)/\(name)"
    }

    /// Makes an X.509 certificate that its own key signed, and that `gpgsm` trusts.
    package func makeCertificate(_ name: String, _ email: String, in home: String) async throws {
        let wanted = """
            Key-Type: RSA
            Key-Length: 2048
            Key-Usage: sign
            Serial: random
            Name-DN: CN=\(name)
            Name-Email: \(email)
            Hash-Algo: SHA256
            Not-Before: 2020-01-01
            Not-After: 2060-01-01

            """
        try write(wanted, to: home + "/wanted")
        try write("disable-crl-checks\ndisable-dirmngr\n", to: home + "/gpgsm.conf")
        try write("allow-loopback-pinentry\n", to: home + "/gpg-agent.conf")
        try await run("chmod", ["700", home])
        let environment = ["GNUPGHOME": home]
        try await run(
            "gpgsm",
            [
                "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase-fd", "0", "--output",
                home + "/certificate", "--gen-key", home + "/wanted",
            ], environment: environment)
        try await run("gpgsm", ["--batch", "--quiet", "--import", home + "/certificate"], environment: environment)
        let keys = try await run("gpgsm", ["--batch", "--with-colons", "--list-keys"], environment: environment)
        let line = keys.split(separator: "\n").first { $0.hasPrefix("fpr:") } ?? ""
        guard let fingerprint = line.split(separator: ":").last else { throw ScratchError(message: keys) }
        try write("\(fingerprint) S relax\n", to: home + "/trustlist.txt")
        try await run("gpgconf", ["--reload", "gpg-agent"], environment: environment)
    }

    /// The environment by which git, and what reads its configuration, signs with a key.
    ///
    /// - Parameter key: nil: git is told of none.
    package static func signing(with key: String?, _ more: [String: String] = [:]) -> [String: String] {
        var values = ["gpg.format": "ssh"].merging(more) { $1 }
        values["user.signingkey"] = key
        let sorted = values.sorted { $0.key < $1.key }
        var environment = ["GIT_CONFIG_COUNT": "\(sorted.count)"]
        for (index, pair) in sorted.enumerated() {
            environment["GIT_CONFIG_KEY_\(index)"] = pair.key
            environment["GIT_CONFIG_VALUE_\(index)"] = pair.value
        }
        return environment
    }

    /// Runs an agent that has these keys while something is done.
    ///
    /// - Parameter environment: of the agent, beyond the usual.
    package func withAgent(
        holding keys: [String] = [], environment: [String: String] = [:],
        _ body: (_ socket: String) async throws -> Void
    ) async throws {
        let said = try await run("ssh-agent", ["-s", "-a", "\(folder)/agent"], environment: environment)
        guard let start = said.firstRange(of: "SSH_AGENT_PID=")?.upperBound,
            let process = Int32(said[start...].prefix { $0.isNumber })
        else { throw ScratchError(message: said) }
        let outcome: Result<Void, any Error>
        do {
            for key in keys {
                try await run("ssh-add", ["-q", key], environment: ["SSH_AUTH_SOCK": "\(folder)/agent"])
            }
            try await body("\(folder)/agent")
            outcome = .success(())
        } catch { outcome = .failure(error) }
        try await run("kill", ["\(process)"])
        // It answers until it is gone.
        while names(in: folder).contains("agent") { try await Task.sleep(for: .milliseconds(5)) }
        try outcome.get()
    }
}
