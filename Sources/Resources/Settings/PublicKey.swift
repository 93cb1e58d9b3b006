/// The shape of an SSH public key line, as `ssh-keygen` writes it: `ssh-ed25519 AAAA… comment` (RFC 4253, 6.6; RFC 8709;
/// RFC 5656). Its meaning is for who verifies signatures.
package struct PublicKey: Hashable, Sendable {
    package let type: String
    /// The wire form: what makes two lines the same key, whatever their comments.
    package let blob: [UInt8]

    package struct Flaw: Error, Hashable, Sendable {
        package let message: String
        package let help: String?
    }

    static let types = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]

    package static func parse(_ line: String) -> Result<PublicKey, Flaw> {
        do throws(Flaw) { return .success(try PublicKey(line)) } catch { return .failure(error) }
    }

    package init(_ line: String) throws(Flaw) {
        if line.contains("PRIVATE KEY") {
            throw Flaw(
                message: "this is a private key",
                help: "take it out, make a new one (ssh-keygen -t ed25519), and put its .pub line here")
        }
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard let first = words.first else { throw Flaw(message: "an empty line is no key", help: PublicKey.help) }
        let type = String(first)
        if type.contains("-cert-v01@") {
            throw Flaw(message: "a certificate is no key", help: "put the line of the key itself here")
        }
        guard PublicKey.types.contains(type) else {
            let isPath = type.hasPrefix("~") || type.hasPrefix("/") || type.hasSuffix(".pub")
            throw Flaw(
                message: isPath ? "\(type) is the name of a file" : "\(type) is no kind of key that can sign here",
                help: isPath ? "put the line in that file here" : PublicKey.help)
        }
        guard words.count > 1, let blob = decodeBase64(words[1]) else {
            throw Flaw(message: "the line has been cut or changed: its key is not whole", help: PublicKey.help)
        }
        guard let fields = PublicKey.fields(blob), fields.first.map({ Array($0) }) == Array(type.utf8) else {
            throw Flaw(message: "the line has been cut or changed: its key is not whole", help: PublicKey.help)
        }
        if type == "ssh-ed25519", fields.count != 2 || fields[1].count != 32 {
            throw Flaw(message: "the line has been cut or changed: its key is not whole", help: PublicKey.help)
        }
        if type == "ssh-rsa" {
            guard fields.count == 3 else { throw Flaw(message: "the key is not whole", help: PublicKey.help) }
            let modulus = fields[2].drop { $0 == 0 }
            let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
            if bits < 2048 {
                throw Flaw(
                    message: "an RSA key of \(bits) bits is too short to trust", help: "2048 bits or more, or ed25519")
            }
        }
        self.type = type
        self.blob = blob
    }

    private static let help = "a line as in ~/.ssh/id_ed25519.pub: ssh-ed25519 AAAA… name"

    /// The blob's fields, each preceded by its length in four bytes; nil if they do not fill it exactly.
    private static func fields(_ blob: [UInt8]) -> [ArraySlice<UInt8>]? {
        var fields: [ArraySlice<UInt8>] = []
        var rest = blob[...]
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length <= rest.count else { return nil }
            fields.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return fields
    }
}

/// RFC 4648, section 4, with its padding; nil for anything else.
private func decodeBase64(_ text: Substring) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard !characters.isEmpty, characters.count % 4 == 0 else { return nil }
    let padding = characters.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3)
    var (bits, count) = (UInt32(0), 0)
    for character in characters.dropLast(padding) {
        let value: UInt8
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): value = 62
        case UInt8(ascii: "/"): value = 63
        default: return nil
        }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
    }
    return bytes
}
