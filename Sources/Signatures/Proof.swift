import SSH

/// The innermost part of a signature: what the key's algorithm made (RFC 8709, 6; RFC 5656, 3.1.2; RFC 8332, 3;
/// PROTOCOL.u2f).
struct Proof: Hashable, Sendable {
    enum Numbers: Hashable, Sendable {
        case ed25519([UInt8])
        /// `r` and `s`, each as long as the curve's coordinates.
        case ecdsa([UInt8])
        case rsa(SSHSignature.Hash, [UInt8])
    }

    /// What a security key says about the moment of signing.
    struct Circumstances: Hashable, Sendable {
        let flags: UInt8
        let counter: UInt32

        /// Somebody touched the security key (WebAuthn, 6.1: bit 0).
        var isPresent: Bool { flags & 1 == 1 }
    }

    let numbers: Numbers
    let circumstances: Circumstances?

    init(_ bytes: ArraySlice<UInt8>, of kind: SSHPublicKey.Kind) throws(SignatureError) {
        var reader = WireReader(bytes) { SignatureError.encoding($0) }
        let algorithm = String(wireName: try reader.string())
        let hash = try Self.check(algorithm, fits: kind)
        let numbers = try reader.string()
        switch kind {
        case .ed25519, .securityKeyEd25519:
            guard numbers.count == 64 else { throw .badLength(bytes: numbers.count) }
            self.numbers = .ed25519(Array(numbers))
        case .ecdsaP256, .securityKeyECDSA: self.numbers = .ecdsa(try Self.pair(numbers, length: 32))
        case .ecdsaP384: self.numbers = .ecdsa(try Self.pair(numbers, length: 48))
        case .ecdsaP521: self.numbers = .ecdsa(try Self.pair(numbers, length: 66))
        case .rsa: self.numbers = .rsa(hash ?? .sha512, Array(numbers))
        }
        circumstances =
            kind.isOnSecurityKey ? Circumstances(flags: try reader.byte(), counter: try reader.uint32()) : nil
        try reader.end()
    }

    /// RSA keys have algorithms of their own (RFC 8332), all others one that is named like the kind.
    private static func check(
        _ algorithm: String, fits kind: SSHPublicKey.Kind
    ) throws(SignatureError) -> SSHSignature.Hash? {
        switch (algorithm, kind) {
        case ("ssh-rsa", _): throw .sha1
        case ("webauthn-sk-ecdsa-sha2-nistp256@openssh.com", _): throw .webauthn
        case ("rsa-sha2-256", .rsa): return .sha256
        case ("rsa-sha2-512", .rsa): return .sha512
        case (kind.rawValue, _): return nil
        default:
            let isKnown = algorithm.hasPrefix("rsa-sha2-") || SSHPublicKey.Kind(rawValue: algorithm) != nil
            throw isKnown
                ? .algorithmMismatch(key: kind, algorithm: algorithm) : .unknownAlgorithm(algorithm)
        }
    }

    private static func pair(_ bytes: ArraySlice<UInt8>, length: Int) throws(SignatureError) -> [UInt8] {
        var reader = WireReader(bytes) { SignatureError.encoding($0) }
        var pair: [UInt8] = []
        for number in [try reader.number(), try reader.number()] {
            guard number.count <= length else { throw .badLength(bytes: number.count) }
            pair += repeatElement(0, count: length - number.count)
            pair += number
        }
        try reader.end()
        return pair
    }
}
