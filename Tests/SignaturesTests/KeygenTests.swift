import SSH
import Support
import Testing

@testable import Signatures

/// Both ways against the real `ssh-keygen`.
@Suite(.scratch) struct KeygenTests {
    static let message = Array(#"{"actor":"ana","kind":"approve","version":1}"#.utf8)

    static let kinds: [(type: String, bits: Int?)] = [
        ("ed25519", nil), ("ecdsa", 256), ("ecdsa", 384), ("ecdsa", 521), ("rsa", 2048), ("rsa", 3072), ("rsa", 4096),
    ]

    @Test("What ssh-keygen signs is verified, and nothing else is", arguments: kinds)
    func theirs(type: String, bits: Int?) async throws {
        let path = try await Keygen.makeKey(type, bits: bits)
        let key = try Keygen.publicKey(path)
        #expect(key.comment == "ana@laptop")
        for hash in ["sha256", "sha512"] {
            for message in [Self.message, [], [UInt8](repeating: 0, count: 100_000)] {
                let armored = try await Keygen.sign(message, key: path, hash: hash)
                let signature = try SSHSignature(armored: armored)
                #expect(signature.publicKey == key)
                #expect(signature.hash.rawValue == hash)
                #expect(Array(signature.armored.utf8) == armored)
                try signature.verify(message, namespace: "assent.v1")
                #expect(throws: SignatureError.wrong) {
                    try signature.verify(message + [0], namespace: "assent.v1")
                }
                #expect(throws: SignatureError.otherNamespace("assent.v1")) {
                    try signature.verify(message, namespace: "git")
                }
            }
        }
        let foreign = try SSHSignature(armored: try await Keygen.sign(Self.message, key: path, namespace: "git"))
        #expect(throws: SignatureError.otherNamespace("git")) {
            try foreign.verify(Self.message, namespace: "assent.v1")
        }
    }

    @Test("What a Signer answers, ssh-keygen verifies; other messages, purposes and keys both refuse", arguments: kinds)
    func ours(type: String, bits: Int?) async throws {
        let path = try await Keygen.makeKey(type, bits: bits)
        let key = try Keygen.publicKey(path)
        let other = try Keygen.publicKey(try await Keygen.makeKey("ed25519", name: "other"))
        let signer = Signer(key: .file(path), environment: ScratchRepository.current.environment, hasTerminal: false)
        let signature = try await signer.sign(Self.message, namespace: "assent.v1")
        #expect(signature.publicKey == key && signature.publicKey != other)
        let armored = Array(signature.armored.utf8)
        #expect(try await Keygen.accepts(armored, Self.message, key: key))
        #expect(try await Keygen.holds(armored, Self.message))
        #expect(try await !Keygen.accepts(armored, Self.message + [10], key: key))
        #expect(try await !Keygen.accepts(armored, Self.message, namespace: "git", key: key))
        #expect(try await !Keygen.accepts(armored, Self.message, key: other))
        #expect(throws: SignatureError.wrong) { try signature.verify(Self.message + [10], namespace: "assent.v1") }
        // The other key in the place of the one that signed.
        var blob = Blob(key: other.wire, namespace: "assent.v1")
        blob.signature = Array(try signature.innermost)
        if type == "ed25519" {
            let forged = try SSHSignature(armored: blob.armored)
            #expect(throws: SignatureError.wrong) { try forged.verify(Self.message, namespace: "assent.v1") }
        } else {
            #expect(MalformedTests.flaw(blob.armored) == "algorithm-mismatch")
        }
        #expect(try await !Keygen.holds(blob.armored, Self.message))
    }

    @Test(
        "Signatures of each kind from a software key, security keys too: ssh-keygen agrees",
        arguments: SSHPublicKey.Kind.allCases)
    func soft(kind: SSHPublicKey.Kind) async throws {
        let key = SoftKey(kind)
        let blob = try key.blob(Self.message)
        let signature = try SSHSignature(armored: blob.armored)
        try signature.verify(Self.message, namespace: "assent.v1")
        #expect(throws: SignatureError.wrong) { try signature.verify(Self.message + [10], namespace: "assent.v1") }
        #expect(try await Keygen.accepts(blob.armored, Self.message, key: try key.publicKey))
        #expect(try await !Keygen.accepts(blob.armored, Self.message + [10], key: try key.publicKey))
        var short = Blob(key: key.wire, namespace: "assent.v1")
        short.hash = "sha256"
        short.signature = try key.sign(
            short.signedData(Self.message), algorithm: kind == .rsa ? "rsa-sha2-256" : nil, flags: 5)
        try SSHSignature(armored: short.armored).verify(Self.message, namespace: "assent.v1")
        #expect(try await Keygen.accepts(short.armored, Self.message, key: try key.publicKey))
    }

    @Test(
        "A security key that nobody touched proves nothing; nor one of another application",
        arguments: [SSHPublicKey.Kind.securityKeyEd25519, .securityKeyECDSA], [UInt8(0), 4, 0xfe])
    func presence(kind: SSHPublicKey.Kind, flags: UInt8) async throws {
        var key = SoftKey(kind)
        let untouched = try SSHSignature(armored: try key.blob(Self.message, flags: flags).armored)
        #expect(throws: SignatureError.nobodyPresent) { try untouched.verify(Self.message, namespace: "assent.v1") }
        var touched = try key.blob(Self.message, flags: flags | 1)
        try SSHSignature(armored: touched.armored).verify(Self.message, namespace: "assent.v1")
        key.application = "ssh:other"
        touched.key = key.wire
        let moved = try SSHSignature(armored: touched.armored)
        #expect(throws: SignatureError.wrong) { try moved.verify(Self.message, namespace: "assent.v1") }
        #expect(try await !Keygen.holds(touched.armored, Self.message))
    }

    @Test("Fingerprints are those of ssh-keygen -l", arguments: SSHPublicKey.Kind.allCases)
    func fingerprints(kind: SSHPublicKey.Kind) async throws {
        let key = try SoftKey(kind).publicKey
        try write(key.line + " somebody\n", to: Keygen.folder + "/key.pub")
        let printed = try await Keygen.run(["-l", "-f", "key.pub"])
        #expect(printed.text.split(separator: " ")[1] == Fingerprint(of: key).text, "\(printed.error)")
    }
}

extension SSHSignature {
    /// The last field of the blob.
    var innermost: ArraySlice<UInt8> {
        get throws {
            var reader = WireReader(blob.dropFirst(10)) { $0 }
            for _ in 0..<4 { _ = try reader.string() }
            return try reader.string()
        }
    }
}
