package import Git

/// A setting of git that a server with our hooks needs.
package struct ServerSetting: Hashable, Sendable {
    package let key: String
    package let value: String
    package let reason: Reason
    /// The value that git uses now; nil: its default.
    package let found: String?
    package let isSet: Bool

    package enum Reason: Hashable, Sendable {
        /// Broken objects never come in.
        case soundObjects
        /// A publish moves main and its request together.
        case atomicPushes
    }

    package static func all(of repository: Repository) throws -> [ServerSetting] {
        func setting(_ key: String, _ reason: Reason, orElse other: String? = nil, byDefault: Bool) throws
            -> ServerSetting
        {
            let found = try repository.config(key) ?? other.flatMap { try repository.config($0) }
            let isTrue = found.map { ["", "true", "yes", "on", "1"].contains($0.lowercased()) } ?? byDefault
            return ServerSetting(key: key, value: "true", reason: reason, found: found, isSet: isTrue)
        }
        return [
            try setting("receive.fsckObjects", .soundObjects, orElse: "transfer.fsckObjects", byDefault: false),
            try setting("receive.advertiseAtomic", .atomicPushes, byDefault: true),
        ]
    }
}
