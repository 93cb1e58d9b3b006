/// What is known about a message that waits to be sent, beside the message itself. Nothing in it is secret: who reads the
/// outbox can send nothing in anybody's name.
package struct Envelope: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable { case mail, webhook }

    package var version = 1
    package var kind: Kind
    /// What it is told apart by: a message with the id of one that waits or was sent is the same one.
    package var id: String
    /// An address, or where the address of a webhook is found.
    package var to: String
    /// The sender's address; of mail only.
    package var from: String?
    /// For people: `ana/work-email`.
    package var about: String
    /// For people: `submit`.
    package var act: String
    /// In Unix seconds, as the next two.
    package var written: Int
    package var expires: Int
    /// When it is tried next.
    package var next: Int
    package var attempts = 0
    /// Why the last attempt failed.
    package var failure: DeliveryFailure?
    /// It is tried no more, unless somebody asks for it.
    package var isGivenUp = false

    package init(
        kind: Kind, id: String, to: String, from: String? = nil, about: String, act: String, written: Int, expires: Int
    ) {
        self.kind = kind
        self.id = id
        self.to = to
        self.from = from
        self.about = about
        self.act = act
        self.written = written
        self.expires = expires
        next = written
    }
}

extension Envelope {
    /// Nobody who can write here makes numbers that no clock shows.
    var isSound: Bool {
        let moments = 0...(1 << 40)
        return version == 1 && (0...1_000_000).contains(attempts)
            && [written, expires, next].allSatisfy(moments.contains)
    }

    /// After how many seconds it is tried again, by how often it was: 1 minute, 5, 30, 2 hours, then every 12.
    private static let pauses = [60, 300, 1800, 7200, 43200]

    /// Takes note of an attempt that failed.
    mutating func fail(_ failure: DeliveryFailure, at time: Int) {
        attempts += 1
        self.failure = failure
        next = time + Self.pauses[min(attempts, Self.pauses.count) - 1]
        if failure.isFinal || next > expires { isGivenUp = true }
    }
}
