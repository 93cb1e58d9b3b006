package import SSH

/// A detached signature as `ssh-keygen -Y sign` makes it (OpenSSH's PROTOCOL.sshsig).
///
///     let signature = try SSHSignature(armored: bytes)
///     try signature.verify(line, namespace: "assent.v1")
///     // Now `signature.publicKey` signed the line. Whose key that is, the settings say.
///
/// It is read strictly: of what could be written in several ways, or is not understood, nothing is taken.
package struct SSHSignature: Hashable, Sendable {
    /// The key that the signature says it was made with.
    package let publicKey: SSHPublicKey
    /// What the signature is for, as its maker said; `verify` compares it.
    let namespace: [UInt8]
    let hash: Hash
    let proof: Proof
    /// The blob that the armor holds.
    let blob: [UInt8]

    /// What the message is hashed with before it is signed.
    enum Hash: String, Hashable, Sendable { case sha256, sha512 }

    /// Far above what the largest key and its signature need, 2,400 bytes.
    package static let largestBlob = 16 << 10

    private static let magic = Array("SSHSIG".utf8)
    private static let header = Array("-----BEGIN SSH SIGNATURE-----\n".utf8)
    private static let footer = Array("-----END SSH SIGNATURE-----".utf8)

    /// - Parameter armored: from the header to the footer; one line end may follow.
    package init(armored: some Collection<UInt8>) throws(SignatureError) {
        // A character of base64 holds 6 bits; the rest is for line ends, header and footer.
        guard armored.count <= Self.largestBlob / 2 * 3 else { throw .tooLarge(bytes: armored.count) }
        var text = ArraySlice(armored)
        guard text.starts(with: Self.header) else { throw .noHeader }
        text = text.dropFirst(Self.header.count)
        if text.last == UInt8(ascii: "\n") { text = text.dropLast() }
        guard text.suffix(Self.footer.count).elementsEqual(Self.footer) else { throw .noFooter }
        text = text.dropLast(Self.footer.count)
        guard text.last == UInt8(ascii: "\n") else { throw .noFooter }
        let lines = text.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.allSatisfy({ (1...76).contains($0.count) }) else { throw .badLine }
        guard let blob = Base64.decode(lines.reduce(into: [UInt8]()) { $0 += $1 }) else { throw .notBase64 }
        try self.init(blob: blob)
    }

    init(blob: [UInt8]) throws(SignatureError) {
        guard blob.count <= Self.largestBlob else { throw .tooLarge(bytes: blob.count) }
        guard blob.starts(with: Self.magic) else { throw .notSSHSIG }
        var reader = WireReader(blob.dropFirst(Self.magic.count)) { SignatureError.encoding($0) }
        let version = try reader.uint32()
        guard version == 1 else { throw .unknownVersion(version) }
        let (key, namespace) = (try reader.string(), try reader.string())
        let (reserved, hash, signature) = (try reader.string(), try reader.string(), try reader.string())
        try reader.end()
        do { publicKey = try SSHPublicKey(wire: key) } catch { throw .key(error) }
        guard !namespace.isEmpty else { throw .emptyNamespace }
        guard reserved.isEmpty else { throw .reservedData }
        let name = String(wireName: hash)
        guard let known = Hash(rawValue: name) else { throw .unknownHash(name) }
        self.namespace = Array(namespace)
        self.hash = known
        self.blob = blob
        proof = try Proof(signature, of: publicKey.kind)
    }

    private static let lineLength = 70

    /// As `ssh-keygen` writes it, with a line end.
    package var armored: String {
        var text = Self.header
        var rest = Array(Base64.encode(blob).utf8)[...]
        while !rest.isEmpty {
            text += rest.prefix(Self.lineLength)
            text.append(UInt8(ascii: "\n"))
            rest = rest.dropFirst(Self.lineLength)
        }
        text += Self.footer
        text.append(UInt8(ascii: "\n"))
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether an armor that could be read is just what `armored` gives. Each blob has one text in base64: only the ends
    /// of lines can differ.
    package static func isAsWritten(_ armor: ArraySlice<UInt8>) -> Bool {
        let body = armor.dropFirst(header.count).dropLast(footer.count + 1)
        return armor.last == UInt8(ascii: "\n")
            && body.indices.allSatisfy { index in
                let isEnd = (index - body.startIndex) % (lineLength + 1) == lineLength || index == body.endIndex - 1
                return isEnd == (body[index] == UInt8(ascii: "\n"))
            }
    }

    /// The bytes that were signed in place of the message (PROTOCOL.sshsig, 3).
    func signedData(digest: some Sequence<UInt8>) -> [UInt8] {
        var writer = WireWriter()
        writer.raw(Self.magic)
        writer.string(namespace)
        writer.string([])
        writer.string(hash.rawValue.utf8)
        writer.string(Array(digest))
        return writer.bytes
    }
}
