import Git
import Signatures

/// Signs commits where git itself would (`commit.gpgSign`), the way git does (gpg-interface.c), so that hosts that take
/// signed commits only take a landing.
struct CommitSigner: Sendable {
    private enum Way: Sendable {
        case ssh(SigningKey.Source, program: String)
        /// `gpg`, or `gpgsm` for X.509.
        case program(String, key: String)
    }

    private let way: Way
    private let session: Session

    /// - Parameter committer: as git knows them, `name <email>`: which key that is, `gpg` finds out.
    /// - Returns: nil where git signs no commits.
    init?(_ repository: Repository, _ session: Session, committer: AuthorStamp) throws {
        let wish = try repository.config("commit.gpgsign")?.lowercased() ?? ""
        guard ["true", "yes", "on", "1"].contains(wish) else { return nil }
        self.session = session
        let format = try repository.config("gpg.format")?.lowercased() ?? "openpgp"
        if format == "ssh" {
            guard let source = try SigningKey.source(in: repository, session.environment) else {
                throw SigningRefusal.noCommitKey
            }
            way = .ssh(source, program: try SigningKey.program(repository, session.environment))
            return
        }
        let usual = format == "x509" ? "gpgsm" : "gpg"
        let program =
            try repository.config("gpg.\(format).program")
            ?? (format == "openpgp" ? repository.config("gpg.program") : nil) ?? usual
        let key = try repository.config("user.signingkey").flatMap { $0.isEmpty ? nil : $0 }
        way = .program(program, key: key ?? "\(committer.name) <\(committer.email)>")
    }

    /// The armored signature over a commit's bytes.
    func sign(_ commit: [UInt8]) async throws -> String {
        switch way {
        case .ssh(let source, let program):
            let signer = Signer(
                key: try await source.key(session.environment).key, program: program, environment: session.environment,
                hasTerminal: session.hasTerminal)
            do throws(SigningError) {
                return try await signer.sign(commit, namespace: "git", notify: session.notify).armored
            } catch { throw SigningRefusal.notSigned(signer.key, program: signer.program, error) }
        case .program(let program, let key):
            do throws(SigningError) {
                return try await Signer.run(gpg: program, key: key, commit, environment: session.environment)
            } catch {
                guard error.reason != .programMissing else { throw SigningRefusal.noCommitProgram(program) }
                throw SigningRefusal.notSigned(.file(key), program: program, error)
            }
        }
    }
}
