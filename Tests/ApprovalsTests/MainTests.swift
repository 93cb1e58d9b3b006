import Approvals
import Git
import Resources
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
/// What somebody who may push would like everybody to run on.
private let takenOver = Company.settings.with("require_approvals: true", "require_approvals: false")

/// A company's server, and clones of it by the real git.
@Suite("Which branch is main", .bareScratch)
struct MainTests {
    private func clone(_ company: Company, _ name: String, _ options: String...) async throws -> String {
        let folder = "\(company.scratch.folder)/\(name)"
        try await company.scratch.git(["clone", "--quiet"] + options + ["file://\(company.scratch.path)", folder])
        return folder
    }

    private func session(_ company: Company, in folder: String) -> Session {
        var session = company.session("eva")
        session.directory = folder
        return session
    }

    private func open(_ company: Company, in folder: String) throws -> OpenWorkspace {
        try OpenWorkspace(session(company, in: folder))
    }

    /// As a command does it that asks the remote.
    private func fetched(_ company: Company, in folder: String) async throws -> OpenWorkspace {
        let session = session(company, in: folder)
        try await Fetcher.fetch(try #require(try Remote.configured(in: OpenWorkspace.repository(of: session))), session)
        return try OpenWorkspace(session)
    }

    /// A branch on the server with a root of its own, whose settings call it main.
    @discardableResult
    private func push(_ branch: String, to company: Company, settings: String = takenOver) throws -> ObjectID {
        let repository = try company.repository()
        let old = try ["master", "trunk", "main"].lazy.compactMap { try company.main(named: $0) }.first
        let tree = try company.tree(
            of: try #require(old),
            ["assent.yaml": settings.with("branch: main", "branch: \(branch)")])
        let commit = try company.write(tree: tree, parents: [])
        let name = "refs/heads/\(branch)"
        try repository.update([
            RefUpdate(name: name, expected: try repository.reference(name), new: commit, message: "evil")
        ])
        return commit
    }

    /// The company, published on `master`, which the server's HEAD names.
    private func onMaster() async throws -> (Company, ObjectID) {
        let company = try Company(["assent.yaml": Company.settings.with("branch: main", "branch: master")])
        try await company.scratch.git("branch", "--move", "main", "master")
        try await company.scratch.git("symbolic-ref", "HEAD", "refs/heads/master")
        return (company, try #require(try company.main(named: "master")))
    }

    @Test("B2 a branch that somebody pushes is nobody's main, whatever it is called and says of itself")
    func spoofed() async throws {
        let (company, genesis) = try await onMaster()
        let before = try await clone(company, "before")
        let pinned = try open(company, in: before)
        #expect(pinned.notice == .pinned(branch: "master", genesis: genesis, .remoteHead("origin")))
        for branch in ["main", "aaa"] { try push(branch, to: company) }
        for folder in [before, try await clone(company, "after")] {
            #expect(try open(company, in: folder).main == "refs/heads/master")
            try await company.scratch.git(["fetch", "--quiet"], in: folder)
            let workspace = try await fetched(company, in: folder)
            #expect(workspace.main == "refs/heads/master" && workspace.tip == genesis)
            #expect(try Proof(workspace).verify().failure == nil)
        }
        // The server itself goes by its HEAD.
        #expect(try company.workspace("eva").main == "refs/heads/master")
        #expect(try open(company, in: before).notice == nil)
    }

    @Test("B2 a CI checkout, without a remote's HEAD: --genesis pins, else the remote is asked, else nobody guesses")
    func checkout() async throws {
        let (company, genesis) = try await onMaster()
        try push("main", to: company)
        func checkout(_ name: String) async throws -> String {
            let folder = "\(company.scratch.folder)/\(name)"
            try await company.scratch.git("init", "--quiet", folder)
            try await company.scratch.git(["remote", "add", "origin", "file://\(company.scratch.path)"], in: folder)
            try await company.scratch.git(
                ["fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*"], in: folder)
            try await company.scratch.git(["checkout", "--quiet", "--detach", "origin/master"], in: folder)
            return folder
        }
        let folder = try await checkout("job")
        #expect(throws: UnaskedHead.self) { try open(company, in: folder) }
        var offline = session(company, in: folder)
        offline.isOffline = true
        guard
            case WorkspaceRefusal.unclearMain(let candidates, "origin")? = await refusal({ try OpenWorkspace(offline) })
        else {
            Issue.record("somebody guessed")
            return
        }
        #expect(candidates == ["main", "master"])
        var named = session(company, in: folder)
        named.genesis = genesis.hex
        #expect(try Proof(OpenWorkspace(named)).verify().failure == nil)
        #expect(try open(company, in: folder).main == "refs/heads/master")

        var asked = session(company, in: try await checkout("asked"))
        let remote = try #require(try Remote.configured(in: OpenWorkspace.repository(of: asked)))
        asked.remoteHead = .asked(try await Fetcher.head(of: remote, asked))
        #expect(try OpenWorkspace(asked).main == "refs/heads/master")
        // Whose start it is decides, not who has the name.
        var other = session(company, in: try await checkout("other"))
        let evil = try #require(try company.main(named: "main"))
        other.genesis = evil.hex
        #expect(try OpenWorkspace(other).main == "refs/heads/main")
    }

    @Test("B3 another start than the pinned one is refused until the pin is given up, and a start that is not here too")
    func anotherStart() async throws {
        let company = try Company()
        let genesis = try company.main()
        let folder = try await clone(company, "clone")
        #expect(try Proof(open(company, in: folder)).verify().failure == nil)
        let evil = try push("main", to: company)
        try await company.scratch.git(["fetch", "--quiet"], in: folder)
        #expect(try Proof(open(company, in: folder)).verify(all: true).failure?.reason == .genesisLost(genesis))
        var session = session(company, in: folder)
        session.genesis = evil.hex
        let found = await refusal { try OpenWorkspace(session) }
        guard case WorkspaceRefusal.anotherGenesis(genesis, evil)? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(try open(company, in: folder).genesis == genesis)
        session.forgets = true
        #expect(try Proof(OpenWorkspace(session)).verify().failure == nil)
        #expect(try open(company, in: folder).genesis == evil)
        // A fresh clone has nothing of the old line.
        var fresh = self.session(company, in: try await clone(company, "fresh"))
        fresh.genesis = genesis.hex
        #expect(name(of: await refusal { try OpenWorkspace(fresh) }) == "genesisNotHere")
        // A branch may be called anything.
        let digits = String(genesis.hex.prefix(32))
        try await company.scratch.git(["branch", digits], in: fresh.directory)
        fresh.genesis = digits
        #expect(name(of: await refusal { try OpenWorkspace(fresh) }) == "genesisNotHere")
    }

    @Test("B2 main gets another name by a publish that is approved: clones follow over the proven line, and no other")
    func renamed() async throws {
        let company = try Company()
        let genesis = try company.main()
        let folder = try await clone(company, "clone")
        let late = try await clone(company, "late")
        #expect(try Proof(open(company, in: folder)).verify().failure == nil)
        #expect(try open(company, in: late).main == "refs/heads/main")

        // Nobody approved this one.
        try company.commitToMain(["assent.yaml": Company.settings.with("branch: main", "branch: evil")])
        try await company.scratch.git("branch", "evil", "main")
        let waiting = try await fetched(company, in: folder)
        #expect(waiting.main == "refs/heads/main")
        #expect(try Proof(waiting).verify().failure != nil)
        try company.move("refs/heads/main", to: genesis)
        try await company.scratch.git("branch", "--delete", "--force", "evil")

        let draft = try company.draft(
            "rename", by: "carol", ["assent.yaml": Company.settings.with("branch: main", "branch: trunk")])
        try await company.publish(draft)
        #expect(try await fetched(company, in: folder).main == "refs/heads/main")
        // As hosts rename: the old name is gone, and HEAD names the new one.
        try await company.scratch.git("branch", "--move", "main", "trunk")
        try await company.scratch.git("symbolic-ref", "HEAD", "refs/heads/trunk")
        let followed = try await fetched(company, in: folder)
        #expect(followed.main == "refs/heads/trunk" && !followed.isMainGone)
        #expect(followed.notice == .renamed(from: "main", to: "trunk"))
        #expect(try open(company, in: folder).notice == nil)
        #expect(try Proof(followed).verify().failure == nil)
        // Who comes late finds somebody else under the old name.
        try push("main", to: company, settings: Company.settings)
        var named = session(company, in: try await clone(company, "named"))
        named.genesis = genesis.hex
        #expect(try OpenWorkspace(named).main == "refs/heads/trunk")
        #expect(try Proof(OpenWorkspace(named)).verify().failure == nil)
        #expect(try await fetched(company, in: folder).main == "refs/heads/trunk")
        let found = try await fetched(company, in: late)
        #expect(found.main == "refs/heads/trunk" && found.notice == .renamed(from: "main", to: "trunk"))
        #expect(try Proof(found).verify().failure == nil)
    }

    @Test("a server whose main is gone is read as it was, and nothing is recorded beside it", arguments: [true, false])
    func gone(prunesByHand: Bool) async throws {
        let company = try Company()
        let tip = try company.main()
        let folder = try await clone(company, "clone")
        _ = try open(company, in: folder)
        try await company.scratch.git("branch", "--move", "main", "elsewhere")
        if prunesByHand { try await company.scratch.git(["fetch", "--quiet", "--prune"], in: folder) }
        let workspace = try await fetched(company, in: folder)
        #expect(workspace.isMainGone && workspace.tip == tip && workspace.remote?.name == "origin")
        #expect(name(of: await refusal { try workspace.requireAsked() }) == "mainGone")
        #expect(name(of: await refusal { try Proof(workspace).verify() }) == "mainGone")
        try await company.scratch.git("branch", "--move", "elsewhere", "main")
        let back = try await fetched(company, in: folder)
        #expect(!back.isMainGone)
        #expect(try Proof(back).verify().failure == nil)
    }

    @Test("a remote that never had the workspace shares nothing, and stands in nobody's way")
    func unshared() async throws {
        let company = try Company(in: try await ScratchRepository())
        let server = "\(company.scratch.folder)/server.git"
        try await company.scratch.git("init", "--quiet", "--bare", server)
        try await company.scratch.git("remote", "add", "origin", server)
        let workspace = try await fetched(company, in: company.scratch.path)
        #expect(workspace.remote == nil && !workspace.isMainGone)
        try await company.scratch.git("push", "--quiet", "origin", "main")
        #expect(try await fetched(company, in: company.scratch.path).remote?.name == "origin")
    }

    @Test("an old clone's genesis is a pin without its branch, which is found by it; a damaged pin is no first use")
    func olderPin() async throws {
        let (company, genesis) = try await onMaster()
        try push("main", to: company)
        let folder = try await clone(company, "clone")
        let pins = "\(folder)/.git/assent"
        try makeFolder(pins)
        try write("\(genesis.hex)\n", to: "\(pins)/genesis")
        #expect(try open(company, in: folder).main == "refs/heads/master")
        #expect(readText("\(pins)/genesis") == nil)
        let text = try #require(readText("\(pins)/pin"))
        let (known, seen) = (genesis.hex, try #require(try company.main(named: "master")).hex)
        #expect(
            text
                == "{\"branch\":\"master\",\"genesis\":\"\(known)\",\"lastSeen\":\"\(seen)\",\"remote\":\"origin\"}\n")
        for damaged in ["", "{}\n", String(text.dropLast(3))] {
            try write(damaged, to: "\(pins)/pin")
            #expect(name(of: await refusal { try open(company, in: folder) }) == "unreadablePin")
        }
    }

    @Test("a clone of one branch, linked work trees, and git config assent.branch")
    func otherPlaces() async throws {
        let (company, genesis) = try await onMaster()
        try push("main", to: company)
        let single = try await clone(company, "single", "--single-branch", "--branch", "main")
        var asked = session(company, in: single)
        let remote = try #require(try Remote.configured(in: OpenWorkspace.repository(of: asked)))
        asked.remoteHead = .asked(try await Fetcher.head(of: remote, asked))
        try await Fetcher.fetch(remote, asked)
        #expect(try OpenWorkspace(asked).main == "refs/heads/master")

        let folder = try await clone(company, "clone")
        let linked = "\(company.scratch.folder)/linked"
        try await company.scratch.git(["worktree", "add", "--quiet", "-b", "work", linked, "origin/main"], in: folder)
        #expect(try open(company, in: linked).main == "refs/heads/master")
        #expect(try open(company, in: folder).genesis == genesis)
        try await company.scratch.git(["config", "assent.branch", "main"], in: folder)
        #expect(try open(company, in: folder).main == "refs/heads/main")
        #expect(try Proof(open(company, in: folder)).verify().failure?.reason == .genesisLost(genesis))
    }
}

extension Company {
    fileprivate func main(named branch: String) throws -> ObjectID? {
        try repository().reference("refs/heads/\(branch)")
    }
}
