/// A public key of SSH: a line `ssh-ed25519 AAAA… comment` as `ssh-keygen` writes it, or its wire form as it stands in
/// signatures (RFC 4253, 6.6; RFC 5656, 3.1; RFC 8709, 4; OpenSSH's PROTOCOL.u2f).
///
///     let key = try SSHPublicKey(line: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI… ana@laptop")
///
/// All is checked that can be told without cryptography; whether a point lies on its curve shows when a signature is
/// verified. Two keys are equal if their wire forms are, whatever the comments: each key has one.
package struct SSHPublicKey: Sendable {
    /// The kinds that can sign here, by their names in SSH.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case ed25519 = "ssh-ed25519"
        case ecdsaP256 = "ecdsa-sha2-nistp256"
        case ecdsaP384 = "ecdsa-sha2-nistp384"
        case ecdsaP521 = "ecdsa-sha2-nistp521"
        case rsa = "ssh-rsa"
        /// The private key is on a security key (FIDO); so of the next.
        case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
        case securityKeyECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
    }

    /// The numbers of a key.
    package enum Material: Hashable, Sendable {
        /// Ed25519: 32 bytes. ECDSA: an uncompressed point (SEC 1, 2.3.3). With a security key, the application that it
        /// was made for (`ssh:`).
        case point([UInt8], application: [UInt8]?)
        /// Both big-endian, without leading zeros.
        case rsa(exponent: [UInt8], modulus: [UInt8])
    }

    package let kind: Kind
    package let wire: [UInt8]
    package let material: Material
    /// What stands behind the key in its line; proves nothing.
    package let comment: String

    /// Far above what the largest key needs, 1,100 bytes.
    package static let largestWire = 8 << 10
    /// Shorter ones are not trusted (NIST SP 800-131A); longer ones BoringSSL does not take.
    package static let rsaBits = 2048...8192

    package init(wire: some Collection<UInt8>, comment: String = "") throws(SSHKeyError) {
        guard wire.count <= Self.largestWire else { throw .tooLarge(bytes: wire.count) }
        var reader = WireReader(wire) { SSHKeyError.encoding($0) }
        kind = try Kind(named: String(wireName: try reader.string()))
        material = try Material(kind, &reader)
        try reader.end()
        self.wire = Array(wire)
        self.comment = comment
    }

    /// - Parameter line: as in a `.pub` file, with or without its end.
    package init(line: String) throws(SSHKeyError) {
        if line.contains("PRIVATE KEY") { throw .privateKey }
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let lines = line.split(whereSeparator: \.isNewline)
        let words = (lines.first ?? "").split(maxSplits: 2, whereSeparator: isBlank)
        guard let first = words.first else { throw .empty }
        let kind = try Kind(named: String(first))
        guard lines.count == 1 else { throw .severalLines }
        guard words.count > 1 else { throw .encoding(.truncated) }
        guard let wire = Base64.decode(words[1].utf8) else { throw .notBase64 }
        let comment = words.count > 2 ? words[2].drop(while: isBlank) : ""
        let end = comment.lastIndex { !isBlank($0) }.map { comment.index(after: $0) } ?? comment.startIndex
        try self.init(wire: wire, comment: String(comment[..<end]))
        if self.kind != kind { throw .kindMismatch(line: kind.rawValue, wire: self.kind.rawValue) }
    }

    /// As `ssh-keygen` writes it, without an end.
    package var line: String {
        let key = "\(kind.rawValue) \(Base64.encode(wire))"
        return comment.isEmpty ? key : "\(key) \(comment)"
    }
}

extension SSHPublicKey: Hashable {
    package static func == (one: SSHPublicKey, other: SSHPublicKey) -> Bool { one.wire == other.wire }

    package func hash(into hasher: inout Hasher) { hasher.combine(wire) }
}

extension SSHPublicKey.Kind {
    init(named name: String) throws(SSHKeyError) {
        guard let kind = Self(rawValue: name) else {
            if name.contains("-cert-v01@") || name.contains("-cert-v00@") { throw .certificate(name) }
            throw .unknownKind(name)
        }
        self = kind
    }

    /// The name that an ECDSA key repeats, and the length of the uncompressed points of its curve.
    fileprivate var curve: (name: String, point: Int)? {
        switch self {
        case .ecdsaP256, .securityKeyECDSA: ("nistp256", 65)
        case .ecdsaP384: ("nistp384", 97)
        case .ecdsaP521: ("nistp521", 133)
        case .ed25519, .rsa, .securityKeyEd25519: nil
        }
    }

    package var isOnSecurityKey: Bool { self == .securityKeyEd25519 || self == .securityKeyECDSA }
}

extension SSHPublicKey.Material {
    fileprivate init(_ kind: SSHPublicKey.Kind, _ reader: inout WireReader<SSHKeyError>) throws(SSHKeyError) {
        if kind == .rsa {
            self = try .rsa(&reader)
            return
        }
        if let curve = kind.curve {
            let name = String(wireName: try reader.string())
            if name != curve.name { throw .curveMismatch(name) }
        }
        let point = try reader.string()
        guard point.count == kind.curve?.point ?? 32, kind.curve == nil || point.first == 4 else {
            throw .badPoint(bytes: point.count)
        }
        self = .point(Array(point), application: kind.isOnSecurityKey ? Array(try reader.string()) : nil)
    }

    private static func rsa(_ reader: inout WireReader<SSHKeyError>) throws(SSHKeyError) -> Self {
        let (exponent, modulus) = (try reader.number(), try reader.number())
        let bits = bitCount(modulus)
        if bits < SSHPublicKey.rsaBits.lowerBound { throw .rsaTooShort(bits: bits) }
        if bits > SSHPublicKey.rsaBits.upperBound { throw .rsaTooLong(bits: bits) }
        // BoringSSL's own bounds (rsa_check_public_key), said here by name.
        guard isOdd(exponent), isOdd(modulus), (2...33).contains(bitCount(exponent)) else { throw .rsaNumbers }
        return .rsa(exponent: Array(exponent), modulus: Array(modulus))
    }

    private static func isOdd(_ number: ArraySlice<UInt8>) -> Bool { number.last.map { $0 & 1 == 1 } ?? false }

    private static func bitCount(_ number: ArraySlice<UInt8>) -> Int {
        number.count * 8 - (number.first?.leadingZeroBitCount ?? 0)
    }
}
