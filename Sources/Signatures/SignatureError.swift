package import SSH

/// Why a signature proves nothing.
///
/// Names that came from outside are not safe to print as they are.
package enum SignatureError: Error, Hashable, Sendable {
    // The armor.
    case tooLarge(bytes: Int)
    /// It does not begin, or does not end, as an SSH signature does.
    case noHeader, noFooter
    /// A line that is empty or longer than the 76 characters that PROTOCOL.sshsig gives it.
    case badLine
    case notBase64

    // The blob within.
    case notSSHSIG
    case unknownVersion(UInt32)
    case encoding(WireError)
    case key(SSHKeyError)
    case emptyNamespace
    /// What is reserved for later must be empty: nothing that is signed goes unread.
    case reservedData
    case unknownHash(String)

    // The signature proper.
    /// RSA with SHA-1.
    case sha1
    /// Made by a browser, which signs more than was asked for.
    case webauthn
    case unknownAlgorithm(String)
    /// The key is of one kind, the signature of another.
    case algorithmMismatch(key: SSHPublicKey.Kind, algorithm: String)
    case badLength(bytes: Int)

    // What it says.
    case otherNamespace(String)
    /// A security key signed, but nobody touched it.
    case nobodyPresent
    /// The key is not a point of its curve, or not a key at all.
    case badKey
    /// It is not this key's signature over this message.
    case wrong
}

extension SignatureError {
    /// Short, and the same forever.
    package var name: String {
        switch self {
        case .tooLarge: "too-large"
        case .noHeader: "no-header"
        case .noFooter: "no-footer"
        case .badLine: "bad-line"
        case .notBase64: "not-base64"
        case .notSSHSIG: "not-sshsig"
        case .unknownVersion: "unknown-version"
        case .encoding(let error): error.name
        case .key(let error): error.name
        case .emptyNamespace: "empty-namespace"
        case .reservedData: "reserved-data"
        case .unknownHash: "unknown-hash"
        case .sha1: "sha1"
        case .webauthn: "webauthn"
        case .unknownAlgorithm: "unknown-algorithm"
        case .algorithmMismatch: "algorithm-mismatch"
        case .badLength: "bad-length"
        case .otherNamespace: "other-namespace"
        case .nobodyPresent: "nobody-present"
        case .badKey: "bad-key"
        case .wrong: "wrong"
        }
    }
}
