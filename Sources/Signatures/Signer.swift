package import SSH
internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// Signs with `ssh-keygen -Y sign`, so that agents, passphrases and security keys are OpenSSH's matter.
///
///     let signer = Signer(key: .file("/home/ana/.ssh/id_ed25519"), environment: environment, hasTerminal: true)
///     let signature = try await signer.sign(line, namespace: "assent.v1") { terminal.write($0) }
///
/// The command line is the one that git writes (gpg-interface.c, `sign_buffer_ssh`), so that whatever serves as git's
/// `gpg.ssh.program` serves here. As there, the message is a file: where standard input is no terminal, `ssh-keygen`
/// asks for a passphrase by `ssh-askpass` although there is a terminal, and takes it from standard input if there is
/// neither.
package struct Signer: Sendable {
    package enum Key: Hashable, Sendable {
        /// A private key, or a public one whose other half the agent has or is beside it: an absolute path, or one from
        /// the process's own directory.
        case file(String)
        /// A key of the agent: what git calls a literal key (`key::ssh-ed25519 AAAA…`).
        case agent(SSHPublicKey)
    }

    package let key: Key
    /// A name to look for in `PATH`, or a path.
    package let program: String
    /// The whole environment of the program: nothing is inherited. `SSH_AUTH_SOCK` names the agent, `SSH_ASKPASS` who
    /// asks for passphrases, `TMPDIR` where temporary files go.
    package let environment: [String: String]
    /// Whether standard input is a terminal, at which a passphrase can be asked for.
    package let hasTerminal: Bool

    package init(key: Key, program: String = "ssh-keygen", environment: [String: String], hasTerminal: Bool) {
        self.key = key
        self.program = program
        self.environment = environment
        self.hasTerminal = hasTerminal
    }

    /// Signs, and answers only what verifies.
    ///
    /// - Parameters:
    ///   - notify: is given at once what the person must do meanwhile: one line, `Confirm user presence for key …`.
    package func sign(
        _ message: [UInt8], namespace: String, notify: (@Sendable (String) -> Void)? = nil
    ) async throws(SigningError) -> SSHSignature {
        let folder = try PrivateFolder(in: environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp")
        let file = try folder.write(message, to: "message")
        var arguments = ["-Y", "sign", "-n", namespace, "-f"]
        switch key {
        case .file(let path): arguments.append(path)
        case .agent(let key):
            arguments += [try folder.write(Array((key.line + "\n").utf8), to: "key"), "-U"]
        }
        let (status, said) = try await run(arguments + [file], notify)
        guard status == 0 else {
            throw SigningError(status: status, said: said, key: key, hasTerminal: hasTerminal)
        }
        guard let written = folder.read("message.sig", limit: 2 * SSHSignature.largestBlob) else {
            throw SigningError(.badSignature(nil), reading: said)
        }
        let signature: SSHSignature
        do throws(SignatureError) {
            // As git does: programs of Windows end lines their way.
            signature = try SSHSignature(armored: written.filter { $0 != UInt8(ascii: "\r") })
            try signature.verify(message, namespace: namespace)
        } catch { throw SigningError(.badSignature(error), reading: said) }
        if case .agent(let wanted) = key, signature.publicKey != wanted {
            throw SigningError(.otherKey(fingerprint: Fingerprint(of: signature.publicKey).text), reading: said)
        }
        return signature
    }

    private func run(
        _ arguments: [String], _ notify: (@Sendable (String) -> Void)?
    ) async throws(SigningError) -> (status: Int32, said: String) {
        do {
            return hasTerminal
                ? try await run(arguments, input: .currentStandardInput, notify)
                : try await run(arguments, input: .none, notify)
        } catch let error as SubprocessError where error.code == .executableNotFound || error.code == .spawnFailed {
            throw SigningError(.programMissing, reading: "\(error)")
        } catch {
            throw SigningError(.failed(status: -1), reading: "\(error)")
        }
    }

    private func run(
        _ arguments: [String], input: some InputProtocol, _ notify: (@Sendable (String) -> Void)?
    ) async throws -> (status: Int32, said: String) {
        var values: [Environment.Key: String] = [:]
        for (name, value) in environment { values[Environment.Key(stringLiteral: name)] = value }
        let result = try await Subprocess.run(
            program.contains("/") ? .path(FilePath(program)) : .name(program), arguments: Arguments(arguments),
            environment: .custom(values), input: input, output: .discarded, error: .sequence
        ) { execution in
            var words = Words(notify: notify)
            for try await chunk in execution.standardError { chunk.withUnsafeBytes { words.add($0) } }
            return words.said
        }
        return switch result.terminationStatus {
        case .exited(let status): (status, result.closureResult)
        case .signaled(let signal): (128 + signal, result.closureResult)
        }
    }
}

/// What `ssh-keygen` says, line by line: what is for now goes to the person, what always comes is left out, the rest is
/// kept for the case that it fails.
private struct Words {
    let notify: (@Sendable (String) -> Void)?
    private var kept: [String] = []
    private var line: [UInt8] = []

    init(notify: (@Sendable (String) -> Void)?) { self.notify = notify }

    var said: String {
        let rest = String(decoding: line, as: UTF8.self)
        return (kept + (rest.isEmpty ? [] : [rest])).suffix(100).joined(separator: "\n")
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                end()
            } else if line.count < 4096, byte != UInt8(ascii: "\r") {
                line.append(byte)
            }
        }
    }

    private mutating func end() {
        var text = String(decoding: line, as: UTF8.self)
        line = []
        // A question has no line end: what comes next stands on its line.
        if text.hasPrefix("Enter passphrase"), let end = text.firstRange(of: ": ")?.upperBound {
            text.removeSubrange(..<end)
        }
        if text.hasPrefix("Confirm user presence") {
            notify?(text)
        } else if !text.isEmpty, !text.hasPrefix("Signing file "), !text.hasPrefix("Write signature to ") {
            if kept.count >= 200 { kept.removeFirst(100) }
            kept.append(text)
        }
    }
}
