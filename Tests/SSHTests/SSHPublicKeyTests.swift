import SSH
import Testing

@Suite struct SSHPublicKeyTests {
    static let ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJKsaCwSQYr1DzU1CVErJUE7doQ46Myrx2qynjfLmBaq"

    /// The wire form of these strings and numbers.
    static func wire(_ kind: String, _ fields: [UInt8]...) -> [UInt8] {
        var writer = WireWriter()
        writer.string(kind.utf8)
        for field in fields { writer.string(field) }
        return writer.bytes
    }

    static func ecdsa(_ kind: String, _ curve: String, _ point: [UInt8]) -> [UInt8] {
        wire(kind, Array(curve.utf8), point)
    }

    static func rsa(_ exponent: [UInt8], _ modulus: [UInt8]) -> [UInt8] { wire("ssh-rsa", exponent, modulus) }

    static func bytes(_ count: Int, _ first: UInt8) -> [UInt8] { [first] + [UInt8](repeating: 0x55, count: count - 1) }

    private func error(_ body: () throws(SSHKeyError) -> SSHPublicKey) -> SSHKeyError? {
        do throws(SSHKeyError) { _ = try body() } catch { return error }
        return nil
    }

    @Test("a line: kind, key, comment, however it is spaced")
    func lines() throws {
        let key = try SSHPublicKey(line: Self.ed25519)
        #expect(key.kind == .ed25519 && key.comment == "" && key.line == Self.ed25519)
        #expect(key.wire.count == 51)
        #expect(key.material == .point(Array(key.wire.suffix(32)), application: nil))
        let other = try SSHPublicKey(line: "  \(Self.ed25519.replacing(" ", with: "\t "))  Ana Silva, laptop \r\n")
        #expect(other.comment == "Ana Silva, laptop")
        #expect(other == key && Set([other, key]).count == 1)
        #expect(other.line == Self.ed25519 + " Ana Silva, laptop")
        #expect(try SSHPublicKey(wire: key.wire) == key)
        #expect(key != (try SSHPublicKey(line: Self.ed25519.replacing("Baq", with: "Bar"))))
    }

    @Test(
        "what is no line of a key, by name",
        arguments: [
            ("", "key-empty"), (" \n", "key-empty"), ("ssh-ed25519", "key-truncated"),
            ("ssh-ed25519 A", "key-not-base64"),
            ("ssh-ed25519 AAAA", "key-truncated"), ("\(ed25519.dropLast(4))", "key-truncated"),
            ("\(ed25519)AAAA", "key-trailing-bytes"), ("\(ed25519.dropLast(1))", "key-not-base64"),
            ("\(ed25519)\n\(ed25519)\n", "key-several-lines"), ("ssh-dss AAAA", "key-unknown-kind"),
            ("no-pty \(ed25519)", "key-unknown-kind"), ("# comment", "key-unknown-kind"),
            ("ssh-rsa \(ed25519.dropFirst(12))", "key-kind-mismatch"),
            ("ssh-ed25519-cert-v01@openssh.com AAAA", "key-certificate"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb", "key-private"),
        ])
    func badLines(line: String, name: String) {
        let error = self.error { () throws(SSHKeyError) in try SSHPublicKey(line: line) }
        #expect(error?.name == name)
    }

    @Test("every kind is read to its numbers")
    func kinds() throws {
        let point = Self.bytes(65, 4)
        let key = try SSHPublicKey(
            wire: Self.wire("sk-ecdsa-sha2-nistp256@openssh.com", Array("nistp256".utf8), point, Array("ssh:".utf8)))
        #expect(key.kind == .securityKeyECDSA && key.kind.isOnSecurityKey)
        #expect(key.material == .point(point, application: Array("ssh:".utf8)))
        let onStick = try SSHPublicKey(wire: Self.wire("sk-ssh-ed25519@openssh.com", Self.bytes(32, 1), [0x61]))
        #expect(onStick.material == .point(Self.bytes(32, 1), application: [0x61]))
        for (kind, curve, length) in [
            ("ecdsa-sha2-nistp256", "nistp256", 65), ("ecdsa-sha2-nistp384", "nistp384", 97),
            ("ecdsa-sha2-nistp521", "nistp521", 133),
        ] {
            let key = try SSHPublicKey(wire: Self.ecdsa(kind, curve, Self.bytes(length, 4)))
            #expect(key.kind.rawValue == kind)
            #expect(key.material == .point(Self.bytes(length, 4), application: nil))
        }
        for length in [256, 1024] {
            let key = try SSHPublicKey(wire: Self.rsa([1, 0, 1], [0] + Self.bytes(length, 0x80)))
            #expect(key.material == .rsa(exponent: [1, 0, 1], modulus: Self.bytes(length, 0x80)))
        }
    }

    @Test(
        "what is no key on the wire, by name",
        arguments: [
            ([], "key-truncated"), ([0xff, 0xff, 0xff, 0xff], "key-truncated"),
            (wire("ssh-ed25519"), "key-truncated"), (wire("ssh-ed25519", bytes(31, 1)), "key-bad-point"),
            (wire("ssh-ed25519", bytes(33, 1)), "key-bad-point"), (wire("ssh-ed25519", []), "key-bad-point"),
            (wire("ssh-ed25519", bytes(32, 1)) + [0], "key-trailing-bytes"),
            (wire("ssh-ed25519", bytes(32, 1), []), "key-trailing-bytes"),
            (wire("ssh-ed25519\0", bytes(32, 1)), "key-unknown-kind"), (wire("", bytes(32, 1)), "key-unknown-kind"),
            (wire("ssh-dss", [1]), "key-unknown-kind"),
            (wire("ecdsa-sha2-nistp256-cert-v01@openssh.com", [1]), "key-certificate"),
            (wire("sk-ssh-ed25519-cert-v01@openssh.com", [1]), "key-certificate"),
            (ecdsa("ecdsa-sha2-nistp256", "nistp384", bytes(65, 4)), "key-curve-mismatch"),
            (ecdsa("ecdsa-sha2-nistp256", "", bytes(65, 4)), "key-curve-mismatch"),
            (ecdsa("ecdsa-sha2-nistp256", "nistp256", bytes(97, 4)), "key-bad-point"),
            (ecdsa("ecdsa-sha2-nistp256", "nistp256", bytes(33, 2)), "key-bad-point"),
            (ecdsa("ecdsa-sha2-nistp256", "nistp256", bytes(65, 6)), "key-bad-point"),
            (ecdsa("ecdsa-sha2-nistp521", "nistp521", bytes(132, 4)), "key-bad-point"),
            (wire("sk-ssh-ed25519@openssh.com", bytes(32, 1)), "key-truncated"),
            (wire("sk-ssh-ed25519@openssh.com", bytes(32, 1), [0x61], []), "key-trailing-bytes"),
            (ecdsa("sk-ecdsa-sha2-nistp256@openssh.com", "nistp256", bytes(65, 4)), "key-truncated"),
            (rsa([1, 0, 1], [0] + bytes(128, 0x80)), "key-rsa-too-short"), (rsa([3], [3]), "key-rsa-too-short"),
            (rsa([1, 0, 1], bytes(256, 0x7f)), "key-rsa-too-short"),
            (rsa([1, 0, 1], bytes(1025, 0x01)), "key-rsa-too-long"),
            (rsa([1, 0, 1], [0] + bytes(2048, 0x80)), "key-rsa-too-long"),
            (rsa([1, 0, 1], bytes(9000, 0x01)), "key-too-large"),
            (rsa([1, 0, 1], [0, 0] + bytes(256, 0x80)), "key-bad-number"),
            (rsa([1, 0, 1], bytes(256, 0x80)), "key-bad-number"), (rsa([0, 1, 0, 1], bytes(257, 1)), "key-bad-number"),
            (rsa([], bytes(257, 1)), "key-bad-number"), (rsa([1, 0, 1], []), "key-bad-number"),
            (rsa([1], bytes(257, 1)), "key-rsa-numbers"), (rsa([1, 0, 0], bytes(257, 1)), "key-rsa-numbers"),
            (rsa([3, 0, 0, 0, 1], bytes(257, 1)), "key-rsa-numbers"),
            (rsa([1, 0, 1], bytes(256, 1) + [2]), "key-rsa-numbers"),
            (rsa([1, 0, 1], bytes(257, 1)) + [9], "key-trailing-bytes"),
        ] as [([UInt8], String)])
    func badWire(wire: [UInt8], name: String) {
        let error = self.error { () throws(SSHKeyError) in try SSHPublicKey(wire: wire) }
        #expect(error?.name == name)
    }
}
