package import Git
package import SSH
package import Signatures

/// The SSH key by which git itself would sign here (git-config(1): `gpg.format`, `user.signingKey`,
/// `gpg.ssh.defaultKeyCommand`, `gpg.ssh.program`; gpg-interface.c).
package struct SigningKey: Sendable {
    package let key: Signer.Key
    /// Nil where only the private key is there: which it is shows when it signs.
    package let publicKey: SSHPublicKey?

    /// What git's configuration says: a key, or a command that prints one.
    enum Source: Sendable {
        case key(SigningKey)
        /// `gpg.ssh.defaultKeyCommand`, and where git would run it.
        case command(String, directory: String)
    }

    /// - Returns: nil if git signs with something else, or with nothing.
    /// - Throws: `SigningRefusal.unfitSigningKey` for a literal key that is not a key.
    static func source(in repository: Repository, _ environment: [String: String]) throws -> Source? {
        guard try repository.config("gpg.format")?.lowercased() == "ssh" else { return nil }
        if let value = try repository.config("user.signingkey"), !value.isEmpty {
            return .key(try key(value, in: repository, environment))
        }
        guard let command = try repository.config("gpg.ssh.defaultkeycommand"), !command.isEmpty else { return nil }
        return .command(command, directory: repository.workDirectory ?? repository.gitDirectory)
    }

    /// The key to sign with.
    ///
    /// - Throws: also `SigningRefusal.noDefaultKey` where git's command prints none.
    static func configured(
        in repository: Repository, _ environment: [String: String]
    ) async throws -> SigningKey? {
        try await source(in: repository, environment)?.key(environment)
    }

    /// The key that git's configuration itself names; no command is run for it.
    static func told(in repository: Repository, _ environment: [String: String]) throws -> SigningKey? {
        if case .key(let key) = try source(in: repository, environment) { key } else { nil }
    }

    /// As `configured`, but only to name the key and not to sign: it is not an error if git's command prints none, as
    /// when no agent runs.
    package static func known(
        in repository: Repository, _ environment: [String: String]
    ) async throws -> SigningKey? {
        do { return try await configured(in: repository, environment) } catch SigningRefusal.noDefaultKey { return nil }
    }

    private static func key(
        _ value: String, in repository: Repository, _ environment: [String: String]
    ) throws -> SigningKey {
        if let literal = literal(value) {
            do {
                let key = try SSHPublicKey(line: literal)
                return SigningKey(key: .agent(key), publicKey: key)
            } catch { throw SigningRefusal.unfitSigningKey(value, error) }
        }
        let path = path(value, in: repository, environment)
        return SigningKey(key: .file(path), publicKey: publicKey(at: path))
    }

    /// `key::ssh-ed25519 AAAA…`, or the line alone: `is_literal_ssh_key` of git.
    static func literal(_ value: String) -> String? {
        if value.hasPrefix("key::") { return String(value.dropFirst("key::".count)) }
        return value.hasPrefix("ssh-") ? value : nil
    }

    /// The line of a public key, or of the one that lies beside a private key.
    package static func publicKey(at path: String) -> SSHPublicKey? {
        for name in [path, path + ".pub"] {
            guard let bytes = LocalFile(name).contents(), bytes.count <= 2 * SSHPublicKey.largestWire else { continue }
            do { return try SSHPublicKey(line: String(decoding: bytes, as: UTF8.self)) } catch {}
        }
        return nil
    }

    /// The beginning of a file that no key could be read from, as long as a key may be; nil if there is no file.
    package static func text(at path: String) -> String? {
        LocalFile(path).contents().map { String(decoding: $0.prefix(2 * SSHPublicKey.largestWire), as: UTF8.self) }
    }

    /// `~` is home, and other paths start where git would run.
    private static func path(
        _ path: String, in repository: Repository, _ environment: [String: String]
    ) -> String {
        if path.hasPrefix("~/"), let home = environment["HOME"] { return home + path.dropFirst() }
        return path.hasPrefix("/") ? path : (repository.workDirectory ?? repository.gitDirectory) + "/" + path
    }

    /// The program that signs.
    static func program(_ repository: Repository, _ environment: [String: String]) throws -> String {
        guard let program = try repository.config("gpg.ssh.program"), !program.isEmpty else { return "ssh-keygen" }
        return program.contains("/") ? path(program, in: repository, environment) : program
    }

    /// Where `ssh-keygen` puts keys, in the order in which `ssh` tries them.
    static func usualFiles(_ environment: [String: String]) -> [String] {
        guard let home = environment["HOME"], !home.isEmpty else { return [] }
        return ["id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk"].map { "\(home)/.ssh/\($0)" }
    }
}

extension SigningKey.Source {
    /// The key, of a command's the first line that it prints, if that is one (gpg-interface.c,
    /// `get_default_ssh_signing_key`).
    func key(_ environment: [String: String]) async throws -> SigningKey {
        switch self {
        case .key(let key): return key
        case .command(let command, let directory):
            let printed: String
            do throws(SigningError) {
                printed = try await KeyCommand(command, directory: directory, environment: environment).firstLine()
            } catch { throw SigningRefusal.noDefaultKey(command: command, said: error.said) }
            guard let literal = SigningKey.literal(printed) else {
                throw SigningRefusal.noDefaultKey(command: command, said: printed)
            }
            do {
                let key = try SSHPublicKey(line: literal)
                return SigningKey(key: .agent(key), publicKey: key)
            } catch { throw SigningRefusal.noDefaultKey(command: command, said: printed) }
        }
    }
}
