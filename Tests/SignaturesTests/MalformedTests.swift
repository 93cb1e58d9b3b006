import Crypto
import SSH
import Testing

@testable import Signatures

/// What is no signature is refused by name, before any cryptography.
@Suite struct MalformedTests {
    static let message = Array("message".utf8)
    static let ed25519 = SoftKey(.ed25519)
    static let p256 = SoftKey(.ecdsaP256)
    static let p384 = SoftKey(.ecdsaP384)
    static let rsa = SoftKey(.rsa)
    static let securityKey = SoftKey(.securityKeyEd25519)

    /// The name of the error; nil if the signature verifies.
    static func flaw(_ armored: [UInt8]) -> String? {
        do throws(SignatureError) {
            try SSHSignature(armored: armored).verify(message, namespace: "assent.v1")
            return nil
        } catch { return error.name }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let flaw: String
        let armored: [UInt8]

        init(_ description: String, _ flaw: String, _ armored: [UInt8]) {
            testDescription = description
            self.flaw = flaw
            self.armored = armored
        }

        /// A good signature of a key, spoiled.
        init(_ description: String, _ flaw: String, of key: SoftKey = ed25519, _ spoil: (inout Blob) -> Void) {
            var blob = try! key.blob(message)
            spoil(&blob)
            self.init(description, flaw, blob.armored)
        }

        /// A good signature of a key, with another innermost part.
        init(
            _ description: String, _ flaw: String, of key: SoftKey = ed25519, algorithm: String? = nil,
            signature: [UInt8]...
        ) {
            self.init(description, flaw, of: key) { blob in
                var writer = WireWriter()
                writer.string((algorithm ?? key.kind.rawValue).utf8)
                for field in signature { writer.string(field) }
                blob.signature = writer.bytes
            }
        }
    }

    static let good = String(decoding: try! ed25519.blob(message).armored, as: UTF8.self)

    static func armor(_ change: (String) -> String) -> [UInt8] { Array(change(good).utf8) }

    static let armors = [
        Row("nothing", "no-header", []),
        Row("a line end", "no-header", armor { _ in "\n" }),
        Row("no header", "no-header", armor { String($0.split(separator: "\n").dropFirst().joined(separator: "\n")) }),
        Row("something before the header", "no-header", armor { "\n" + $0 }),
        Row(
            "a blank after the header", "no-header",
            armor { $0.replacing("BEGIN SSH SIGNATURE-----", with: "BEGIN SSH SIGNATURE----- ") }),
        Row("PGP's header", "no-header", armor { $0.replacing("SSH", with: "PGP") }),
        Row("line ends of Windows", "no-header", armor { $0.replacing("\n", with: "\r\n") }),
        Row("the header alone", "no-footer", armor { _ in "-----BEGIN SSH SIGNATURE-----\n" }),
        Row("no footer", "no-footer", armor { $0.replacing("-----END SSH SIGNATURE-----\n", with: "") }),
        Row("half a footer", "no-footer", armor { String($0.dropLast(5)) }),
        Row("a footer on the line of the base64", "no-footer", armor { $0.replacing("\n-----END", with: "-----END") }),
        Row("something after the footer", "no-footer", armor { $0 + "\n" }),
        Row("a second signature after the first", "not-base64", armor { $0 + $0 }),
        Row(
            "nothing between header and footer", "no-footer",
            armor { _ in "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n" }),
        Row(
            "an empty line between them", "bad-line",
            armor { _ in "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----\n" }),
        Row("an empty line at the end", "bad-line", armor { $0.replacing("\n-----END", with: "\n\n-----END") }),
        Row("one long line", "bad-line", Blob.armor(try! ed25519.blob(message).bytes, lineLength: 77)),
        Row("a blank in the base64", "not-base64", armor { $0.replacing("U1NI", with: "U1N ") }),
        Row("no padding", "not-base64", armor { $0.replacing("=", with: "") }),
        Row("another alphabet", "not-base64", armor { $0.replacing("U1NI", with: "U1N_") }),
        Row("bytes that are no text", "not-base64", good.utf8.prefix(30) + [0xff] + good.utf8.dropFirst(31)),
        Row("a null byte", "not-base64", good.utf8.prefix(30) + [0] + good.utf8.dropFirst(31)),
        Row("a megabyte", "too-large", Blob.armor([UInt8](repeating: 0x53, count: 1 << 20))),
        Row("as much as the armor may hold", "too-large", Blob.armor([UInt8](repeating: 0x53, count: 17_000))),
    ]

    static let blobs = [
        Row("too short for the magic", "not-sshsig", Blob.armor(Array("SSHSI".utf8))),
        Row("another magic", "not-sshsig") { $0.magic = Array("SSHSIH".utf8) },
        Row("the magic alone", "truncated", Blob.armor(Array("SSHSIG".utf8))),
        Row("version 0", "unknown-version") { $0.version = 0 },
        Row("version 2", "unknown-version") { $0.version = 2 },
        Row("version 2^32 - 1", "unknown-version") { $0.version = .max },
        Row("a trailing byte", "trailing-bytes") { $0.trailing = [0] },
        Row("trailing fields", "trailing-bytes") { $0.trailing = [0, 0, 0, 0] },
        Row("no key", "key-truncated") { $0.key = [] },
        Row("a key that is cut", "key-truncated") { $0.key = $0.key.dropLast() },
        Row("a key with more behind it", "key-trailing-bytes") { $0.key += [0] },
        Row("a key of 31 bytes", "key-bad-point") { $0.key = wire("ssh-ed25519", [UInt8](repeating: 1, count: 31)) },
        Row("a key of an unknown kind", "key-unknown-kind") { $0.key = wire("ssh-dss", [1]) },
        Row("a certificate", "key-certificate") { $0.key = wire("ssh-ed25519-cert-v01@openssh.com", [1]) },
        Row("a key of another curve", "key-curve-mismatch") {
            $0.key = wire("ecdsa-sha2-nistp256", Array("nistp384".utf8), [UInt8](repeating: 4, count: 65))
        },
        Row("RSA of 1024 bits", "key-rsa-too-short") { $0.key = rsaKey(bytes: 128) },
        Row("RSA of 2047 bits", "key-rsa-too-short") {
            $0.key = wire("ssh-rsa", [1, 0, 1], [UInt8](repeating: 0x7f, count: 256))
        },
        Row("RSA of 16384 bits", "key-rsa-too-long") { $0.key = rsaKey(bytes: 2048) },
        Row("RSA of 65536 bits", "key-too-large") { $0.key = rsaKey(bytes: 8192) },
        Row("RSA with a zero byte too many", "key-bad-number") {
            $0.key = wire("ssh-rsa", [1, 0, 1], [0, 0] + [UInt8](repeating: 0xff, count: 256))
        },
        Row("no namespace", "empty-namespace") { $0.namespace = "" },
        Row("another namespace", "other-namespace") { $0.namespace = "git" },
        Row("a namespace that begins so", "other-namespace") { $0.namespace = "assent.v10" },
        Row("a namespace with a null byte", "other-namespace") { $0.namespace = "assent.v1\0" },
        Row("something in what is reserved", "reserved-data") { $0.reserved = [0] },
        Row("SHA-1", "unknown-hash") { $0.hash = "sha1" },
        Row("SHA-384", "unknown-hash") { $0.hash = "sha384" },
        Row("a hash in capitals", "unknown-hash") { $0.hash = "SHA512" },
        Row("no hash", "unknown-hash") { $0.hash = "" },
        Row("the other hash", "wrong") { $0.hash = "sha256" },
    ]

    static let signatures = [
        Row("no signature", "truncated") { $0.signature = [] },
        Row("an algorithm alone", "truncated", signature: []).with(dropping: 4),
        Row("64 bytes less one", "bad-length", signature: [UInt8](repeating: 1, count: 63)),
        Row("64 bytes and one", "bad-length", signature: [UInt8](repeating: 1, count: 65)),
        Row("no bytes", "bad-length", signature: []),
        Row("a second one behind it", "trailing-bytes", signature: [UInt8](repeating: 1, count: 64), []),
        Row("flags of a security key behind it", "trailing-bytes") { $0.signature += [1, 0, 0, 0, 7] },
        Row("all zeros", "wrong", signature: [UInt8](repeating: 0, count: 64)),
        Row("an unknown algorithm", "unknown-algorithm", algorithm: "ssh-dss", signature: [1]),
        Row("an algorithm with a null byte", "unknown-algorithm", algorithm: "ssh-ed25519\0", signature: [1]),
        Row("ECDSA of an Ed25519 key", "algorithm-mismatch", algorithm: "ecdsa-sha2-nistp256", signature: [1]),
        Row("RSA of an Ed25519 key", "algorithm-mismatch", algorithm: "rsa-sha2-512", signature: [1]),
        Row("Ed25519 of an ECDSA key", "algorithm-mismatch", of: p256, algorithm: "ssh-ed25519", signature: [1]),
        Row("P-384 of a P-256 key", "algorithm-mismatch", of: p256, algorithm: "ecdsa-sha2-nistp384", signature: [1]),
        Row(
            "Ed25519 of a security key", "algorithm-mismatch", of: securityKey, algorithm: "ssh-ed25519", signature: [1]
        ),
        Row(
            "a security key's of an Ed25519 key", "algorithm-mismatch", algorithm: "sk-ssh-ed25519@openssh.com",
            signature: [1]),
        Row(
            "a certificate's algorithm", "unknown-algorithm", algorithm: "ssh-ed25519-cert-v01@openssh.com",
            signature: [1]),
        Row(
            "a browser's", "webauthn", of: SoftKey(.securityKeyECDSA),
            algorithm: "webauthn-sk-ecdsa-sha2-nistp256@openssh.com", signature: [1]),
        Row("RSA with SHA-1", "sha1", of: rsa) { blob in
            blob.signature = try! rsa.sign(blob.signedData(message), algorithm: "ssh-rsa")
        },
        Row("RSA with SHA-384", "algorithm-mismatch", of: rsa, algorithm: "rsa-sha2-384", signature: [1]),
        Row("RSA said to be of the other hash", "wrong", of: rsa) { blob in
            let made = try! rsa.sign(blob.signedData(message))
            blob.signature = made.map { $0 }
            blob.signature[13...15] = Array("256".utf8)[...]
        },
        Row(
            "RSA a byte short", "bad-length", of: rsa, algorithm: "rsa-sha2-512",
            signature: [UInt8](repeating: 1, count: 255)),
        Row(
            "RSA a zero byte longer", "bad-length", of: rsa, algorithm: "rsa-sha2-512",
            signature: [UInt8](repeating: 0, count: 257)),
        Row("RSA of zeros", "wrong", of: rsa, algorithm: "rsa-sha2-512", signature: [UInt8](repeating: 0, count: 256)),
        Row(
            "RSA above the modulus", "wrong", of: rsa, algorithm: "rsa-sha2-512",
            signature: [UInt8](repeating: 0xff, count: 256)),
        Row("ECDSA of nothing", "truncated", of: p256, signature: []),
        Row("ECDSA of one number", "truncated", of: p256, signature: strings([1])),
        Row("ECDSA of three numbers", "trailing-bytes", of: p256, signature: strings([1], [1], [1])),
        Row("ECDSA with r = 0", "bad-number", of: p256, signature: strings([], [1])),
        Row("ECDSA with s = 0", "bad-number", of: p256, signature: strings([1], [])),
        Row("ECDSA with r = 0 in a byte", "bad-number", of: p256, signature: strings([0], [1])),
        Row("ECDSA with a negative number", "bad-number", of: p256, signature: strings([0x80], [1])),
        Row("ECDSA with a zero byte too many", "bad-number", of: p256, signature: strings([0, 1], [1])),
        Row(
            "ECDSA with a number above the curve", "bad-length", of: p256,
            signature: strings([UInt8](repeating: 1, count: 33), [1])),
        Row(
            "ECDSA with r above the order", "wrong", of: p256,
            signature: strings([0] + [UInt8](repeating: 0xff, count: 32), [1])),
        Row("ECDSA with r = s = 1", "wrong", of: p256, signature: strings([1], [1])),
        Row("ECDSA as bare numbers", "truncated", of: p384, signature: [UInt8](repeating: 1, count: 96)),
        Row("ECDSA as DER", "truncated", of: p256, signature: [0x30, 6, 2, 1, 1, 2, 1, 1]),
        Row(
            "a security key's without flags", "truncated", of: securityKey, signature: [UInt8](repeating: 1, count: 64)),
        Row("a security key's without its counter", "truncated", of: securityKey) {
            $0.signature = $0.signature.dropLast(4)
        },
        Row("a security key's with more behind it", "trailing-bytes", of: securityKey) { $0.signature += [0] },
        Row("a security key's with another counter", "wrong", of: securityKey) {
            $0.signature[$0.signature.count - 1] ^= 1
        },
        Row("a point that is not on its curve", "bad-key", of: p256) { $0.key[$0.key.count - 1] ^= 1 },
    ]

    static func wire(_ kind: String, _ fields: [UInt8]...) -> [UInt8] {
        var writer = WireWriter()
        writer.string(kind.utf8)
        for field in fields { writer.string(field) }
        return writer.bytes
    }

    static func strings(_ fields: [UInt8]...) -> [UInt8] {
        var writer = WireWriter()
        for field in fields { writer.string(field) }
        return writer.bytes
    }

    static func rsaKey(bytes: Int) -> [UInt8] {
        wire("ssh-rsa", [1, 0, 1], [0] + [UInt8](repeating: 0xff, count: bytes))
    }

    @Test("The armor, the blob and the innermost part are read strictly", arguments: armors + blobs + signatures)
    func refused(row: Row) {
        #expect(Self.flaw(row.armored) == row.flaw)
    }

    @Test("Before they were spoiled they were good")
    func unspoiled() throws {
        for key in [Self.ed25519, Self.p256, Self.p384, Self.rsa, Self.securityKey] {
            #expect(Self.flaw(try key.blob(Self.message).armored) == nil)
        }
        // What PROTOCOL.sshsig asks for, and a last line without an end.
        #expect(Self.flaw(Blob.armor(try Self.ed25519.blob(Self.message).bytes, lineLength: 76)) == nil)
        #expect(Self.flaw(Self.armor { String($0.dropLast()) }) == nil)
    }

    @Test("A field's length that reaches beyond the blob is told, wherever it stands")
    func lengths() throws {
        let blob = try Self.ed25519.blob(Self.message).bytes
        for offset in [10, 10 + 55, 10 + 55 + 13, 10 + 55 + 13 + 4, 10 + 55 + 13 + 4 + 10] {
            for length in [UInt32.max, 0x8000_0000, 0x7fff_ffff, 1_000_000] {
                var spoiled = blob
                for index in 0..<4 { spoiled[offset + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
                #expect(Self.flaw(Blob.armor(spoiled)) == "truncated")
            }
        }
    }
}

extension MalformedTests.Row {
    /// The same without the last bytes of its blob.
    func with(dropping count: Int) -> Self {
        let text = String(decoding: armored, as: UTF8.self)
        let bytes = Base64.decode(Array(text.split(separator: "\n").dropFirst().dropLast().joined().utf8))!
        return Self(testDescription, flaw, Blob.armor(Array(bytes.dropLast(count))))
    }
}
