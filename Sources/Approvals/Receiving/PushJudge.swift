package import Git
import Resources

/// What a server makes of a push: nothing is against it, or why it is refused, ref by ref.
package struct PushJudgement {
    /// In the order of the push; empty: it may come.
    package let refusals: [PushRefusal]
    /// Names the members; nil: there is no workspace yet.
    package let workspace: OpenWorkspace?
}

extension PushJudgement {
    fileprivate init(
        refusing refs: [PushedRef], _ reason: PushRefusal.Reason, in workspace: OpenWorkspace? = nil
    ) {
        self.init(refusals: refs.map { PushRefusal(ref: $0.name, reason: reason) }, workspace: workspace)
    }
}

/// Judges a push before any ref moves (protocol.md, Receiving): by what the server has now, with the same code that
/// `verify` proves main with. It writes nothing.
///
/// What two pushes do that each pass alone, git's own compare-and-swap decides: main moves from one tip only once; and a
/// landing and a withdrawal both take the request's ref away.
package struct PushJudge {
    private let push: PushedRefs
    private let repository: Repository
    private let session: Session
    private let deadline: Deadline

    /// - Parameter repository: opened from the environment that git gives to its hooks: what is pushed is in quarantine.
    package init(_ push: PushedRefs, in repository: Repository, _ session: Session, before deadline: Deadline) {
        self.push = push
        self.repository = repository
        self.session = session
        self.deadline = deadline
    }

    package func judge() throws -> PushJudgement {
        let places: Places
        let served: ServedMain
        do {
            served = try ServedMain(in: repository)
            places = try Places(push, served, in: repository)
        } catch let unclear as ServedMain.Unclear {
            let meant = Places(push, main: nil, next: nil).all.filter { ref, place in
                place != .other || unclear.branches.contains { ref.name.isExactly(Refs.heads + $0) }
            }
            return PushJudgement(refusing: meant.map(\.ref), .unclearMain(unclear.branches))
        }
        let symbolic = try places.symbolic(in: repository)
        if !symbolic.isEmpty { return PushJudgement(refusals: symbolic, workspace: nil) }
        if places.governed.isEmpty { return PushJudgement(refusals: [], workspace: nil) }
        if let namespace = session.environment["GIT_NAMESPACE"], !namespace.isEmpty {
            return PushJudgement(refusing: places.governed, .namespace(namespace))
        }
        let changed = try places.governed.filter { ref in
            try repository.reference(ref.name) != ref.old || ref.old == nil && ref.new == nil
        }
        if !changed.isEmpty { return PushJudgement(refusing: changed, .changedMeanwhile) }
        return try judge(places, served)
    }

    private func judge(_ places: Places, _ served: ServedMain) throws -> PushJudgement {
        if let tip = served.tip, let main = places.main {
            return try judge(places, by: workspace(on: main, at: tip, from: served.genesis), isFirst: false)
        }
        guard let main = places.main, let first = push[main], let tip = first.new else {
            return PushJudgement(
                refusals: places.all.compactMap { ref, place in
                    if ref.new == nil || place == .other { return nil }
                    if case .reserved(let name) = place { return PushRefusal(ref: ref.name, reason: .reserved(name)) }
                    return PushRefusal(ref: ref.name, reason: .noWorkspace)
                }, workspace: nil)
        }
        if let problem = try FirstPush(repository, served).problem(first, main, tip) {
            // Whose events it is about, its own settings say.
            var known: OpenWorkspace?
            if case .invalid = problem { known = try workspace(on: main, at: tip, from: served.genesis) }
            return PushJudgement(refusing: [first], problem, in: known)
        }
        return try judge(places, by: workspace(on: main, at: tip, from: served.genesis), isFirst: true)
    }

    private func judge(_ places: Places, by workspace: OpenWorkspace, isFirst: Bool) throws -> PushJudgement {
        let pusher: Pusher
        do {
            pusher = try TransportIdentity(repository, session.environment).pusher(under: workspace.settings)
        } catch let error as Unidentified {
            return PushJudgement(refusing: places.governed, error.reason, in: workspace)
        }
        if isFirst, let member = pusher.member, !workspace.settings.permissions(of: member).contains(.manage) {
            return PushJudgement(refusing: places.governed, .firstPushBy(member: member.id), in: workspace)
        }
        var reception = Reception(push, workspace, by: pusher, isFirst: isFirst, deadline)
        var refusals: [Int: PushRefusal.Reason] = [:]
        // The landings decide which requests may be deleted.
        let order = push.refs.indices.filter { places[$0].isOfMain } + push.refs.indices.filter { !places[$0].isOfMain }
        for index in order where places[index] != .other {
            guard let reason = reason(push.refs[index], places[index], &reception) else { continue }
            refusals[index] = reason
            // There is no time for the others either.
            if case .tooLate = reason { break }
        }
        return PushJudgement(
            refusals: refusals.sorted { $0.key < $1.key }.map {
                PushRefusal(ref: push.refs[$0.key].name, reason: $0.value)
            }, workspace: workspace)
    }

    /// A ref that cannot be read is refused.
    private func reason(
        _ ref: PushedRef, _ place: RefPlace, _ reception: inout Reception
    ) -> PushRefusal.Reason? {
        do {
            try deadline.check()
            return try problem(ref, place, &reception)
        } catch let reason as PushRefusal.Reason {
            return reason
        } catch is Deadline.Passed {
            return .tooLate(seconds: Deadline.seconds)
        } catch let error as GitError {
            return .damaged(error.message)
        } catch let refusal as any Refusal {
            return .unreadable(refusal)
        } catch {
            return .damaged("\(error)")
        }
    }

    private func problem(
        _ ref: PushedRef, _ place: RefPlace, _ reception: inout Reception
    ) throws -> PushRefusal.Reason? {
        switch place {
        case .other: return nil
        case .reserved(let name): return ref.new == nil ? nil : .reserved(name)
        case .main, .nextMain: return try mainProblem(ref, place, &reception)
        case .request(let id): return try RequestRule(reception: reception).problem(ref, id)
        case .closed(let id): return try ClosedRule(reception: reception).problem(ref, id)
        case .draft(let member, let slug):
            return try DraftRule(reception: reception, member: member, slug: slug).problem(ref)
        }
    }

    private func mainProblem(
        _ ref: PushedRef, _ place: RefPlace, _ reception: inout Reception
    ) throws -> PushRefusal.Reason? {
        let rule = MainRule(reception: reception)
        guard let new = ref.new else {
            let isGone = try place == .nextMain || rule.isRenamed
            if !isGone { reception.isMainRefused = true }
            return isGone ? nil : .mainDeleted
        }
        do {
            let passed = try rule.judge(new)
            reception.advance(to: passed.tip, landing: passed.landing)
        } catch {
            reception.isMainRefused = true
            throw error
        }
        return nil
    }
}

extension PushJudge {
    private func workspace(on main: String, at tip: ObjectID, from genesis: ObjectID?) throws -> OpenWorkspace {
        try OpenWorkspace(
            session, repository, FoundMain(name: main, tip: tip, genesis: genesis), settings: PastSettings(repository))
    }
}

extension RefPlace {
    fileprivate var isOfMain: Bool { self == .main || self == .nextMain }
}
