import Git
import Resources

/// What a push is judged by: the push, what the server has before it, who pushes, and what main becomes.
struct Reception {
    let push: PushedRefs
    let workspace: OpenWorkspace
    let pusher: Pusher
    /// The server had no workspace before: events that were recorded elsewhere come with it.
    let isFirst: Bool
    let deadline: Deadline
    /// Main as it becomes.
    var tip: ObjectID
    /// The landings of the push: the commit of each, by the request's id.
    var landing: [String: ObjectID] = [:]
    /// Main is refused: what was to go with it is not told again.
    var isMainRefused = false
    /// Of the drafts that the push brings, where they left main.
    var line: MainLine

    init(
        _ push: PushedRefs, _ workspace: OpenWorkspace, by pusher: Pusher, isFirst: Bool, _ deadline: Deadline
    ) {
        self.push = push
        self.workspace = workspace
        self.pusher = pusher
        self.isFirst = isFirst
        self.deadline = deadline
        tip = workspace.tip
        line = workspace.line
    }

    /// Main is where the push takes it.
    mutating func advance(to tip: ObjectID, landing: [String: ObjectID]) {
        self.tip = tip
        self.landing = landing
        if tip != workspace.tip { line = MainLine(tip, in: workspace.repository) }
    }
}

/// A rule on some refs of a push.
protocol RefRule: OnWorkspace {
    var reception: Reception { get }
}

extension RefRule {
    var workspace: OpenWorkspace { reception.workspace }
    var push: PushedRefs { reception.push }
    var pusher: Pusher { reception.pusher }

    /// The chain of events at a ref of the server, where it is that of this request; nil where nothing sound is there.
    func chain(at prefix: String, _ id: String) throws -> EventChain? {
        guard let tip = try repository.reference(prefix + id) else { return nil }
        do {
            let chain = try chains.chain(endingIn: tip, in: repository)
            return chain.id == id ? chain : nil
        } catch is ChainProblem { return nil } catch let error as GitError where error.isWrongKind { return nil }
    }

    /// What a push brings, as the chain of one request of this workspace.
    ///
    /// - Throws: `PushRefusal.Reason.unsound`.
    func requireChain(endingIn tip: ObjectID, called id: String) throws -> EventChain {
        func unsound(_ problem: UnsoundRef.Problem) -> PushRefusal.Reason { .unsound(problem) }
        let chain: EventChain
        do { chain = try chains.chain(endingIn: tip, in: repository) } catch let error as ChainProblem {
            throw unsound(.notEvents(error.reason))
        } catch let error as GitError where error.isWrongKind {
            throw unsound(.notEvents(error.message))
        }
        guard chain.id == id else { throw unsound(.anotherID(chain.id)) }
        guard chain.first.workspace.isExactly(settings.id), chain.first.branch.isExactly(branch) else {
            throw unsound(.anotherWorkspace(chain.first.workspace, branch: chain.first.branch))
        }
        return chain
    }

    /// The event that closed a request, as the server has it; nil: it is not closed.
    func closing(of id: String) throws -> Event? {
        guard let found = try Requests(workspace).request(at: Refs.closed + id, state: .closed) else { return nil }
        return policy.closing(of: found.record) { Requests(workspace).touches(of: found) }
    }

    /// The commit on main that published a request, before this push or by it.
    func publishing(of id: String) throws -> ObjectID? {
        try reception.landing[id] ?? PastLandings(upTo: tip, in: repository).commits(of: [id])[id]
    }

    /// That whoever pushes may bring this event.
    ///
    /// - Parameter settings: those that judge it.
    func problem(bringing recorded: RecordedEvent, under settings: Settings) -> PushRefusal.Reason? {
        let event = recorded.event
        if reception.isFirst { return nil }
        switch pusher {
        case .unknown: return nil
        case .member(let member):
            return event.actor.isExactly(member.id)
                ? nil : .anotherActor(event, commit: recorded.commit, pusher: member.id)
        case .relay(let name):
            let standing = EventStanding(of: recorded.signed, under: settings)
            // One that is void for another reason is told as such.
            if standing.isVoid && standing != .void(.notSigned) || standing.key != nil { return nil }
            return .unsignedRelay(event, commit: recorded.commit, relay: name)
        }
    }

    /// Why the commits of a revision may not come: protocol.md, Publishing.
    func unfitness(of revision: ObjectID, _ draft: String) throws -> PushRefusal.Reason? {
        let merger = Merger(repository: repository, layout: layout)
        do {
            try merger.checkCommits(
                of: revision, draft: draft, notIn: reception.tip,
                known: reception.line.departure(of: revision)?.commits)
            return nil
        } catch ContentRefusal.unfitCommit(_, let commit, let problem) {
            return .unfit(commit: commit, problem)
        }
    }
}
