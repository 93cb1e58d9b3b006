import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The address of a webhook, with the one machine that it may mean. A name that leads into a private network reaches
/// nothing there, however it is written, unless somebody has listed it.
struct WebhookTarget: Hashable, Sendable {
    let url: String
    /// For curl: `hooks.example:443:203.0.113.7`; nil: the URL has the address itself.
    let resolved: String?
    let isEncrypted: Bool

    /// - Parameter allowed: names of hosts that may be private.
    /// - Throws: `addressRefused` or `unreachable`.
    init(_ text: String, allowed: Set<String>, resolving: (String, Int) -> [NetworkAddress]? = NetworkAddress.all)
        throws(DeliveryFailure)
    {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), let host = url.host?.lowercased(),
            !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw DeliveryFailure(.addressRefused, "it is not a URL") }
        let isLocal = MailServer.isLoopback(host)
        guard scheme == "https" || scheme == "http" && isLocal else {
            throw DeliveryFailure(.addressRefused, "it does not begin with https://")
        }
        guard url.user == nil, url.password == nil else {
            throw DeliveryFailure(.addressRefused, "it has a user in it")
        }
        let port = url.port ?? (scheme == "https" ? 443 : 80)
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        guard let found = resolving(bare, port), let first = found.first else {
            throw DeliveryFailure(.unreachable, "no address of \(host) was found")
        }
        if !allowed.contains(host), let inner = found.first(where: { !$0.isPublic && !(isLocal && $0.isLoopback) }) {
            throw DeliveryFailure(.addressRefused, "\(host) is \(inner.text), which is not on the public network")
        }
        self.url = text
        isEncrypted = scheme == "https"
        resolved =
            bare.contains(":") ? nil : "\(host):\(port):\(first.text.contains(":") ? "[\(first.text)]" : first.text)"
    }
}

/// An address of the internet protocol, as its bytes.
struct NetworkAddress: Hashable, Sendable {
    /// 4 or 16.
    let bytes: [UInt8]

    /// What a name means, by the system's resolver; nil: nothing.
    static func all(of host: String, _ port: Int) -> [NetworkAddress]? {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &first) == 0 else { return nil }
        defer { freeaddrinfo(first) }
        var found: [NetworkAddress] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr else { continue }
            let raw = UnsafeRawPointer(address)
            switch entry.ai_family {
            case AF_INET:
                let address = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
                found.append(NetworkAddress(bytes: withUnsafeBytes(of: address) { Array($0) }))
            case AF_INET6:
                let address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
                found.append(NetworkAddress(bytes: withUnsafeBytes(of: address) { Array($0) }))
            default: break
            }
        }
        return found
    }

    /// The four bytes that it stands for, where it is one of version 4 in another dress: mapped (RFC 4291, 2.5.5.2),
    /// compatible, NAT64 (RFC 6052, 2.1) or 6to4 (RFC 3056).
    private var version4: [UInt8]? {
        if bytes.count == 4 { return bytes }
        guard bytes.count == 16 else { return nil }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        let isCompatible = bytes[..<12].allSatisfy { $0 == 0 } && bytes[12...] != [0, 0, 0, 1]
        let isTranslated = bytes[..<12] == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if isMapped || isCompatible || isTranslated { return Array(bytes[12...]) }
        return bytes[0] == 0x20 && bytes[1] == 0x02 ? Array(bytes[2..<6]) : nil
    }

    var isLoopback: Bool {
        version4.map { $0[0] == 127 } ?? (bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1)
    }

    /// Whether it is one that anybody may have (the IANA special-purpose registries).
    var isPublic: Bool {
        guard let four = version4 else { return isPublicVersion6 }
        switch (four[0], four[1]) {
        case (0, _), (10, _), (127, _), (224...255, _): return false
        case (100, 64...127), (169, 254), (172, 16...31), (192, 168), (198, 18...19): return false
        case (192, 0): return four[2] != 0 && four[2] != 2
        case (198, 51): return four[2] != 100
        case (203, 0): return four[2] != 113
        case (192, 88): return four[2] != 99
        default: return true
        }
    }

    private var isPublicVersion6: Bool {
        // Only 2000::/3 is given out; Teredo, documentation and benchmarks lie in it. Local NAT64 (64:ff9b:1::/48) does not.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01 { return bytes[2] >= 0x02 && !(bytes[2] == 0x0D && bytes[3] == 0xB8) }
        return !(bytes[0] == 0x3F && bytes[1] == 0xFF && bytes[2] < 0x10)
    }

    /// As curl reads it.
    var text: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }
}
