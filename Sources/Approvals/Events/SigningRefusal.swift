package import SSH
package import Signatures

/// An event or a commit that could not be signed as it must be.
package enum SigningRefusal: Refusal {
    /// The settings require signatures, and have no key of this member; `key` is the line of the one that git signs
    /// with.
    ///
    /// - Parameter isRequired: they do already; else they are about to.
    case noKey(member: String, key: String?, who: [String], isRequired: Bool)
    /// git signs with a key that the settings do not have as this member's.
    case foreignKey(member: String, key: SSHPublicKey?, has: [SSHPublicKey], who: [String])
    /// None of the member's keys lies where git or `ssh` look for keys, nor is one in the agent.
    case keyNotHere(member: String, keys: [SSHPublicKey])
    /// git's `user.signingKey` is a literal key that cannot sign.
    case unfitSigningKey(String, SSHKeyError)
    /// git is set to sign commits with an SSH key (`commit.gpgSign`), and no key is set.
    case noCommitKey
    /// git is set to sign commits with a program that is not there.
    case noCommitProgram(String)
    /// git's `gpg.ssh.defaultKeyCommand` prints no key.
    case noDefaultKey(command: String, said: String)
    /// The key did not sign.
    case notSigned(Signer.Key, program: String, SigningError)

    package var kind: RefusalKind {
        switch self {
        case .noKey: RefusalKind("noKey", .refused)
        case .foreignKey: RefusalKind("foreignKey", .refused)
        case .keyNotHere: RefusalKind("keyNotHere", .refused)
        case .unfitSigningKey: RefusalKind("unfitSigningKey", .failed)
        case .noCommitKey: RefusalKind("noCommitKey", .failed)
        case .noCommitProgram: RefusalKind("noCommitProgram", .failed)
        case .noDefaultKey: RefusalKind("noDefaultKey", .failed)
        case .notSigned: RefusalKind("notSigned", .failed)
        }
    }
}
