/// The settings of mail and webhooks (format.md, `notifications`).
package struct Notifications: Hashable, Sendable {
    /// Who sends what there is to send.
    package enum Sender: String, Hashable, Sendable, CaseIterable {
        /// The program of the member who acted.
        case clients
        /// The one repository whose git config says `assent.sends true`.
        case server
    }

    /// An act, as a webhook names it.
    package enum Event: String, Hashable, Sendable, CaseIterable {
        case submitted, revised, commented, approved, declined, published, withdrawn, deleted
    }

    /// An address to call.
    package struct Webhook: Hashable, Sendable {
        package enum Format: String, Hashable, Sendable, CaseIterable { case json, slack }

        /// Where the address is found, which is never in the repository: an environment variable
        /// (`ASSENT_WEBHOOK_SALES`), or the name in git config `assent.webhook.<name>.url`.
        package var source: String
        package var format: Format
        package var events: Set<Event>

        package init(source: String, format: Format = .json, events: Set<Event> = Set(Event.allCases)) {
            self.source = source
            self.format = format
            self.events = events
        }
    }

    /// The sender of mail; without one no mail is sent.
    package var from: Mailbox?
    package var via = Sender.clients
    /// How long it is tried to deliver a message, in seconds.
    package var expire = Self.defaultExpire
    package var webhooks: [Webhook] = []

    /// Three days.
    package static let defaultExpire = 3 * 24 * 3600

    package init() {}

    package var tellAnybody: Bool { from != nil || !webhooks.isEmpty }

    /// `3d`, `12h` or `30m` in seconds.
    static func seconds(_ text: String) -> Int? {
        guard let unit = text.last, let length = units[unit], let count = Int(text.dropLast()), count >= 1,
            text.utf8.count <= 5, text.utf8.first != UInt8(ascii: "+"), text.utf8.first != UInt8(ascii: "0")
        else { return nil }
        return count * length
    }

    /// `3d`
    static func words(_ seconds: Int) -> String {
        let unit = units.filter { seconds.isMultiple(of: $0.value) }.max { $0.value < $1.value }
        return unit.map { "\(seconds / $0.value)\($0.key)" } ?? "\(seconds / 60)m"
    }

    private static let units: [Character: Int] = ["m": 60, "h": 3600, "d": 24 * 3600]

    /// Whether a webhook's address may be looked for under this name.
    static func isSource(_ name: String) -> Bool {
        func isMade(_ text: Substring, of others: ClosedRange<Character>, and mark: Character) -> Bool {
            !text.isEmpty && text.utf8.count <= 100
                && text.allSatisfy { others.contains($0) && $0.isASCII || ("0"..."9").contains($0) || $0 == mark }
        }
        let prefix = "ASSENT_WEBHOOK_"
        return name.hasPrefix(prefix)
            ? isMade(name.dropFirst(prefix.count), of: "A"..."Z", and: "_") : isMade(name[...], of: "a"..."z", and: "-")
    }
}
