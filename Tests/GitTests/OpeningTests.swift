import Git
import Support
import Testing

@Suite(.scratch) struct OpeningTests {
    @Test("a repository is found from any folder within it")
    func discovers() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a/b/c.txt": "x"], "first")
        let repository = try Repository(at: scratch.path + "/a/b", environment: scratch.environment)
        #expect(repository.gitDirectory == scratch.path + "/.git")
        #expect(repository.commonDirectory == repository.gitDirectory)
        #expect(repository.workDirectory == scratch.path)
        #expect(!repository.isBare && !repository.isLinked && !repository.isShallow)
    }

    @Test("where there is no repository, the error says so")
    func notFound() async throws {
        let scratch = ScratchRepository.current
        try makeFolder(scratch.folder + "/plain")
        func problem(at path: String) -> RepositoryProblem? {
            #expect(throws: GitError.self) { try Repository(at: path, environment: scratch.environment) }?.problem
        }
        let (plain, missing) = (scratch.folder + "/plain", scratch.folder + "/missing")
        #expect(problem(at: plain) == .notFound(path: plain))
        #expect(problem(at: missing) == .noFolder(path: missing))
    }

    @Test("HEAD is unborn, on a branch, or detached")
    func head() async throws {
        let scratch = ScratchRepository.current
        #expect(try scratch.open().head() == .branch(name: "refs/heads/main", tip: nil))
        let first = try await scratch.commit(["a": "1"], "first")
        #expect(try scratch.open().head() == .branch(name: "refs/heads/main", tip: first))
        try await scratch.git("checkout", "--quiet", "--detach")
        #expect(try scratch.open().head() == .detached(first))
    }

    @Test("a bare repository opens, and has no working tree", .bareScratch)
    func bare() async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        #expect(repository.isBare)
        #expect(repository.workDirectory == nil)
        #expect(repository.gitDirectory == scratch.path)
        #expect(try Worktrees(repository).all() == [])
    }

    @Test("a linked worktree shares refs and has its own HEAD; all worktrees are listed as git lists them")
    func linked() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let side = scratch.folder + "/side"
        try await scratch.git("worktree", "add", "--quiet", "-b", "side", side)
        try await scratch.git("worktree", "add", "--quiet", "--detach", scratch.folder + "/loose")
        let repository = try Repository(at: side, environment: scratch.environment)
        #expect(repository.isLinked)
        #expect(repository.workDirectory == side)
        #expect(repository.commonDirectory == scratch.path + "/.git")
        #expect(repository.gitDirectory == scratch.path + "/.git/worktrees/side")
        #expect(try repository.head() == .branch(name: "refs/heads/side", tip: first))
        #expect(try repository.reference("refs/heads/main") == first)
        let expected = [
            Worktree(path: scratch.path, head: .branch(name: "refs/heads/main", tip: first), isLinked: false),
            Worktree(path: scratch.folder + "/loose", head: .detached(first), isLinked: true),
            Worktree(path: side, head: .branch(name: "refs/heads/side", tip: first), isLinked: true),
        ]
        #expect(try Worktrees(repository).all() == expected)
        #expect(try Worktrees(scratch.open()).all() == expected)
        #expect(try Worktrees(scratch.open()).on("refs/heads/side") == [expected[2]])
        let listed = try await scratch.git("worktree", "list", "--porcelain").split(separator: "\n")
            .filter { $0.hasPrefix("worktree ") }.map { String($0.dropFirst(9)) }
        #expect(listed.sorted() == expected.map(\.path).sorted())
        remove(side)
        #expect(try Worktrees(scratch.open()).all().map(\.path) == [scratch.path, scratch.folder + "/loose"])
    }

    @Test("a linked worktree of a bare repository is listed alone", .bareScratch)
    func linkedToBare() async throws {
        let scratch = ScratchRepository.current
        let tree = try await scratch.git("hash-object", "-t", "tree", "-w", "--stdin")
        let commit = try await scratch.git("commit-tree", tree, "-m", "first")
        try await scratch.git("update-ref", "refs/heads/main", commit)
        try await scratch.git("worktree", "add", "--quiet", scratch.folder + "/side", "main")
        let side = try Repository(at: scratch.folder + "/side", environment: scratch.environment)
        #expect(!side.isBare && side.isLinked)
        #expect(try Worktrees(side).all().map(\.path) == [scratch.folder + "/side"])
        #expect(try Worktrees(scratch.open()).on("refs/heads/main").map(\.path) == [scratch.folder + "/side"])
    }

    @Test("a shallow clone is known for one, in a linked worktree too")
    func shallow() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a": "1"], "first")
        try await scratch.commit(["a": "2"], "second")
        let clone = scratch.folder + "/shallow"
        try await scratch.git("clone", "--quiet", "--depth=1", "file://" + scratch.path, clone)
        #expect(try Repository(at: clone, environment: scratch.environment).isShallow)
        try await scratch.git(["worktree", "add", "--quiet", "-b", "x", scratch.folder + "/linked"], in: clone)
        #expect(try Repository(at: scratch.folder + "/linked", environment: scratch.environment).isShallow)
    }

    @Test(
        "repositories that libgit2 cannot read are named for what they are",
        arguments: [
            (["extensions.objectFormat", "sha256"], RepositoryProblem.sha256),
            (["extensions.partialClone", "origin"], .partialClone),
            (["extensions.refStorage", "reftable"], .unknownExtension("refstorage")),
            (["core.repositoryFormatVersion", "9"], .unknownFormat),
        ])
    func unreadable(setting: [String], problem: RepositoryProblem) async throws {
        let scratch = ScratchRepository.current
        try await scratch.git("config", "core.repositoryFormatVersion", "1")
        try await scratch.git("config", setting[0], setting[1])
        let error = #expect(throws: GitError.self) { try scratch.open() }
        #expect(error?.problem == problem)
    }

    @Test("real SHA-256 and partial clones are refused as such")
    func reallyUnreadable() async throws {
        let scratch = ScratchRepository.current
        try await scratch.git("init", "--quiet", "--object-format=sha256", scratch.folder + "/sha256")
        try await scratch.commit(["a": "1"], "first")
        try await scratch.git("config", "uploadpack.allowFilter", "true")
        let partial = scratch.folder + "/partial"
        try await scratch.git("clone", "--quiet", "--filter=blob:none", "file://" + scratch.path, partial)
        for (path, problem) in [(scratch.folder + "/sha256", RepositoryProblem.sha256), (partial, .partialClone)] {
            let error = #expect(throws: GitError.self) { try Repository(at: path, environment: scratch.environment) }
            #expect(error?.problem == problem)
        }
    }

    @Test("a sparse checkout, whose configuration is its own, opens and is read")
    func worktreeConfiguration() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a/b": "1", "c/d": "2"], "first")
        try await scratch.git("sparse-checkout", "set", "a")
        try await scratch.git("config", "--worktree", "assent.member", "ana")
        #expect(try await scratch.git("config", "extensions.worktreeConfig") == "true")
        #expect(try scratch.open().config("assent.member") == "ana")
    }

    @Test(
        "a repository of somebody else opens where git opens it",
        arguments: [
            ([], nil, [:]), (["<path>"], nil, [:]), (["*"], nil, [:]), (["*", ""], nil, [:]), (["", "*"], nil, [:]),
            (["<path>/a"], nil, [:]), (["/elsewhere", "<path>"], nil, [:]), (["~/../repository"], nil, [:]),
            (["<path>"], "", [:]), ([""], "*", [:]), ([], "*", [:]),
            ([], nil, ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"]),
            (["*"], nil, ["GIT_CONFIG_PARAMETERS": "'safe.directory'=''"]), ([], nil, ["GIT_DIR": "<path>/.git"]),
            ([], nil, ["SUDO_UID": "65534"]), ([], nil, ["SUDO_UID": "65533"]),
        ] as [([String], String?, [String: String])])
    func ownership(user: [String], folder: String?, variables: [String: String]) async throws {
        let variables = variables.mapValues { $0.replacing("<path>", with: ScratchRepository.current.path) }
        let scratch = ScratchRepository.current
        try makeFolder("\(scratch.path)/a")
        // The repository cannot vouch for itself.
        try await scratch.git("config", "safe.directory", "*")
        for value in user {
            let value = value.replacing("<path>", with: scratch.path)
            try await scratch.git("config", "--global", "--add", "safe.directory", value)
        }
        if let folder {
            try write("[safe]\n\tdirectory = \"\(folder)\"\n", to: "\(scratch.folder)/home/.config/git/config")
        }
        let environment = scratch.environment.merging(variables) { $1 }
        try await givingAway([scratch.path, scratch.path + "/.git"]) {
            let git = try await ChildProcess(in: scratch.path + "/a", environment).run("git", ["status"])
            let problem: RepositoryProblem?
            do throws(GitError) {
                _ = try Repository(at: scratch.path + "/a", environment: environment)
                problem = nil
            } catch { problem = error.problem }
            #expect((problem == nil) == git.isSuccess, "\(git.error)")
            #expect(problem == nil || problem == .dubiousOwnership(path: scratch.path))
        }
    }

    @Test(
        "a linked work tree that is trusted needs no trust in the first")
    func linkedOwnership() async throws {
        let scratch = ScratchRepository.current
        let side = scratch.folder + "/side"
        try await scratch.commit(["a": "1"], "first")
        try await scratch.git("worktree", "add", "--quiet", "-b", "side", side)
        try await givingAway([scratch.path, scratch.path + "/.git/worktrees/side"]) {
            let error = #expect(throws: GitError.self) { try Repository(at: side, environment: scratch.environment) }
            #expect(error?.problem == .dubiousOwnership(path: side))
            try write("[safe]\n\tdirectory = \(side)\n", to: "\(scratch.folder)/home/.config/git/config")
            let repository = try Repository(at: side, environment: scratch.environment)
            #expect(try Worktrees(repository).all().map(\.path) == [scratch.path, side])
        }
    }

    @Test("GIT_DIR names the repository, and objects in quarantine are seen", .bareScratch)
    func quarantine() async throws {
        let scratch = ScratchRepository.current
        let quarantine = scratch.path + "/objects/incoming"
        try makeFolder(quarantine)
        var environment = scratch.environment
        environment["GIT_DIR"] = "."
        environment["GIT_OBJECT_DIRECTORY"] = quarantine
        environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = scratch.path + "/objects"
        let old = try scratch.open().writeBlob(Array("old".utf8))
        let inside = try Repository(at: scratch.path, environment: environment)
        let new = try inside.writeBlob(Array("new".utf8))
        #expect(try inside.blob(new) == Array("new".utf8))
        #expect(try inside.blob(old) == Array("old".utf8))
        #expect(read("\(quarantine)/\(new.hex.prefix(2))/\(new.hex.dropFirst(2))") != nil)
        #expect(try !scratch.open().exists(new))
        environment["GIT_DIR"] = scratch.folder + "/home"
        let error = #expect(throws: GitError.self) { try Repository(at: scratch.path, environment: environment) }
        #expect(error?.problem == .damaged)
    }

    @Test("objects borrowed from another repository are read")
    func alternates() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        try await scratch.git("clone", "--quiet", "--shared", "--bare", scratch.path, scratch.folder + "/clone")
        try await scratch.git(
            "clone", "--quiet", "--shared", "--bare", scratch.folder + "/clone", scratch.folder + "/again")
        let clone = try Repository(at: scratch.folder + "/again", environment: scratch.environment)
        #expect(try clone.commit(first).subject == "first")
    }

    @Test("a bare repository that was come upon is taken as safe.bareRepository says, as git takes it")
    func bareWithin() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a": "1"], "first")
        let bare = scratch.path + "/docs.git"
        try await scratch.git("clone", "--quiet", "--bare", scratch.path, bare)
        // The repository's own word is no protected configuration.
        try await scratch.git(["config", "safe.bareRepository", "all"], in: bare)
        let key = ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.bareRepository"]
        let cases: [(global: String?, environment: [String: String])] = [
            (nil, [:]), ("all", [:]), ("explicit", [:]), ("nonsense", [:]), ("explicit", ["GIT_DIR": bare]),
            ("explicit", key.merging(["GIT_CONFIG_VALUE_0": "all"]) { $1 }),
            (nil, key.merging(["GIT_CONFIG_VALUE_0": "explicit"]) { $1 }),
            (nil, ["GIT_CONFIG_PARAMETERS": "'safe.barerepository'='explicit'"]),
        ]
        for (global, extra) in cases {
            if let global { try await scratch.git("config", "--global", "safe.bareRepository", global) }
            let environment = scratch.environment.merging(extra) { $1 }
            for folder in [bare, bare + "/refs", scratch.path] {
                let git = GitProcess(directory: folder, environment: environment)
                let isTaken = try await git.run(["rev-parse", "--git-dir"]).isSuccess
                var problem: RepositoryProblem?
                do throws(GitError) { _ = try Repository(at: folder, environment: environment) } catch {
                    problem = error.problem
                }
                #expect(problem == (isTaken ? nil : .unwelcomeBare(path: bare)), "\(global ?? "") \(extra) \(folder)")
            }
            if global != nil { try await scratch.git("config", "--global", "--unset-all", "safe.bareRepository") }
        }
        try await scratch.git("config", "--global", "safe.bareRepository", "explicit")
        try await scratch.git("worktree", "add", "--quiet", "--detach", scratch.folder + "/side")
        for folder in [scratch.folder + "/side", scratch.path + "/.git"] {
            #expect(
                try Repository(at: folder, environment: scratch.environment).commonDirectory == scratch.path + "/.git")
        }
    }
}
