import Crypto
package import SSH

extension SSHPublicKey {
    /// As `ssh-keygen -l` prints it: `SHA256:` and base64 without its padding.
    package var fingerprint: String {
        "SHA256:" + Base64.encode(Array(SHA256.hash(data: wire))).prefix { $0 != "=" }
    }
}
