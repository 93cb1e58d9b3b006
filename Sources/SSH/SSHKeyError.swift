/// Why a line or some bytes are not a key that can sign here.
///
/// Names that came from outside are not safe to print as they are.
package enum SSHKeyError: Error, Hashable, Sendable {
    case empty
    case severalLines
    /// A private key, or a part of its file.
    case privateKey
    /// By the kind that it certifies.
    case certificate(String)
    case unknownKind(String)
    /// The line names one kind, its key is of another.
    case kindMismatch(line: String, wire: String)
    case notBase64
    case tooLarge(bytes: Int)
    case encoding(WireError)
    /// An ECDSA key that names another curve than its kind does.
    case curveMismatch(String)
    /// A point that is not of the length, or not in the (uncompressed) form, that its kind has.
    case badPoint(bytes: Int)
    case rsaTooShort(bits: Int)
    case rsaTooLong(bits: Int)
    /// An exponent that is even, 1, or above 2^33; or an even modulus.
    case rsaNumbers
}

extension SSHKeyError {
    /// Short, and the same forever.
    package var name: String {
        switch self {
        case .empty: "key-empty"
        case .severalLines: "key-several-lines"
        case .privateKey: "key-private"
        case .certificate: "key-certificate"
        case .unknownKind: "key-unknown-kind"
        case .kindMismatch: "key-kind-mismatch"
        case .notBase64: "key-not-base64"
        case .tooLarge: "key-too-large"
        case .encoding(let error): "key-\(error.name)"
        case .curveMismatch: "key-curve-mismatch"
        case .badPoint: "key-bad-point"
        case .rsaTooShort: "key-rsa-too-short"
        case .rsaTooLong: "key-rsa-too-long"
        case .rsaNumbers: "key-rsa-numbers"
        }
    }
}

extension WireError {
    /// Short, and the same forever.
    package var name: String {
        switch self {
        case .truncated: "truncated"
        case .trailingBytes: "trailing-bytes"
        case .badNumber: "bad-number"
        }
    }
}

extension String {
    /// A name on the wire that is to be told to people: what is not UTF-8 is replaced, and the rest left out.
    package init(wireName bytes: some Collection<UInt8>) { self.init(decoding: bytes.prefix(64), as: UTF8.self) }
}
