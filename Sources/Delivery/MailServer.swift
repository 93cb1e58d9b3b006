import FoundationEssentials

/// The server that takes mail, as `smtp://ana@relay.acme.example:587` names it.
package struct MailServer: Hashable, Sendable {
    package let isEncrypted: Bool
    package let host: String
    package let port: Int?
    package let user: String?
    package var password: String?

    /// - Parameter text: `smtp://` with STARTTLS, which may be missing on this machine only, or `smtps://`.
    /// - Throws: `badServer`, with what is wrong.
    package init(_ text: String) throws(DeliveryFailure) {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        guard scheme == "smtp" || scheme == "smtps" else {
            throw DeliveryFailure(.badServer, "it begins with neither smtp:// nor smtps://")
        }
        guard let url = URL(string: text), let host = url.host, !host.isEmpty else {
            throw DeliveryFailure(.badServer, "it has no host")
        }
        guard host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else {
            throw DeliveryFailure(.badServer, "its host has characters that no host has")
        }
        guard url.path.isEmpty || url.path == "/", url.query == nil else {
            throw DeliveryFailure(.badServer, "it has more than a host behind it")
        }
        isEncrypted = scheme == "smtps"
        self.host = host
        port = url.port
        user = url.user(percentEncoded: false)
        password = url.password(percentEncoded: false)
    }

    /// On this machine, where nobody reads along.
    var isLocal: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: String) -> Bool {
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        if bare.lowercased() == "localhost" || bare == "::1" { return true }
        let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0).map { "\($0)" } == String($0) }
    }

    /// Without who signs in: it is shown.
    package var address: String {
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        return "\(isEncrypted ? "smtps" : "smtp")://\(name)" + (port.map { ":\($0)" } ?? "")
    }
}
