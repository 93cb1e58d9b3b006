package import Git
import Resources

/// What a server does once a push was taken (`post-receive`): it remembers where main is and what is proven of it, and takes
/// away what a landing left. Whatever fails here undoes nothing.
package struct Received {
    private let push: PushedRefs
    private let repository: Repository

    package init(_ push: PushedRefs, in repository: Repository) {
        self.push = push
        self.repository = repository
    }

    package func settle() throws {
        let served = try ServedMain(in: repository)
        guard let branch = served.branch, let tip = served.tip, let genesis = served.genesis else { return }
        try pin(branch, tip, genesis)
        guard let moved = push[Refs.heads + branch], moved.new == tip else { return }
        try remember(tip, genesis)
        try tidy(since: moved.old, tip)
    }

    /// Main by the name that its settings give it, once it goes on under that.
    private func pin(_ branch: String, _ tip: ObjectID, _ genesis: ObjectID) throws {
        var pin = try Pin(of: repository) ?? Pin(branch: branch, genesis: genesis)
        pin.branch = branch
        pin.lastSeen = tip
        if let named = try ServedMain.settings(at: tip, in: repository)?.branch, !named.isExactly(branch),
            let next = try repository.reference(Refs.heads + named),
            try Verifier(repository).isOnLine(tip, of: next)
        {
            pin.branch = named
            pin.lastSeen = next
        }
        try pin.write(in: repository)
    }

    private func remember(_ tip: ObjectID, _ genesis: ObjectID) throws {
        let known = Remembered(of: repository).flatMap { $0.genesis == genesis ? $0 : nil }
        let verifier = Verifier(repository)
        let verification =
            try known.map { try verifier.verify(tip, after: $0) } ?? verifier.verify(tip, genesis: genesis)
        if verification.failure == nil { try Remembered(verification).write(in: repository) }
    }

    /// Requests that landed and stand open all the same, because a push that was not atomic lost half of itself. One that went
    /// on since is left to people.
    private func tidy(since old: ObjectID?, _ tip: ObjectID) throws {
        guard let line = try old.flatMap({ try repository.firstParents(from: tip, until: $0) }) else { return }
        for id in line {
            guard let landing = try LandingOnMain(at: id, in: repository),
                case let name = Refs.requests + landing.request, let open = try repository.reference(name)
            else { continue }
            let landed = Set(try EventChain(endingIn: landing.lastEvent, in: repository).events.map(\.digest))
            guard landed.isSuperset(of: try EventChain(endingIn: open, in: repository).events.map(\.digest)) else {
                continue
            }
            try repository.update([
                RefUpdate(name: name, expected: open, new: nil, message: "assent: published")
            ])
        }
    }
}
