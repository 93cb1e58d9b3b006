import Crypto
package import SSH

/// A short text by which people compare two keys. It is not a member of the key, since `SSH` does no cryptography.
package struct Fingerprint: Hashable, Sendable {
    /// As `ssh-keygen -l` prints it: `SHA256:` and base64 without its padding.
    package let text: String

    package init(of key: SSHPublicKey) {
        text = "SHA256:" + Base64.encode(Array(SHA256.hash(data: key.wire))).prefix { $0 != "=" }
    }
}
