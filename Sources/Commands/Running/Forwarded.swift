import Synchronization

/// The end of what was passed on.
final class Forwarded: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private static let limit = 64 << 10

    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    func note(_ more: [UInt8]) {
        bytes.withLock { bytes in
            bytes += more
            if bytes.count > 2 * Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
        }
    }
}
