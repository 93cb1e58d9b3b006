internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

// The real tools of OpenSSH, and any others, in the folder of a test.
extension ScratchRepository {
    /// Runs a program; its standard output.
    ///
    /// - Throws: if the status is not 0, with the program's words.
    @discardableResult
    package func run(
        _ program: String, _ arguments: [String], environment extra: [String: String] = [:]
    ) async throws -> String {
        var values: [Environment.Key: String] = [:]
        for (name, value) in environment.merging(extra, uniquingKeysWith: { $1 }) {
            values[Environment.Key(stringLiteral: name)] = value
        }
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), environment: .custom(values),
            workingDirectory: FilePath(folder), input: .none, output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        guard case .exited(0) = result.terminationStatus else {
            throw ScratchError(message: "\(program): \(result.standardError)")
        }
        return result.standardOutput
    }

    /// Makes a key and answers the path of its private half; the line of the public one is in `<path>.pub`.
    package func makeKey(
        _ name: String, type: String = "ed25519", bits: Int? = nil, passphrase: String = ""
    ) async throws -> String {
        let bits = bits.map { ["-b", "\($0)"] } ?? []
        try await run("ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-C", name, "-f", name] + bits)
        return "\(folder)/\(name)"
    }

    /// The environment by which git, and what reads its configuration, signs with a key.
    package static func signing(with key: String, _ more: [String: String] = [:]) -> [String: String] {
        let values = ["gpg.format": "ssh", "user.signingkey": key].merging(more) { $1 }.sorted { $0.key < $1.key }
        var environment = ["GIT_CONFIG_COUNT": "\(values.count)"]
        for (index, pair) in values.enumerated() {
            environment["GIT_CONFIG_KEY_\(index)"] = pair.key
            environment["GIT_CONFIG_VALUE_\(index)"] = pair.value
        }
        return environment
    }

    /// Runs an agent that has these keys while something is done.
    package func withAgent(holding keys: [String], _ body: (_ socket: String) async throws -> Void) async throws {
        let said = try await run("ssh-agent", ["-s", "-a", "\(folder)/agent"])
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
        try outcome.get()
    }
}
