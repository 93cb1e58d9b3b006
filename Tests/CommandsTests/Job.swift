import Support

/// A CI job's folder, made as the hosts' runners make it: nobody in particular, with nothing but the right to read.
struct Job {
    let team: Team
    /// From the scratch folder.
    let folder: String

    /// As actions/checkout does.
    ///
    /// - Parameters:
    ///   - ref: there: `refs/pull/1/merge`, `refs/heads/main`.
    ///   - depth: 0: all of it.
    static func github(_ team: Team, _ ref: String, depth: Int, _ folder: String = "job") async throws -> Job {
        let job = try await Job(team: team, folder: folder, fresh: true)
        let sha = try await team.server.git("rev-parse", ref)
        let isBranch = ref.hasPrefix("refs/heads/")
        let name =
            isBranch
            ? ref.replacing("refs/heads/", with: "refs/remotes/origin/") : ref.replacing("refs/", with: "refs/remotes/")
        let all = ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"]
        try await job.git(
            ["-c", "protocol.version=2", "fetch", "--quiet", "--no-tags", "--prune", "--no-recurse-submodules"]
                + (depth > 0 ? ["--depth=\(depth)"] : []) + ["origin"] + (depth > 0 ? [] : all)
                + (depth > 0 || !isBranch ? ["+\(sha):\(name)"] : []))
        if isBranch {
            let branch = String(ref.dropFirst("refs/heads/".count))
            try await job.git(["checkout", "--quiet", "--progress", "--force", "-B", branch, name])
        } else {
            try await job.git(["checkout", "--quiet", "--progress", "--force", name])
        }
        return job
    }

    /// As gitlab-runner does.
    ///
    /// - Parameter depth: `GIT_DEPTH`.
    static func gitlab(_ team: Team, _ branch: String, depth: Int, _ folder: String = "job") async throws -> Job {
        let job = try await Job(team: team, folder: folder, fresh: true)
        let sha = try await team.server.git("rev-parse", "refs/heads/\(branch)")
        let refs =
            depth > 0
            ? ["+\(sha):refs/pipelines/1", "+refs/heads/\(branch):refs/remotes/origin/\(branch)"]
            : ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*", "+\(sha):refs/pipelines/1"]
        try await job.git(
            ["fetch", "origin", "--no-recurse-submodules"] + refs + (depth > 0 ? ["--depth", "\(depth)"] : [])
                + ["--prune", "--quiet"])
        try await job.git(["-c", "submodule.recurse=false", "checkout", "-f", "-q", sha])
        return job
    }

    private init(team: Team, folder: String, fresh: Bool) async throws {
        self.team = team
        self.folder = folder
        remove("\(team.stage.scratch.folder)/\(folder)")
        try makeFolder("\(team.stage.scratch.folder)/\(folder)")
        try await git(["init", "--quiet"])
        try await git(["remote", "add", "origin", team.server.url(of: "ana")])
        try await git(["config", "--local", "gc.auto", "0"])
        // Whatever this job does, it sends nothing.
        try team.server.hook("pre-receive", "echo 'this token may only read' >&2; exit 1")
    }

    /// The host's merge of a branch into main: `refs/pull/<number>/merge`.
    static func mergeByHost(_ team: Team, _ branch: String, _ number: Int = 1) async throws {
        let tree = try await team.server.git("merge-tree", "--write-tree", "main", branch)
        let merge = try await team.server.git(
            "commit-tree", "-p", "main", "-p", branch, "-m", "Merge \(branch) into main", tree)
        try await team.server.git("update-ref", "refs/pull/\(number)/merge", merge)
    }

    private var environment: [String: String] {
        team.stage.environment(of: "nobody").merging(team.server.environment(of: "ana")) { $1 }
    }

    @discardableResult
    func git(_ arguments: [String]) async throws -> String {
        try await ChildProcess(in: "\(team.stage.scratch.folder)/\(folder)", environment).git(arguments)
    }

    /// The first step of each job, as the files of `init --ci` have it.
    @discardableResult
    func begin() async throws -> Int32 {
        let added = try await team.git(
            "carol", "log", "--first-parent", "--diff-filter=A", "--format=%H", "main", "--", "assent.yaml")
        return await type("verify --genesis \(added)")
    }

    /// Runs `assent` there; there is no terminal, and git knows nobody.
    @discardableResult
    func type(_ line: String, with more: [String: String] = [:]) async -> Int32 {
        await team.stage.type("job", line, in: folder, with: environment.merging(more) { $1 })
    }
}
