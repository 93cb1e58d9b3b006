import Approvals
import Git
import Resources
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")

/// Commands that were killed half way. `Tests/Harness/faults` kills real ones at every step; here stands what it found.
@Suite("Acts that ended half way", .scratch)
struct UnfinishedTests {
    /// A request that is approved, and then all beside main put back to what it was before.
    private func halfPublished() async throws -> (Company, Draft, old: ObjectID) {
        let company = try Company()
        let scratch = company.scratch
        try await scratch.git("reset", "--quiet", "--hard")
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        let old = try company.main()
        try await company.approve(draft, by: "bo")
        try await scratch.git("update-ref", draft.reference, draft.tip.hex)
        try await scratch.git("update-ref", request.reference, request.tip.hex)
        try await scratch.git("read-tree", "--reset", "-u", old.hex)
        try note(
            company,
            """
            act publish \(draft.name)
            ref \(old.hex) \(try company.main().hex) refs/heads/main
            ref \(request.tip.hex) - \(request.reference)
            worktree \(scratch.path)
            draft \(draft.tip.hex) \(draft.name)

            """)
        return (company, draft, old)
    }

    /// - Parameter lines: `act <words>`, `ref <expected> <new> <name>`, `worktree <path>`, `draft <revision> <name>`; `-`
    ///   stands for a ref that is not there.
    private func note(_ company: Company, process: Int = 99_999_999, _ lines: String) throws {
        var (act, refs, followers, drafts): (String, [JSON], [JSON], [JSON]) = ("", [], [], [])
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            func id(_ text: String) -> JSON { .string(text == "-" ? "" : text) }
            switch words[0] {
            case "act": act = words.dropFirst().joined(separator: " ")
            case "ref": refs.append(["expected": id(words[1]), "new": id(words[2]), "name": .string(words[3])])
            case "worktree": followers.append(.string(words[1]))
            default: drafts.append(["revision": .string(words[1]), "name": .string(words[2])])
            }
        }
        let note: JSON = [
            "act": .string(act), "refs": .array(refs), "followers": .array(followers), "drafts": .array(drafts),
            "refusals": 0,
        ]
        try write(note.canonical, to: "\(company.scratch.path)/.git/assent/unfinished/\(process)-x")
    }

    @Test(
        "a note moves no ref that its act could not have moved, whatever stands in it",
        arguments: [
            "ref - NEW refs/heads/stolen", "ref OLD NEW refs/heads/release", "ref OLD - refs/tags/v1",
            "ref OLD NEW refs/assent/requests/ID", "ref - NEW refs/assent/closed/ID",
            "ref OLD - refs/assent/requests/x",
            "draft OLD main", "draft OLD draft/ana", "draft OLD draft/../main",
        ])
    func foreignNote(line: String) async throws {
        let company = try Company()
        let old = try company.main()
        let new = try company.write(tree: company.tree(of: old, ["README.md": "x\n"]), parents: [old])
        try company.move("refs/heads/main", to: new)
        try await company.scratch.git("update-ref", "refs/heads/release", old.hex)
        let before = try await company.scratch.git("for-each-ref")
        let id = String(repeating: "0", count: 64)
        let text = line.replacing("OLD", with: old.hex).replacing("NEW", with: new.hex).replacing("ID", with: id)
        try note(company, "act publish draft/ana/x\nref \(old.hex) \(new.hex) refs/heads/main\n\(text)\n")
        #expect(try await Mover(company.workspace("bo")).finish().acts.isEmpty)
        #expect(try await company.scratch.git("for-each-ref") == before)
    }

    @Test(
        "B2 killed once main had moved: the next command brings the work tree after it, and takes request and draft away",
        arguments: ["untouched", "written", "begun", "missing"])
    func afterTheCommitPoint(file: String) async throws {
        let (company, draft, _) = try await halfPublished()
        let path = "\(company.scratch.path)/\(toCRM)"
        switch file {
        case "written": try write(mapped, to: path)
        case "begun": try write(String(mapped.prefix(20)), to: path)
        case "missing": remove(path)
        default: break
        }
        #expect(try Mover(company.workspace("bo")).isUnfinished)
        let (acts, problems) = try await Mover(company.workspace("bo")).finish()
        #expect(acts == ["publish \(draft.name)"])
        #expect(problems.isEmpty)
        #expect(try !Mover(company.workspace("bo")).isUnfinished)
        #expect(readText(path) == mapped)
        #expect(try await company.scratch.git("status", "--porcelain").isEmpty)
        #expect(try company.repository().reference(draft.reference) == nil)
        #expect(try company.repository().references(under: "refs/assent/").isEmpty)
        try await company.expectSound()
    }

    @Test("B2 what somebody edited meanwhile is not overwritten, and the rest waits until it is out of the way")
    func editedMeanwhile() async throws {
        let (company, _, _) = try await halfPublished()
        let path = "\(company.scratch.path)/\(toCRM)"
        try write(Company.leadsToCRM + "# mine\n", to: path)
        let problems = try await Mover(company.workspace("bo")).finish().problems
        #expect(problems.count == 1)
        #expect(readText(path) == Company.leadsToCRM + "# mine\n")
        #expect(try Mover(company.workspace("bo")).isUnfinished)
        try write(Company.leadsToCRM, to: path)
        #expect(try await Mover(company.workspace("bo")).finish().problems.isEmpty)
        #expect(readText(path) == mapped)
    }

    @Test("killed before main moved: nothing happened, and nothing is done about it")
    func beforeTheCommitPoint() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        let main = try company.main()
        try note(
            company,
            """
            act publish \(draft.name)
            ref \(main.hex) \(draft.tip.hex) refs/heads/main
            ref \(request.tip.hex) - \(request.reference)
            draft \(draft.tip.hex) \(draft.name)

            """)
        #expect(try await Mover(company.workspace("bo")).finish().acts.isEmpty)
        #expect(try !Mover(company.workspace("bo")).isUnfinished)
        #expect(try company.main() == main)
        #expect(try company.request(of: draft) == request)
    }

    @Test("what a command that still runs has noted is its own to finish")
    func running() async throws {
        let company = try Company()
        let main = try company.main().hex
        // Process 1 is there as long as the system is.
        try note(company, process: 1, "act x\nref \(main) \(main) refs/heads/main\nref \(main) - refs/heads/main\n")
        #expect(try !Mover(company.workspace("bo")).isUnfinished)
        #expect(try await Mover(company.workspace("bo")).finish().acts.isEmpty)
        #expect(try company.main().hex == main)
    }

    @Test("F7 killed once a withdrawal was recorded: the request goes all the same")
    func withdrawal() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        let workspace = try company.workspace("ana")
        try await Withdrawer(workspace).withdraw(request, by: workspace.me(), comment: nil)
        let closed = try #require(try company.repository().reference("refs/assent/closed/\(request.id)"))
        try await company.scratch.git("update-ref", request.reference, request.tip.hex)
        try note(
            company,
            """
            act withdraw \(draft.name)
            ref - \(closed.hex) refs/assent/closed/\(request.id)
            ref \(request.tip.hex) - \(request.reference)

            """)
        #expect(try await Mover(company.workspace("ana")).finish().acts == ["withdraw \(draft.name)"])
        #expect(try company.repository().reference(request.reference) == nil)
        #expect(try company.repository().reference(draft.reference) == draft.tip)
    }

    @Test("F7 who withdraws or deletes second is told who was first, and nothing is done twice")
    func secondHand() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        let (first, second) = (try company.workspace("ana"), try company.workspace("bo"))
        try await Withdrawer(first).withdraw(request, by: first.me(), comment: nil)
        let found = await refusal { try await Withdrawer(second).withdraw(request, by: second.me(), comment: nil) }
        #expect(name(of: found) == "requestClosed")
        #expect(try company.repository().references(under: "refs/assent/").count == 1)
        try await DraftDeleter(first).delete(draft, by: first.me(), comment: nil)
        #expect(
            name(of: await refusal { try await DraftDeleter(second).delete(draft, by: second.me(), comment: nil) })
                == "unknownDraft")
    }

    @Test("F3 the same submission again, after a command that was cut off, is no other request")
    func sameSubmission() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let first = try await company.submit(draft, to: ["bo"], comment: "please")
        let again = try await company.submit(draft, to: ["bo"], comment: "please")
        #expect(again.kind == .unchanged)
        #expect(again.request == first.request)
        #expect(try await company.submit(draft, to: ["bo"], comment: "please, today").kind == .revised)
        #expect(try await company.submit(draft, to: ["bea"], comment: "please, today").kind == .revised)
    }

    @Test("the same words again, of a command that was cut off, are said once; others in between make them new")
    func sameWords() async throws {
        let company = try Company()
        let request = try await company.submit(company.draft("object", by: "ana", [toCRM: mapped])).request
        func say(_ text: String, as id: String) async throws {
            let workspace = try company.workspace(id)
            try await Commenter(workspace).comment(request, by: workspace.me(), text)
        }
        for (text, id) in [("why?", "bo"), ("why?", "bo"), ("so", "ana"), ("why?", "bo"), ("why?", "bea")] {
            try await say(text, as: id)
        }
        let comments = try RequestNames(company.workspace("bo")).request(named: request.id).chain.events.map(\.event)
            .filter { $0.kind == .comment }
        #expect(comments.map(\.actor) == ["bo", "ana", "bo", "bea"])
    }

    @Test("a change of the settings that is there already, by a command that was cut off, is gone on with")
    func sameSettings() async throws {
        let company = try Company()
        let workspace = try company.workspace("ana")
        func require(_ count: String) async throws -> Draft? {
            try await SettingsChanger(workspace).changeSettings("settings", by: workspace.me(), message: "Ask \(count)")
            { before in
                FileText(bytes: try Settings.setting("approvals.required", to: count, in: before.bytes))
            }?.draft
        }
        let two = try await require("2")
        #expect(try await require("2") == two)
        #expect(try await require("3")?.slug == "settings-2")
        #expect(try Drafts(company.workspace("ana")).all().count == 2)
    }

    @Test("a draft with nothing in it yet, of a command that was cut off, is taken up; one with work is not")
    func emptyDraft() async throws {
        let company = try Company()
        let workspace = try company.workspace("ana")
        let left = try Drafts(workspace).start("fresh", for: workspace.me())
        #expect(try await DraftStarter(workspace).startAnyAndSwitch(after: "fresh", for: workspace.me()) == left)
        try company.commit([toCRM: mapped], to: left)
        #expect(
            try await DraftStarter(workspace).startAnyAndSwitch(after: "fresh", for: workspace.me()).slug == "fresh-2")
    }
}
