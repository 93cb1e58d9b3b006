package import Approvals
package import FoundationEssentials
import Git
package import Resources

/// The person for whom a page is written: who reads, when, and under which settings. The same facts are told
/// differently to members who may act on them.
package struct Reader: Sendable {
    package let policy: Policy
    package let layout: Layout
    /// What is published, for people: `main`.
    package let branch: String
    package let now: Date
    /// Nil: a stranger, or nobody in particular.
    package let member: Member?
    /// By how much local time is ahead of UTC at a moment; nil: times are shown in UTC.
    private let minutesAhead: (@Sendable (Int64) -> Int)?
    private let ids: ShortIDs
    /// Nobody knows when it is read: moments are told, and not how long ago they were.
    private(set) var isLater = false
    /// By member's id: how they are called, where they have a name.
    private let names: [String: String]

    package init(
        policy: Policy, layout: Layout, branch: String, now: Date, member: Member?, ids: ShortIDs = ShortIDs([]),
        minutesAhead: (@Sendable (Int64) -> Int)? = nil
    ) {
        self.policy = policy
        self.layout = layout
        self.branch = branch
        self.now = now
        self.member = member
        self.ids = ids
        self.minutesAhead = minutesAhead
        names = Self.names(of: policy.settings.allMembers)
    }

    /// - Parameter member: who asks; a command that anybody may use passes nil for a stranger.
    package init(_ workspace: OpenWorkspace, _ member: Member?) throws {
        self.init(
            policy: workspace.policy, layout: workspace.layout, branch: workspace.branch,
            now: workspace.session.clock(), member: member, ids: try Requests(workspace).shortIDs(),
            minutesAhead: workspace.session.minutesAhead)
    }

    /// The same facts for somebody else, who reads them elsewhere and at another time.
    func reading(as member: Member) -> Reader {
        var reader = Reader(policy: policy, layout: layout, branch: branch, now: now, member: member, ids: ids)
        reader.isLater = true
        return reader
    }

    package var settings: Settings { policy.settings }

    /// `2026-01-05 09:50 UTC`; on a terminal as clocks show it there: `2026-01-05 10:50 +01:00`.
    package func moment(_ seconds: Int64) -> String {
        let ahead = minutesAhead?(seconds)
        let local = Timestamp.text(Date(timeIntervalSince1970: Double(seconds) + Double(ahead ?? 0) * 60))
        let time = local.prefix(16).replacing("T", with: " ")
        guard let ahead, ahead != 0 else { return "\(time) UTC" }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time) \(ahead < 0 ? "-" : "+")\(two(abs(ahead) / 60)):\(two(abs(ahead) % 60))"
    }

    /// A request's id, as short as tells it from all others.
    package func short(_ id: String) -> String { ids.short(id) }
}

// MARK: - People

extension Reader {
    package func isMe(_ id: String) -> Bool { id == member?.id }

    /// Whether the reader's role has a permission; whether it holds for a change, `Policy` says.
    func has(_ permission: Permission) -> Bool {
        member.map { settings.permissions(of: $0).contains(permission) } ?? false
    }

    /// What a member is called, safe to print, with the id beside it where two have the same name; nil: the id says it
    /// all.
    func called(_ id: String) -> String? { names[id] }

    /// Of an id that is there twice the last counts.
    private static func names(of members: [Member]) -> [String: String] {
        let named = Dictionary(members.map { ($0.id, $0.name) }, uniquingKeysWith: { _, last in last })
            .filter { !$0.value.isEmpty }.mapValues(SafeText.line)
        let ids = Dictionary(grouping: members, by: { SafeText.line($0.name) }).mapValues { Set($0.map(\.id)) }
        return Dictionary(
            uniqueKeysWithValues: named.map { id, name in
                let isUnique = ids[name].map { $0.count == 1 } ?? true
                return (id, isUnique ? name : "\(name) (\(SafeText.line(id)))")
            })
    }

    /// A draft as it is typed: `ana/new-leads`; in full where that would name a model or sync.
    package func short(draft: String) -> String {
        let short = draft.hasPrefix("draft/") ? String(draft.dropFirst("draft/".count)) : draft
        return short.contains("/") && !short.hasPrefix("-") && ResourceID(short) == nil ? short : draft
    }
}
