import Git
import Support
import Testing

/// People who use plain git in the middle of a flow, and repositories of every kind: it works, or says in a line what
/// to do.
@Suite(.scratch) struct BesideTests {
    private static let leads = "hightouch/models/leads.yaml"
    private static let refused = "assent: "

    private func edit(_ stage: Stage, _ new: String = "company,\n    tier") throws {
        try stage.edit(Self.leads, "company", new)
    }

    @Test("commit, amend, rebase, gc, checkout and branch -D by plain git: the request stays, and is approved")
    func plainGit() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start tier")
        try edit(stage)
        try await stage.git("commit", "--quiet", "--all", "-m", "Tier")
        #expect(await stage.type("ana", "submit") == 0)
        try await stage.git("commit", "--quiet", "--amend", "-m", "The tier of a lead")
        #expect(await stage.type("ana", "submit") == 0)
        // Main moves on, and the draft is put on top of it.
        #expect(await stage.type("carol", "settings approvals.required 1") == 0)
        #expect(await stage.type("carol", "settings approvals.self_approval true --yes") == 0)
        try await stage.git("rebase", "--quiet", "main")
        #expect(await stage.type("ana", "submit") == 0)
        try await stage.git("checkout", "--quiet", "main")
        try await stage.git("branch", "--quiet", "-D", "draft/ana/tier")
        try await stage.git("reflog", "expire", "--expire=now", "--all")
        try await stage.git("gc", "--quiet", "--prune=now")
        #expect(await stage.type("dan", "view ana/tier") == 0)
        #expect(await stage.type("dan", "approve ana/tier") == 0)
        #expect(try await stage.git(["show", "main:\(Self.leads)"]).contains("tier"))
        #expect(try await stage.git(["status", "--porcelain"]).isEmpty)
        #expect(await stage.type("ana", "verify") == 0)
    }

    @Test(
        "a draft that moves beneath a work tree: the files say that they are not saved, and the line that is told brings them along"
    )
    func movedBeneath() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start tier")
        try edit(stage)
        await stage.type("ana", "save")
        let old = try await stage.git(["rev-parse", "HEAD"])
        try edit(stage, "company,\n    tier2")
        let tree = try await stage.git(["stash", "create"])
        try await stage.git("checkout", "--quiet", "--", Self.leads)
        let theirs = try await stage.git(["commit-tree", "\(tree)^{tree}", "-p", old, "-m", "theirs"])
        try await stage.git("update-ref", "refs/heads/draft/ana/tier", theirs)
        #expect(await stage.type("ana", "status") == 0)
        #expect(stage.lastOutput.contains("Not saved: \(Self.leads)"))
        #expect(await stage.type("ana", "submit") == 2)
        #expect(stage.lastErrors.contains("git stash push -u -- \(Self.leads)"))
        try await stage.git("stash", "push", "--quiet", "-u", "--", Self.leads)
        #expect(await stage.type("ana", "submit") == 0)
        #expect(await stage.type("dan", "view ana/tier") == 0)
        #expect(await stage.type("dan", "approve ana/tier") == 0)
        #expect(try await stage.git(["show", "main:\(Self.leads)"]).contains("tier2"))
    }

    @Test("main merged into a draft by plain git is published as what the draft changes")
    func plainMerge() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start tier")
        try edit(stage)
        await stage.type("ana", "save")
        #expect(await stage.type("carol", "settings approvals.self_approval true --yes") == 0)
        try await stage.git("merge", "--quiet", "--no-edit", "main")
        #expect(await stage.type("dan", "publish ana/tier --yes") == 0)
        #expect(try await stage.git(["diff", "--name-only", "main~1", "main"]) == Self.leads)
        #expect(await stage.type("ana", "verify") == 0)
    }

    @Test("on a detached HEAD and before a first commit status answers, and what needs a draft says so")
    func noBranch() async throws {
        let stage = try await Stage.company()
        try edit(stage)
        for place in [["checkout", "--quiet", "--detach"], ["checkout", "--quiet", "--orphan", "new"]] {
            try await stage.git(place)
            #expect(await stage.type("ana", "status") == 0)
            for line in ["save", "submit --save", "publish --save"] {
                #expect(await stage.type("ana", line) == 2, "\(line)")
                #expect(stage.lastErrors.hasPrefix(Self.refused), "\(line)")
                #expect(stage.lastErrors.contains("assent draft start"), "\(line)")
            }
            #expect(readText("\(stage.scratch.path)/\(Self.leads)")?.contains("tier") == true)
        }
    }

    @Test("a work tree with CRLF line ends is saved and published with LF, and stays clean")
    func autocrlf() async throws {
        let stage = try await Stage.company()
        try await stage.git("config", "core.autocrlf", "true")
        await stage.type("dan", "draft start tier")
        try edit(stage)
        let path = "\(stage.scratch.path)/\(Self.leads)"
        try write((readText(path) ?? "").replacing("\n", with: "\r\n"), to: path)
        #expect(await stage.type("dan", "publish --save --yes") == 0)
        #expect(try await stage.git(["show", "main:\(Self.leads)"]).contains("\r") == false)
        #expect(try await stage.git(["show", "main:\(Self.leads)"]).contains("tier"))
        #expect(try await stage.git(["status", "--porcelain"]).isEmpty)
    }

    @Test("shallow, partial and SHA-256 clones are told in a line with what to do")
    func clones() async throws {
        let stage = try await Stage.company()
        let scratch = stage.scratch
        await stage.type("ana", "draft start names")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "save")
        await stage.type("ana", "draft switch main")
        try await stage.git(["commit", "--quiet", "--allow-empty", "-m", "More"])
        try await stage.git(["config", "uploadpack.allowFilter", "true"])
        for (folder, branches) in [("shallow", "--single-branch"), ("drafts", "--no-single-branch")] {
            try await stage.git([
                "clone", "--quiet", "--depth=1", branches, "file://\(scratch.path)", "\(scratch.folder)/\(folder)",
            ])
        }
        try await stage.git([
            "clone", "--quiet", "--filter=blob:none", "file://\(scratch.path)", "\(scratch.folder)/partial",
        ])
        try await stage.git(["init", "--quiet", "--object-format=sha256", "\(scratch.folder)/sha256"])
        for (folder, line, words) in [
            ("shallow", "verify", "git fetch --unshallow"), ("drafts", "draft list", "git fetch --unshallow"),
            ("drafts", "draft start more", "fetch-depth: 0"), ("partial", "status", "git clone"),
            ("sha256", "status", "SHA-1"),
        ] {
            #expect(await stage.type("ana", line, in: folder) == 2, "\(folder)")
            #expect(stage.lastErrors.hasPrefix(Self.refused), "\(folder)")
            #expect(stage.lastErrors.contains(words), "\(folder)")
        }
    }
}
