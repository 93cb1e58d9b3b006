import Crypto
import CryptoExtras
import SSH

/// A private key of each kind in the test's own memory, security keys among them, which no `ssh-keygen` makes without
/// one. Written from the documents, apart from what it tests.
struct SoftKey: Sendable {
    enum Secret: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
    }

    let kind: SSHPublicKey.Kind
    let secret: Secret
    var application = "ssh:"

    init(_ kind: SSHPublicKey.Kind) {
        self.kind = kind
        secret =
            switch kind {
            case .ed25519, .securityKeyEd25519: .ed25519(.init())
            case .ecdsaP256, .securityKeyECDSA: .p256(.init())
            case .ecdsaP384: .p384(.init())
            case .ecdsaP521: .p521(.init())
            case .rsa: .rsa(try! .init(keySize: .bits2048))
            }
    }

    /// PROTOCOL.u2f, RFC 8709, RFC 5656, RFC 4253.
    var wire: [UInt8] {
        var writer = WireWriter()
        writer.string(kind.rawValue.utf8)
        switch secret {
        case .ed25519(let key): writer.string(key.publicKey.rawRepresentation)
        case .p256(let key): writer.strings(Array("nistp256".utf8), Array(key.publicKey.x963Representation))
        case .p384(let key): writer.strings(Array("nistp384".utf8), Array(key.publicKey.x963Representation))
        case .p521(let key): writer.strings(Array("nistp521".utf8), Array(key.publicKey.x963Representation))
        case .rsa(let key):
            let numbers = try! key.publicKey.getKeyPrimitives()
            writer.number(numbers.publicExponent)
            writer.number(numbers.modulus)
        }
        if kind.isOnSecurityKey { writer.string(application.utf8) }
        return writer.bytes
    }

    var publicKey: SSHPublicKey { get throws { try SSHPublicKey(wire: wire) } }

    /// The innermost blob.
    ///
    /// - Parameter flags: of a security key: 1 touched, 4 PIN given.
    func sign(_ data: [UInt8], algorithm: String? = nil, flags: UInt8 = 1, counter: UInt32 = 7) throws -> [UInt8] {
        var data = data
        if kind.isOnSecurityKey {
            var writer = WireWriter()
            writer.raw(Array(SHA256.hash(data: Array(application.utf8))))
            writer.raw([flags])
            writer.uint32(counter)
            writer.raw(Array(SHA256.hash(data: data)))
            data = writer.bytes
        }
        let algorithm = algorithm ?? (kind == .rsa ? "rsa-sha2-512" : kind.rawValue)
        var writer = WireWriter()
        writer.string(algorithm.utf8)
        switch secret {
        case .ed25519(let key): writer.string(try key.signature(for: data))
        case .p256(let key): writer.string(Self.pair(try key.signature(for: data).rawRepresentation))
        case .p384(let key): writer.string(Self.pair(try key.signature(for: data).rawRepresentation))
        case .p521(let key): writer.string(Self.pair(try key.signature(for: data).rawRepresentation))
        case .rsa(let key):
            let signature =
                switch algorithm {
                case "rsa-sha2-256": try key.signature(for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
                case "ssh-rsa": try key.signature(for: Insecure.SHA1.hash(data: data), padding: .insecurePKCS1v1_5)
                default: try key.signature(for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
                }
            writer.string(signature.rawRepresentation)
        }
        if kind.isOnSecurityKey {
            writer.raw([flags])
            writer.uint32(counter)
        }
        return writer.bytes
    }

    private static func pair(_ raw: some Collection<UInt8>) -> [UInt8] {
        var writer = WireWriter()
        writer.number(raw.prefix(raw.count / 2))
        writer.number(raw.suffix(raw.count / 2))
        return writer.bytes
    }

    /// A whole signature over a message, to be spoiled field by field.
    func blob(_ message: [UInt8], namespace: String = "assent.v1", flags: UInt8 = 1) throws -> Blob {
        var blob = Blob(key: wire, namespace: namespace)
        blob.signature = try sign(blob.signedData(message), flags: flags)
        return blob
    }
}

extension WireWriter {
    mutating func strings(_ strings: [UInt8]...) { for string in strings { self.string(string) } }
}

/// The fields of an SSHSIG blob (PROTOCOL.sshsig, 2), as a test wants them.
struct Blob: Sendable {
    var magic = Array("SSHSIG".utf8)
    var version: UInt32 = 1
    var key: [UInt8]
    var namespace: String
    var reserved: [UInt8] = []
    var hash = "sha512"
    var signature: [UInt8] = []
    var trailing: [UInt8] = []

    init(key: [UInt8], namespace: String) {
        self.key = key
        self.namespace = namespace
    }

    var bytes: [UInt8] {
        var writer = WireWriter()
        writer.raw(magic)
        writer.uint32(version)
        writer.strings(key, Array(namespace.utf8), reserved, Array(hash.utf8), signature)
        return writer.bytes + trailing
    }

    var armored: [UInt8] { Self.armor(bytes) }

    func signedData(_ message: [UInt8]) -> [UInt8] {
        let digest = hash == "sha256" ? Array(SHA256.hash(data: message)) : Array(SHA512.hash(data: message))
        var writer = WireWriter()
        writer.raw(magic)
        writer.strings(Array(namespace.utf8), reserved, Array(hash.utf8), digest)
        return writer.bytes
    }

    static func armor(_ bytes: [UInt8], lineLength: Int = 70) -> [UInt8] {
        var lines = ["-----BEGIN SSH SIGNATURE-----"]
        var rest = Base64.encode(bytes)[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(lineLength)))
            rest = rest.dropFirst(lineLength)
        }
        return Array((lines + ["-----END SSH SIGNATURE-----\n"]).joined(separator: "\n").utf8)
    }
}
