package import Approvals
package import FoundationEssentials
import Git
package import Resources

/// For whom words are made: who reads, when, and by which settings. The same facts read differently to who may act on
/// them.
package struct Reader: Sendable {
    package let policy: Policy
    package let layout: Layout
    /// What is published, for people: `main`.
    package let branch: String
    package let now: Date
    /// Nil: a stranger, or nobody in particular.
    package let member: Member?
    private let ids: ShortIDs
    /// By member's id: how they are called, where they have a name.
    private let names: [String: Words]

    package init(
        policy: Policy, layout: Layout, branch: String, now: Date, member: Member?, ids: ShortIDs = ShortIDs([])
    ) {
        self.policy = policy
        self.layout = layout
        self.branch = branch
        self.now = now
        self.member = member
        self.ids = ids
        names = Self.names(of: policy.settings.allMembers)
    }

    /// - Parameter member: who asks; a command that anybody may use passes nil for a stranger.
    package init(_ workspace: OpenWorkspace, _ member: Member?) throws {
        self.init(
            policy: workspace.policy, layout: workspace.layout, branch: workspace.branch,
            now: workspace.session.clock(), member: member, ids: try workspace.shortIDs())
    }

    package var settings: Settings { policy.settings }

    /// A request's id, as short as tells it from all others.
    package func short(_ id: String) -> String { ids.short(id) }
}

// MARK: - People

extension Reader {
    /// A member by name; the id beside it where two have the same.
    package func name(_ id: String) -> Words { names[id] ?? Words(id) }

    /// Of an id that is there twice the last counts.
    private static func names(of members: [Member]) -> [String: Words] {
        let named = Dictionary(members.map { ($0.id, $0.name) }, uniquingKeysWith: { _, last in last })
            .filter { !$0.value.isEmpty }.mapValues(SafeText.line)
        let ids = Dictionary(grouping: members, by: { SafeText.line($0.name) }).mapValues { Set($0.map(\.id)) }
        return Dictionary(
            uniqueKeysWithValues: named.map { id, name in
                let isUnique = ids[name].map { $0.count == 1 } ?? true
                return (id, isUnique ? Words(trusted: name) : "\(Words(trusted: name)) (\(id))")
            })
    }

    /// `Bo Chen or Carol Diaz`; the reader is `you`, and comes first.
    package func who(_ ids: [String], _ last: Words = "or") -> Words {
        let mine = ids.filter { $0 == member?.id }
        return (mine.map { _ in "you" } + ids.filter { $0 != member?.id }.map(name)).inWords(last)
    }

    package func isMe(_ id: String) -> Bool { id == member?.id }

    /// A draft as it is typed: `ana/new-leads`.
    package func short(draft: String) -> String {
        let short = draft.hasPrefix("draft/") ? String(draft.dropFirst("draft/".count)) : draft
        return short.contains("/") && !short.hasPrefix("-") ? short : draft
    }
}

// MARK: - Time

extension Reader {
    /// `2 hours`; nil for what is no time.
    package func elapsed(since time: String) -> String? {
        guard let date = Timestamp.date(time) else { return nil }
        let seconds = Int(now.timeIntervalSince(date))
        let units = [
            (31_557_600, "year"), (2_629_800, "month"), (604_800, "week"), (86_400, "day"), (3600, "hour"),
            (60, "minute"),
        ]
        // Clocks differ by some minutes; what lies further ahead is not believed.
        if seconds < -600 { return nil }
        for (length, unit) in units where seconds >= length {
            // Weeks only up to the second month.
            let count = seconds / length
            return "\(count) \(count == 1 ? unit : unit + "s")"
        }
        return Self.justNow
    }

    /// Less than a minute.
    static let justNow = "a moment"

    /// `2 hours ago`
    package func ago(_ time: String) -> Words {
        elapsed(since: time).map { "\($0)\u{A0}ago" } ?? "at an unknown time"
    }
}
