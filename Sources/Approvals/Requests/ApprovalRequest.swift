package import Git
import Resources
import YAML

/// A request to publish one revision of a draft, with all that was said about it.
package struct ApprovalRequest: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case open
        /// Withdrawn, or deleted with its draft.
        case closed
        /// By this commit on main.
        case published(ObjectID)
    }

    package let state: State
    /// What stands of its events: of a published one under the settings before its landing, else under those of now.
    package let record: RequestRecord
    /// Where its ref points; of a published one, the last event on main.
    package let tip: ObjectID

    package var chain: EventChain { record.chain }
    package var id: String { record.id }
    package var draftName: String { record.proposal.draft }
    package var revision: ObjectID { record.proposal.revision }
    package var subject: String { record.proposal.subject }
    /// Who asked first.
    package var author: String { record.author }
    package var reference: String { Refs.requests + id }
}

/// A ref where requests are that is not a request: anybody who can push may have made it. It counts for nothing, and is in
/// nobody's way.
package struct UnsoundRef: Error, Hashable, Sendable {
    /// By the name that it has for everybody.
    package let name: String
    /// Of the remote that has it; nil: it is here alone.
    package let remote: String?
    package let problem: Problem

    package enum Problem: Hashable, Sendable {
        /// What it leads to cannot be read as the events of a request.
        case notEvents(String)
        /// The ref is named otherwise than its first event says.
        case anotherID(String)
        case anotherWorkspace(String, branch: String)
        /// It ends in no act that closes the request, or in one that is void, or that its actor may not do.
        case closesNothing(VoidReason?)
    }
}

extension OpenWorkspace {
    /// All open requests, newest first.
    package func openRequests() throws -> [ApprovalRequest] { try foundRequests().open }

    /// Open requests, newest first; beside them those that are closed though somebody pushed their refs again, and the refs
    /// that are not requests.
    package func foundRequests() throws -> (
        open: [ApprovalRequest], reopened: [ApprovalRequest], unsound: [UnsoundRef]
    ) {
        var open: [ApprovalRequest] = []
        var reopened: [ApprovalRequest] = []
        var unsound: [UnsoundRef] = []
        // Most requests have none, and to look for each of a thousand takes longer than to list them.
        let closedRefs = Set(try shared(under: Refs.closed).map { ExactText($0.name) })
        for (request, problem) in try requests(at: shared(under: Refs.requests), state: .open) {
            if let problem { unsound.append(problem) }
            guard let request else { continue }
            let (now, doubt) = try closed(request) { closedRefs.contains(ExactText($0)) }
            if let doubt { unsound.append(doubt) }
            if now.state == .open { open.append(now) } else { reopened.append(now) }
        }
        return (
            open.sorted { ($0.record.submitted, $0.id) > ($1.record.submitted, $1.id) }, reopened,
            unsound.sorted { $0.name.isExactlyBefore($1.name) }
        )
    }

    /// Withdrawn and deleted requests, newest first.
    package func closedRequests() throws -> [ApprovalRequest] {
        try requests(at: shared(under: Refs.closed), state: .closed).compactMap(\.request)
            .sorted { ($0.record.submitted, $0.id) > ($1.record.submitted, $1.id) }
    }

    /// Refs where closed requests are kept that do not lead to one.
    package func unsoundClosedRefs() throws -> [UnsoundRef] {
        try requests(at: shared(under: Refs.closed), state: .closed).compactMap(\.problem)
    }

    /// Requests that are part of main's history, newest first; they need no ref.
    package func publishedRequests() throws -> [ApprovalRequest] {
        try landings().compactMap { try published(by: $0) }
    }

    /// The request that a landing published; nil where its events are not those of a request.
    func published(by landing: LandingOnMain) throws -> ApprovalRequest? {
        let chain: EventChain
        do { chain = try EventChain(endingIn: landing.lastEvent, in: repository) } catch is ChainProblem { return nil }
        let settings = try pastSettings.settings(before: landing.commit) ?? settings
        return ApprovalRequest(
            state: .published(landing.commit), record: RequestRecord(chain, under: settings), tip: landing.lastEvent)
    }

    /// An open request, as its ref has it.
    func openRequest(at tip: ObjectID) throws -> ApprovalRequest {
        let chain = try chains.chain(endingIn: tip, in: repository)
        return ApprovalRequest(state: .open, record: RequestRecord(chain, under: settings), tip: tip)
    }

    /// The open request of a draft.
    package func openRequest(of draft: String) throws -> ApprovalRequest? {
        try openRequests().first { $0.draftName.isExactly(draft) }
    }
}

// MARK: - Reading refs

extension OpenWorkspace {
    private typealias Found = (request: ApprovalRequest?, problem: UnsoundRef?)

    /// Many, in order, on all cores; one that cannot be read is a value among them.
    private func requests(at references: [Reference], state: ApprovalRequest.State) throws -> [Found] {
        let reader = reader(of: state)
        let reading = OnAllCores<Reference, RequestReader.Found>(references, chunk: 32, in: repository) { own in
            { references in references.map { reader.read($0, in: own) } }
        }
        return reading.outcomes { references in references.map { reader.read($0, in: repository) } }.map { outcome in
            switch outcome {
            case .success(let request): (request, nil)
            case .failure(let problem): (nil, problem)
            }
        }
    }

    private func reader(of state: ApprovalRequest.State) -> RequestReader {
        RequestReader(settings: settings, branch: branch, remote: remote?.name, state: state, chains: chains)
    }

    /// The request at one ref; nil where there is no such ref, or where it is not sound.
    func request(at name: String, state: ApprovalRequest.State) throws -> ApprovalRequest? {
        guard let tip = try shared(name) else { return nil }
        let reader = reader(of: state)
        switch reader.read(Reference(name: name, id: tip), in: repository) {
        case .success(let request): return state == .open ? try closed(request).request : request
        case .failure: return nil
        }
    }

    /// Why a ref is not a request; nil where it is one.
    func unsoundRef(at reference: Reference, state: ApprovalRequest.State) throws -> UnsoundRef? {
        switch reader(of: state).read(reference, in: repository) {
        case .success(let request): state == .open ? try closed(request).doubt : nil
        case .failure(let problem): problem
        }
    }

    /// **Closed wins**: a request that was withdrawn or deleted does not come back, whoever pushes its ref again, or events
    /// behind the one that closed it. A closed ref counts if it begins with the same first event and holds an act that
    /// closes the request, which stands and whose actor may: else anybody could close anything.
    private func closed(
        _ request: ApprovalRequest, exists: (String) -> Bool = { _ in true }
    ) throws -> (request: ApprovalRequest, doubt: UnsoundRef?) {
        func closing(_ record: RequestRecord) -> Event? {
            policy.closing(of: record) { touches(of: request) }
        }
        if closing(request.record) != nil {
            return (ApprovalRequest(state: .closed, record: request.record, tip: request.tip), nil)
        }
        let name = Refs.closed + request.id
        guard exists(name), let tip = try shared(name) else { return (request, nil) }
        let reader = reader(of: .closed)
        switch reader.read(Reference(name: name, id: tip), in: repository) {
        case .failure(let problem): return (request, problem)
        case .success(let twin):
            if closing(twin.record) != nil { return (twin, nil) }
            let reason = twin.record.voids.last { $0.event.closes }?.reason
            return (request, UnsoundRef(name: name, remote: remote?.name, problem: .closesNothing(reason)))
        }
    }

    /// What publishing a request would reach. Of one that cannot be published it cannot be told: only an unlimited role
    /// reaches that.
    private func touches(of request: ApprovalRequest) -> [Touch] {
        do { return try plan(request.revision, of: request.draftName, request: request, onto: tip).touches } catch {
            return [
                Touch(
                    file: .model(""), needsApproval: true, sources: [], destinations: [], usedDestinations: [],
                    isUnknown: true)
            ]
        }
    }
}

/// Reads one ref as a request, and says why it is not one: nothing that somebody pushed ends a listing.
private struct RequestReader: Sendable {
    typealias Found = Result<ApprovalRequest, UnsoundRef>

    let settings: Settings
    let branch: String
    let remote: String?
    let state: ApprovalRequest.State
    let chains: ChainCache

    func read(_ reference: Reference, in repository: Repository) -> Found {
        func unsound(_ problem: UnsoundRef.Problem) -> Found {
            .failure(UnsoundRef(name: reference.name, remote: remote, problem: problem))
        }
        let chain: EventChain
        do { chain = try chains.chain(endingIn: reference.id, in: repository) } catch let error as ChainProblem {
            return unsound(.notEvents(error.reason))
        } catch let error as GitError {
            return unsound(.notEvents(error.message))
        } catch { return unsound(.notEvents("\(error)")) }
        guard reference.name.isExactly((state == .closed ? Refs.closed : Refs.requests) + chain.id) else {
            return unsound(.anotherID(chain.id))
        }
        guard chain.first.workspace.isExactly(settings.id), chain.first.branch.isExactly(branch) else {
            return unsound(.anotherWorkspace(chain.first.workspace, branch: chain.first.branch))
        }
        let record = RequestRecord(chain, under: settings)
        guard state != .closed || chain.events.contains(where: \.event.closes) else {
            return unsound(.closesNothing(nil))
        }
        return .success(ApprovalRequest(state: state, record: record, tip: reference.id))
    }
}
