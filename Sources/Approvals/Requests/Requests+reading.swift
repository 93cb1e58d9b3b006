import Git
import Resources
import YAML

/// How refs are read, and which of them count.
extension Requests {
    typealias Found = (request: ApprovalRequest?, problem: UnsoundRef?)

    /// Many, in order, on all cores; one that cannot be read is a value among them.
    func requests(at references: [Reference], state: ApprovalRequest.State) throws -> [Found] {
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

    /// The request at one ref; nil if there is no such ref, or it is not a valid request.
    func request(at name: String, state: ApprovalRequest.State) throws -> ApprovalRequest? {
        guard let tip = try SharedRefs(workspace).shared(name) else { return nil }
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
    func closed(
        _ request: ApprovalRequest, exists: (String) -> Bool = { _ in true }
    ) throws -> (request: ApprovalRequest, doubt: UnsoundRef?) {
        func closing(_ record: RequestRecord) -> Event? {
            policy.closing(of: record) { touches(of: request) }
        }
        if closing(request.record) != nil {
            return (ApprovalRequest(state: .closed, record: request.record, tip: request.tip), nil)
        }
        let name = Refs.closed + request.id
        guard exists(name), let tip = try SharedRefs(workspace).shared(name) else { return (request, nil) }
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
    func touches(of request: ApprovalRequest) -> [Touch] {
        do {
            return try RevisionMeaning(
                request.revision, of: request.draftName, onto: tip, before: published, line: line, layout: layout
            ).meaning.touches
        } catch {
            return [.unknown]
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
