import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")

/// Publishing where files are checked out: the working tree is git's, and follows.
@Suite("Publishing beside work trees", .scratch)
struct WorkTreeTests {
    /// With main checked out.
    private func company() async throws -> Company {
        let company = try Company()
        try await company.scratch.git("reset", "--quiet", "--hard")
        return company
    }

    private func status(_ company: Company, in directory: String? = nil) async throws -> String {
        try await company.scratch.git(["status", "--porcelain"], in: directory)
    }

    private func submitted(_ company: Company, _ slug: String = "object") async throws -> Draft {
        let draft = try company.draft(slug, by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        return draft
    }

    @Test("B2 main that is checked out follows, and what is edited beside it stays")
    func follows() async throws {
        let company = try await company()
        let draft = try await submitted(company)
        try write("mine\n", to: "\(company.scratch.path)/dbt_project.yml")
        try write("new\n", to: "\(company.scratch.path)/notes.txt")
        try await company.approve(draft, by: "bo")
        #expect(readText("\(company.scratch.path)/\(toCRM)") == mapped)
        #expect(readText("\(company.scratch.path)/dbt_project.yml") == "mine\n")
        #expect(try await status(company) == " M dbt_project.yml\n?? notes.txt")
        try await company.expectSound()
    }

    @Test("B2 edits in the way refuse before anything is published", arguments: ["edited", "staged", "untracked"])
    func dirty(how: String) async throws {
        let company = try await company()
        let path = how == "untracked" ? "hightouch/models/new.yaml" : toCRM
        let draft = try company.draft("object", by: "ana", [path: how == "untracked" ? Company.users : mapped])
        try await company.submit(draft)
        try write("mine\n", to: "\(company.scratch.path)/\(path)")
        if how == "staged" { try await company.scratch.git("add", path) }
        let before = try (company.main(), company.request(of: draft))
        #expect(name(of: await refusal { try await company.approve(draft, by: "bo") }) == "branchIsEdited")
        #expect(name(of: await refusal { try await company.publish(draft, by: "bo") }) == "branchIsEdited")
        #expect(try company.main() == before.0)
        #expect(try company.request(of: draft) == before.1)
        #expect(readText("\(company.scratch.path)/\(path)") == "mine\n")
        // Out of the way, it goes.
        remove("\(company.scratch.path)/\(path)")
        if how != "untracked" { try await company.scratch.git("checkout", "--quiet", "HEAD", "--", path) }
        try await company.approve(draft, by: "bo")
        #expect(try await status(company).isEmpty)
        try await company.expectSound()
    }

    @Test(
        "a draft that is checked out here stays where main is checked out in another work tree, and that is no problem")
    func mainElsewhere() async throws {
        let company = try await company()
        let draft = try company.draft("object", by: "bo", [toCRM: mapped])
        try await company.scratch.git("switch", "--quiet", draft.name)
        let onMain = "\(company.scratch.folder)/on-main"
        try await company.scratch.git("worktree", "add", "--quiet", onMain, "main")
        let landing = try await company.publish(draft)
        #expect(landing.problem == nil)
        #expect(try await status(company, in: onMain).isEmpty)
        #expect(readText("\(onMain)/\(toCRM)") == mapped)
        #expect(try Drafts(company.workspace("bo")).current()?.name == draft.name)
        #expect(try Mover(company.workspace("bo")).isUnfinished == false)
    }

    @Test("B2 every work tree on main follows, linked ones too; those on other branches stay")
    func linked() async throws {
        let company = try await company()
        let (onMain, aside) = ("\(company.scratch.folder)/on-main", "\(company.scratch.folder)/aside")
        try await company.scratch.git("worktree", "add", "--quiet", "-b", "aside", aside, "main")
        try await company.scratch.git("worktree", "add", "--quiet", "--force", onMain, "main")
        try await company.approve(try await submitted(company), by: "bo")
        for path in [company.scratch.path, onMain] {
            #expect(readText("\(path)/\(toCRM)") == mapped)
            #expect(try await status(company, in: path).isEmpty)
        }
        #expect(readText("\(aside)/\(toCRM)") == Company.leadsToCRM)
        #expect(try await status(company, in: aside).isEmpty)
        // From within a linked one.
        let draft = try company.draft("tags", by: "ana", [leads: Company.leads + "tags: [a]\n"])
        var session = company.session("ana")
        session.directory = aside
        let workspace = try OpenWorkspace(session)
        _ = try await Publisher(workspace).publish(draft, by: workspace.me(), reason: nil)
        #expect(readText("\(onMain)/\(leads)")?.hasSuffix("tags: [a]\n") == true)
        // One that is edited refuses for all.
        try write("mine\n", to: "\(onMain)/\(leads)")
        let more = try company.draft("more", by: "ana", [leads: Company.leads + "tags: [b]\n"])
        guard case MovedRefusal.branchIsEdited(_, onMain, _)? = await refusal({ try await company.publish(more) })
        else {
            Issue.record("not refused")
            return
        }
        #expect(readText("\(company.scratch.path)/\(leads)")?.hasSuffix("tags: [a]\n") == true)
    }

    @Test("F3 the draft that one is on gives way to main; in somebody else's work tree it stays")
    func draftCheckedOut() async throws {
        let company = try await company()
        let mine = try await submitted(company)
        try await company.scratch.git("switch", "--quiet", mine.name)
        try await company.approve(mine, by: "bo")
        #expect(try await company.scratch.git("symbolic-ref", "HEAD") == "refs/heads/main")
        #expect(readText("\(company.scratch.path)/\(toCRM)") == mapped)
        #expect(try company.repository().reference(mine.reference) == nil)

        let theirs = try company.draft("theirs", by: "abe", [leads: Company.leads + "tags: [a]\n"])
        let path = "\(company.scratch.folder)/theirs"
        try await company.scratch.git("worktree", "add", "--quiet", path, theirs.name)
        try await company.publish(theirs)
        #expect(try company.repository().reference(theirs.reference) == theirs.tip)
        #expect(try await company.scratch.git(["symbolic-ref", "HEAD"], in: path) == theirs.reference)
        // When they have left it, any later command takes it away, and does so once.
        try await company.scratch.git("worktree", "remove", path)
        for _ in 0..<2 {
            try await Mover(company.workspace("bo")).cleanUp()
            #expect(try company.repository().reference(theirs.reference) == nil)
        }
        try await company.expectSound()
    }

    @Test("F7 a draft that git was killed on the way from can be deleted; one with an edit of its own is kept")
    func deleteHalfLeft() async throws {
        let company = try await company()
        let draft = try company.draft("mine", by: "ana", [toCRM: mapped])
        try await company.scratch.git("switch", "--quiet", draft.name)
        // What a git leaves that is killed after it wrote main's files.
        try await company.scratch.git("checkout", "--quiet", "main", "--", toCRM)
        try write(mapped + "# more\n", to: "\(company.scratch.path)/\(toCRM)")
        let workspace = try company.workspace("ana")
        let kept = await refusal {
            try await DraftDeleter(workspace).deleteAndLeave(draft, by: workspace.me(), comment: nil)
        }
        #expect(name(of: kept) == "unsaved")
        try write("", to: "\(company.scratch.path)/\(toCRM)")
        try await DraftDeleter(workspace).deleteAndLeave(draft, by: workspace.me(), comment: nil)
        #expect(try company.repository().reference(draft.reference) == nil)
        #expect(try await company.scratch.git("symbolic-ref", "HEAD") == "refs/heads/main")
        #expect(try await company.scratch.git("status", "--porcelain").isEmpty)
    }

    @Test("F3 a draft with unsaved edits stays checked out, and so does one that goes on")
    func unsavedDraft() async throws {
        let company = try await company()
        let draft = try await submitted(company)
        try await company.scratch.git("switch", "--quiet", draft.name)
        try write(mapped + "# more\n", to: "\(company.scratch.path)/\(toCRM)")
        try await company.approve(draft, by: "bo")
        #expect(try await company.scratch.git("symbolic-ref", "HEAD") == draft.reference)
        #expect(readText("\(company.scratch.path)/\(toCRM)") == mapped + "# more\n")
        #expect(try company.published(toCRM) == mapped)
        try await company.expectSound()
    }

    @Test(
        "B2 once main has moved, nothing fails: what git does not do is left for the next command",
        arguments: ["file in the way", "failing hook"])
    func afterTheCommitPoint(obstacle: String) async throws {
        let company = try await company()
        let draft = try await submitted(company)
        try await company.scratch.git("switch", "--quiet", draft.name)
        switch obstacle {
        case "file in the way":
            try company.commitToMain(["notes.txt": "main's\n"])
            try write("mine\n", to: "\(company.scratch.path)/notes.txt")
        default:
            let hook = "\(company.scratch.path)/.git/hooks/post-checkout"
            try write("#!/bin/sh\nexit 1\n", to: hook)
            try makeExecutable(hook)
        }
        let approval = try await company.approve(draft, by: "bo")
        #expect(approval.landed.count == 1)
        #expect(try company.published(toCRM) == mapped)
        #expect(try company.verify().failure == nil)
        #expect(try company.repository().references(under: "refs/assent/").isEmpty)
    }

    @Test("B2 a work tree whose index is locked refuses before anything is published")
    func lockedIndex() async throws {
        let company = try await company()
        let draft = try await submitted(company)
        try write("", to: "\(company.scratch.path)/.git/index.lock")
        let main = try company.main()
        let error = await #expect(throws: GitError.self) { try await company.approve(draft, by: "bo") }
        #expect(error?.lockFile?.hasSuffix("/.git/index.lock") == true)
        #expect(try company.main() == main)
        remove("\(company.scratch.path)/.git/index.lock")
        try await company.approve(draft, by: "bo")
        #expect(try await status(company).isEmpty)
    }
}
