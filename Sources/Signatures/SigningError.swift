/// Why nothing was signed: a reason to choose words by, and what `ssh-keygen` said.
package struct SigningError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// The program is not there, or cannot be run.
        case programMissing
        /// An `ssh-keygen` that cannot sign: before OpenSSH 8.2.
        case programTooOld
        /// No such key file.
        case fileMissing
        /// A file, but no key.
        case notAKey
        /// Others may read the file of the private key; `ssh-keygen` then leaves it alone.
        case fileReadableByOthers
        /// There is a public key, but no agent has the private one, nor is it beside it.
        case privateKeyMissing
        /// A key of the agent was asked for, and no agent runs (`SSH_AUTH_SOCK`).
        case agentMissing
        case notInAgent
        /// The agent has the key and did not sign: its owner said no, or it is locked.
        case agentRefused
        /// The key has a passphrase, which there was no terminal to ask for.
        case passphraseNeeded
        case wrongPassphrase
        case securityKeyMissing
        /// It ended well without a signature, or with one that does not verify.
        case badSignature(SignatureError?)
        /// It signed with another key than it was asked to.
        case otherKey(fingerprint: String)
        /// No file could be made for the message.
        case noTemporaryFile
        /// Anything else, with the exit status (128 + the signal, if one ended it).
        case failed(status: Int32)
    }

    package let reason: Reason
    /// The program's own words, or the system's, without what says nothing.
    package let said: String

    init(_ reason: Reason, reading said: String = "") {
        self.reason = reason
        self.said = said
    }
}

extension SigningError {
    /// What `ssh-keygen` ended with (OpenSSH 8.2 to 10: ssh-keygen.c, ssherr.c; its words are not translated).
    init(status: Int32, said: String, key: Signer.Key, hasTerminal: Bool) {
        let reasons: [(words: String, reason: Reason)] = [
            ("usage:", .programTooOld),
            ("agent refused operation", .agentRefused),
            ("Couldn't get agent socket", .agentMissing),
            ("Couldn't find key in agent", .notInAgent),
            ("incorrect passphrase", hasTerminal ? .wrongPassphrase : .passphraseNeeded),
            ("UNPROTECTED PRIVATE KEY FILE", .fileReadableByOthers),
            ("device not found", .securityKeyMissing),
            ("Couldn't load public key", Self.isThere(key) ? .notAKey : .fileMissing),
            ("No private key found", .privateKeyMissing),
        ]
        self.init(reasons.first { said.contains($0.words) }?.reason ?? .failed(status: status), reading: said)
    }

    private static func isThere(_ key: Signer.Key) -> Bool {
        switch key {
        case .file(let path): Signatures.isThere(path) || Signatures.isThere(path + ".pub")
        case .agent: true
        }
    }
}
