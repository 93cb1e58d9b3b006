import Git
import Resources

/// Finds the branch that is published (protocol.md, Refs). In order: git config `assent.branch`; the pin; `--genesis`;
/// the remote's HEAD; the one local branch that can be it. If none of these decides, nothing is guessed. That a branch
/// is called `main`, or that its own settings name it, decides nothing: anybody who may push can push such a branch.
struct MainFinder {
    let repository: Repository
    let session: Session
    let past: PastSettings
    let remote: Remote?

    init(_ repository: Repository, _ session: Session, settings past: PastSettings? = nil) throws {
        self.repository = repository
        self.past = past ?? PastSettings(repository)
        self.session = session
        remote = try Remote.configured(in: repository)
    }

    /// Nil: no branch here carries the settings of a workspace.
    func find() throws -> FoundMain? {
        let pin = try Pin(of: repository)
        let named = try session.genesis.map(commit(named:))
        if let named, let pin, named != pin.genesis, !session.forgets {
            throw WorkspaceRefusal.anotherGenesis(pinned: pin.genesis, named: named)
        }
        if let branch = try repository.config("assent.branch") {
            return try configured(branch, genesis: named ?? pin?.genesis, isPinned: pin != nil)
        }
        if let named, pin == nil || session.forgets { return try started(at: named) }
        if let pin { return try pin.branch == nil ? started(at: pin.genesis) : pinned(pin) }
        return try firstUse()
    }

    // MARK: The pin

    private func pinned(_ pin: Pin) throws -> FoundMain? {
        guard let branch = pin.branch else { return nil }
        if let remote, let tip = try tip(of: branch, at: remote), try pin.remote == remote.name || hasSettings(tip) {
            return try followed(branch, pin, to: tip, at: remote)
        }
        if let remote, pin.remote == remote.name {
            if let next = try next(after: branch, pin, tip: nil, at: remote) { return next }
            guard let tip = try lastTip(of: branch, pin) else { return nil }
            var gone = found(branch, tip, at: remote, pin.genesis)
            gone.isGone = true
            return gone
        }
        guard let tip = try tip(of: branch, at: nil) else { return try next(after: branch, pin, tip: nil, at: nil) }
        return try followed(branch, pin, to: tip, at: nil)
    }

    /// Main where the branch that is pinned has gone, unless it goes on under another name: that branch may be one
    /// which somebody pushed under the old name since. Looked at once for each tip.
    private func followed(_ branch: String, _ pin: Pin, to tip: ObjectID, at remote: Remote?) throws -> FoundMain {
        if try name(in: tip)?.isExactly(branch) != true, let next = try next(after: branch, pin, tip: tip, at: remote) {
            return next
        }
        var found = found(branch, tip, at: remote, pin.genesis)
        if tip == pin.lastSeen && pin.remote == (remote?.name ?? pin.remote) || repository.isShallow { return found }
        let lost = try lostCommit(tip, pin, isShared: remote != nil)
        let isKnown = lost == nil || lost == pin.lastSeen
        let seen = [Remembered.tip(of: repository, from: pin.genesis), isKnown ? pin.lastSeen : nil]
        let others = try candidates(at: remote).filter { !$0.branch.isExactly(branch) }
        if try !others.isEmpty && (lost != nil || isDoubtful(tip, since: pin.lastSeen)),
            let next = try onlyProven(others, from: pin.genesis, after: seen.compactMap(\.self))
        {
            return renamed(branch, to: next, pin, at: remote)
        }
        if let lost {
            // git may have thrown away what was lost long ago. Without its start, main is another's.
            let isSetBack = try lost != pin.genesis && repository.exists(lost) && isOnLine(tip, of: lost)
            found.notice =
                isSetBack
                ? .setBack(branch: branch, remote: remote?.name, from: lost, to: tip)
                : .lost(branch: branch, remote: remote?.name, commit: lost)
        } else {
            Pin(branch: branch, genesis: pin.genesis, remote: remote?.name ?? pin.remote, lastSeen: tip)
                .writeIfPossible(in: repository)
        }
        return found
    }

    /// Published commits that are missing from the line to a tip, as `verify` would report.
    ///
    /// - Parameter isShared: whoever sets back a main that is here alone knows what was on it; on a remote, it was
    ///   somebody else.
    private func lostCommit(_ tip: ObjectID, _ pin: Pin, isShared: Bool) throws -> ObjectID? {
        let verified = session.forgets ? nil : Remembered.tip(of: repository, from: pin.genesis)
        if let verified, try !isOnLine(verified, of: tip) { return verified }
        if let seen = pin.lastSeen {
            if try isOnLine(seen, of: tip) { return nil }
            // Whoever takes back what nobody approved loses nothing that was published.
            if try isShared && !session.forgets && Verifier(repository).published(on: seen, missingFrom: tip) {
                return seen
            }
        }
        return try isOnLine(pin.genesis, of: tip) ? nil : pin.genesis
    }

    private func isDoubtful(_ tip: ObjectID, since seen: ObjectID?) throws -> Bool {
        guard let seen else { return false }
        return try !Verifier(repository).goesOn(from: seen, to: tip)
    }

    /// The name under which main continues, if it was renamed: followed once the whole line to it is proven, since a
    /// branch can claim anything.
    ///
    /// - Parameter tip: of the branch that is pinned; nil where that is gone.
    private func next(after branch: String, _ pin: Pin, tip: ObjectID?, at remote: Remote?) throws -> FoundMain? {
        let seen = [tip, Remembered.tip(of: repository, from: pin.genesis)].compactMap(\.self)
        let wanted = try tip.flatMap(name)
        let candidates = try candidates(at: remote).filter {
            !$0.branch.isExactly(branch) && (wanted ?? $0.branch).isExactly($0.branch)
        }
        return try onlyProven(candidates, from: pin.genesis, after: seen).map {
            renamed(branch, to: $0, pin, at: remote)
        }
    }

    private func renamed(_ branch: String, to next: Candidate, _ pin: Pin, at remote: Remote?) -> FoundMain {
        Pin(branch: next.branch, genesis: pin.genesis, remote: remote?.name, lastSeen: next.tip)
            .writeIfPossible(in: repository)
        var found = found(next.branch, next.tip, at: remote, pin.genesis)
        found.notice = .renamed(from: branch, to: next.branch)
        return found
    }

    /// What this clone knows of a main that is gone from its remote.
    private func lastTip(of branch: String, _ pin: Pin) throws -> ObjectID? {
        if let seen = pin.lastSeen, repository.exists(seen) { return seen }
        let here = try tip(of: branch, at: nil)
        guard let verified = Remembered.tip(of: repository, from: pin.genesis), repository.exists(verified) else {
            return here
        }
        return try here.map { try isOnLine(verified, of: $0) ? $0 : verified } ?? verified
    }

    // MARK: A start that is known

    /// The commit that a person named. An id and nothing else: what a branch is called is up to whoever pushes it.
    private func commit(named text: String) throws -> ObjectID {
        guard let id = try repository.resolve(text), id.hex.hasPrefix(text) else {
            throw WorkspaceRefusal.genesisNotHere(text, isShallow: repository.isShallow)
        }
        guard try settings(of: id) != nil else { throw WorkspaceRefusal.notAStart(id) }
        return id
    }

    /// The branch that a workspace is published on which starts at a commit: the one that its settings there name, or
    /// what that was renamed to since. It is pinned, unless the commit does not lie on its line, which `verify` tells.
    private func started(at genesis: ObjectID) throws -> FoundMain? {
        if repository.isShallow { throw ContentRefusal.shallow }
        guard let first = try settings(of: genesis)?.branch else { throw WorkspaceRefusal.notAStart(genesis) }
        let places = [remote, nil].enumerated().filter { $0.offset == 1 || $0.element != nil }.map(\.element)
        for place in places {
            if let tip = try tip(of: first, at: place), try isOnLine(genesis, of: tip) {
                let pin = Pin(branch: first, genesis: genesis, remote: place?.name, lastSeen: tip)
                if try name(in: tip) != first, let next = try next(after: first, pin, tip: tip, at: place) {
                    return next
                }
                pin.writeIfPossible(in: repository)
                return found(first, tip, at: place, genesis)
            }
            let others = try candidates(at: place).filter { !$0.branch.isExactly(first) }
            if let next = try onlyProven(others, from: genesis, after: []) {
                Pin(branch: next.branch, genesis: genesis, remote: place?.name, lastSeen: next.tip)
                    .writeIfPossible(in: repository)
                return found(next.branch, next.tip, at: place, genesis)
            }
        }
        for place in places {
            if let tip = try tip(of: first, at: place), try hasSettings(tip) {
                return found(first, tip, at: place, genesis)
            }
        }
        return nil
    }

    // MARK: First use

    private func firstUse() throws -> FoundMain? {
        if let remote {
            let head = try knownHead(of: remote)
            if let head, let tip = try tip(of: head, at: remote),
                try lastSettings(before: tip)?.branch.isExactly(head) == true
            {
                return try take(head, tip, at: remote, .remoteHead(remote.name))
            }
            let there = try candidates(at: remote)
            if !there.isEmpty {
                if head == nil, session.remoteHead == .notAsked, !session.isOffline {
                    throw UnaskedHead(remote: remote)
                }
                let here = try candidates(at: nil)
                guard here.count == 1 else {
                    throw WorkspaceRefusal.unclearMain(
                        candidates: (there + here).map(\.branch).uniqued(), remote: remote.name)
                }
                let shared = there.first { $0.branch.isExactly(here[0].branch) }
                return try take(
                    here[0].branch, shared?.tip ?? here[0].tip, at: shared == nil ? nil : remote, .onlyCandidate)
            }
        }
        if case .branch(let name, let tip?) = try repository.head(), name.hasPrefix(Refs.heads),
            case let branch = String(name.dropFirst(Refs.heads.count)),
            try lastSettings(before: tip)?.branch.isExactly(branch) == true
        {
            return try take(branch, tip, at: nil, .head)
        }
        let here = try candidates(at: nil)
        guard here.count < 2 else { throw WorkspaceRefusal.unclearMain(candidates: here.map(\.branch), remote: nil) }
        return try here.first.map { try take($0.branch, $0.tip, at: nil, .onlyCandidate) }
    }

    /// The branch that a person chose among several.
    func choose(_ branch: String) throws {
        for place in [remote, nil] {
            if let found = try candidates(at: place).first(where: { $0.branch.isExactly(branch) }) {
                _ = try take(branch, found.tip, at: place, .onlyCandidate)
                return
            }
        }
    }

    private func configured(_ branch: String, genesis: ObjectID?, isPinned: Bool) throws -> FoundMain? {
        for place in [remote, nil] {
            guard let tip = try tip(of: branch, at: place), try hasSettings(tip) else { continue }
            guard let genesis else { return try take(branch, tip, at: place, .configuration) }
            if !isPinned {
                Pin(branch: branch, genesis: genesis, remote: place?.name).writeIfPossible(in: repository)
            }
            return found(branch, tip, at: place, genesis)
        }
        return nil
    }

    /// Takes a branch for main from now on.
    private func take(
        _ branch: String, _ tip: ObjectID, at remote: Remote?, _ source: MainNotice.Source
    ) throws -> FoundMain {
        var taken = found(branch, tip, at: remote, nil)
        // Where history is cut off, its start is not here.
        guard !repository.isShallow,
            let genesis = try Verifier(repository).findGenesis(in: repository.firstParents(from: tip))
        else { return taken }
        Pin(branch: branch, genesis: genesis, remote: remote?.name, lastSeen: tip).writeIfPossible(in: repository)
        taken.genesis = genesis
        taken.notice = .pinned(branch: branch, genesis: genesis, source)
        return taken
    }

    private func found(_ branch: String, _ tip: ObjectID, at remote: Remote?, _ genesis: ObjectID?) -> FoundMain {
        FoundMain(name: Refs.heads + branch, tip: tip, remote: remote, genesis: genesis)
    }
}

extension Array where Element: Hashable {
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
