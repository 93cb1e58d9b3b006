import SSH

/// What is wrong with a key in the settings, in words.
struct SSHKeyFlaw {
    let error: SSHKeyError

    init(_ error: SSHKeyError) { self.error = error }

    var message: String {
        switch error {
        case .empty: "an empty line is not a key"
        case .severalLines: "a key is one line, and this is several"
        case .privateKey: "this is a private key"
        case .certificate: "a certificate is not a key"
        case .unknownKind(let name):
            isFile(name) ? "\(name) is the name of a file" : "\(name) is not a kind of key that can sign here"
        case .rsaTooShort(let bits): "an RSA key of \(bits) bits is too short to trust"
        case .rsaTooLong(let bits): "an RSA key of \(bits) bits is too long to verify"
        case .kindMismatch, .notBase64, .tooLarge, .encoding, .curveMismatch, .badPoint, .rsaNumbers:
            "the line was cut off or changed: its key is incomplete"
        }
    }

    var help: String {
        switch error {
        case .severalLines: "give each key an item of its own"
        case .privateKey: "remove it, make a new one (ssh-keygen -t ed25519), and put its .pub line here"
        case .certificate: "put the line of the key itself here"
        case .unknownKind(let name) where isFile(name): "put the line in that file here"
        case .rsaTooShort: "2048 bits or more, or ed25519"
        case .rsaTooLong: "8192 bits or fewer, or ed25519"
        default: "a line as in ~/.ssh/id_ed25519.pub: ssh-ed25519 AAAA… name"
        }
    }

    private func isFile(_ name: String) -> Bool {
        name.hasPrefix("~") || name.hasPrefix("/") || name.hasSuffix(".pub")
    }
}
