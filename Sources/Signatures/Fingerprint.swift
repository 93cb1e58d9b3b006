import Crypto
package import SSH

/// What people compare a key by. `SSH` has no cryptography, so that this is no member of the key.
package struct Fingerprint: Hashable, Sendable {
    /// As `ssh-keygen -l` prints it: `SHA256:` and base64 without its padding.
    package let text: String

    package init(of key: SSHPublicKey) {
        text = "SHA256:" + Base64.encode(Array(SHA256.hash(data: key.wire))).prefix { $0 != "=" }
    }
}
