package import FoundationEssentials
package import Git
import Resources

/// Notes down the acts that a push brought and of which members are to hear, where the settings let the server tell them.
package struct PushAnnouncer {
    private let push: PushedRefs
    private let repository: Repository
    /// As it was before the push.
    private let settings: Settings
    private let branch: String

    /// Nil: somebody else tells the members, or nobody does.
    package init?(_ push: PushedRefs, in repository: Repository) throws {
        let served = try ServedMain(in: repository)
        guard let branch = served.branch, let tip = push[Refs.heads + branch]?.old ?? served.tip,
            let settings = try ServedMain.settings(at: tip, in: repository), settings.notifications.tellAnybody,
            settings.notifications.via == .server,
            try Announcements(repository).areTold(by: settings.notifications)
        else { return nil }
        self.push = push
        self.repository = repository
        self.settings = settings
        self.branch = branch
    }

    /// One that cannot be noted keeps no other from it.
    ///
    /// - Returns: why some could not be.
    package func announce(at time: Date) -> [any Error] {
        var problems: [any Error] = []
        let announcements = Announcements(repository)
        for ref in push.refs {
            do {
                for (actor, refs) in try acts(of: ref) {
                    let announcement = announcements.announcement(
                        of: refs, by: actor, at: nil, time: Int(time.timeIntervalSince1970))
                    try announcements.begin(announcement)
                    try announcements.confirm(announcement)
                }
            } catch { problems.append(error) }
        }
        return problems
    }

    /// Who acted, and the refs that it moved.
    private func acts(of ref: PushedRef) throws -> [(actor: String, refs: [RefUpdate])] {
        guard let new = ref.new else { return [] }
        if ref.name.isExactly(Refs.heads + branch) {
            guard ref.old != nil, let actor = try lander(to: new) else { return [] }
            return [(actor, [update(ref)])]
        }
        if ref.name.hasBytes(Refs.closed) {
            let name = Refs.requests + ref.name.dropFirst(Refs.closed.count)
            let last = try EventChain(endingIn: new, in: repository).last
            let others = [push[name], draft(of: last)].compactMap(\.self)
            return [(last.event.actor, [update(ref)] + others.map(update))]
        }
        guard ref.name.hasBytes(Refs.requests) else { return [] }
        let known = try ref.old.map { try EventChain(endingIn: $0, in: repository).count } ?? 0
        let actors = try EventChain(endingIn: new, in: repository).events.dropFirst(known).map(\.event.actor)
        return actors.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.map { ($0, [update(ref)]) }
    }

    /// The draft that was deleted with its request.
    private func draft(of last: RecordedEvent) -> PushedRef? {
        guard last.event.kind == .delete else { return nil }
        return push.refs.first { $0.new == nil && $0.name.hasBytes(Refs.drafts) }
    }

    private func lander(to tip: ObjectID) throws -> String? {
        guard let landing = try LandingOnMain(at: tip, in: repository) else { return nil }
        return try EventChain(endingIn: landing.lastEvent, in: repository).last.event.actor
    }

    private func update(_ ref: PushedRef) -> RefUpdate {
        RefUpdate(name: ref.name, expected: ref.old, new: ref.new, message: "assent: pushed")
    }
}
