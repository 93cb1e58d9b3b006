import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")

@Suite("Publishing", .bareScratch)
struct PublishingTests {
    @Test("B1 main that moved since the command began is taken into account, and the change lands on it")
    func stale() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        let stale = try company.workspace("bo")
        let request = try RequestNames(stale).request(named: draft.name)
        let shown = try #require(try Planner(stale).plan(request).subject)
        try await company.publish(try company.draft("gone", by: "carol", [toBraze: nil]))
        let moved = try company.main()
        let approval = try await Publisher(stale).approve(
            [request], by: try stale.me(), comment: nil, shown: [shown])
        let landing = try #require(approval.landed.first)
        #expect(try company.repository().commit(landing.commit).parents.first == moved)
        #expect(try company.published(toBraze) == nil)
        #expect(try company.published(toCRM) == mapped)
        try await company.expectSound()
    }

    @Test("B1 main that moved so that the subject is another one is refused, and nothing is recorded")
    func staleSubject() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        let stale = try company.workspace("bo")
        let request = try RequestNames(stale).request(named: draft.name)
        let shown = try #require(try Planner(stale).plan(request).subject)
        try await company.publish(
            try company.draft("model", by: "carol", [leads: Company.leads.with("crm.leads", "crm.all_leads")]))
        let main = try company.main()
        guard
            case RightsRefusal.subjectChanged(draft.name, shown, let now, nil)? = await refusal({
                try await Publisher(stale).approve([request], by: try stale.me(), comment: nil, shown: [shown])
            })
        else {
            Issue.record("not refused as changed")
            return
        }
        #expect(try now == company.plan(draft).subject)
        #expect(try company.main() == main)
        #expect(try company.request(of: draft) == request)
    }

    /// Approves, while main moves each of the first times that the clock is looked at. Answers how often it was.
    private func approve(_ company: Company, _ request: ApprovalRequest, whileMainMoves times: Int) async throws -> Int
    {
        var session = company.session("bo")
        let (clock, looks) = (session.clock, Counter())
        // One test, one thread at a time.
        nonisolated(unsafe) let contested = company
        session.clock = {
            if looks.next() <= times {
                do { try contested.commitToMain(["README.md": "\(looks.count)\n"]) } catch { Issue.record(error) }
            }
            return clock()
        }
        let workspace = try OpenWorkspace(session)
        let approval = try await Publisher(workspace).approve(
            [request], by: try workspace.me(), comment: nil, shown: [request.subject])
        #expect(approval.landed.count == 1)
        return looks.count
    }

    @Test("B1 a lost race is run again, five times in all; then main has moved too often", arguments: [1, 4, 5])
    func races(lost: Int) async throws {
        var looks = 0
        for _ in 0..<2 {
            let company = try Company(in: try await ScratchRepository(isBare: true))
            let draft = try company.draft("object", by: "ana", [toCRM: mapped])
            let request = try await company.submit(draft).request
            // The first run is left alone, and tells how often one attempt looks.
            if looks == 0 {
                looks = try await approve(company, request, whileMainMoves: 0)
            } else if lost < 5 {
                #expect(try await approve(company, request, whileMainMoves: lost * looks) == (lost + 1) * looks)
                #expect(try company.published("README.md") == "\(lost * looks)\n")
                try await company.expectSound()
            } else {
                let found = await refusal { try await approve(company, request, whileMainMoves: lost * looks) }
                #expect(name(of: found) == "mainMoved")
                #expect(try company.request(of: draft) == request)
                #expect(try company.published(toCRM) == Company.leadsToCRM)
                #expect(try company.published("README.md") == "\(5 * looks)\n")
            }
        }
    }

    @Test("B1 where a request kept moving and main stood still, it is the request that is named")
    func raceForRequest() async throws {
        let company = try Company(in: try await ScratchRepository(isBare: true))
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        var session = company.session("ana")
        let clock = session.clock
        // One test, one thread at a time.
        nonisolated(unsafe) let contested = company
        session.clock = {
            do {
                try contested.append(.comment, to: draft, by: "bo") { $0.comment = "wait" }
            } catch { Issue.record(error) }
            return clock()
        }
        let workspace = try OpenWorkspace(session)
        let error = await #expect(throws: GitError.self) {
            try await Withdrawer(workspace).withdraw(request, by: try workspace.me(), comment: nil)
        }
        #expect(error?.isModified == true && error?.reference == request.reference)
        #expect(try company.request(of: draft).id == request.id)
    }

    @Test("B3 the landing is a merge of main's tip and the last event; events stand anew on the landed revision")
    func shape() async throws {
        let company = try Company()
        var draft = try company.draft("object", by: "ana", [toCRM: mapped.with("object: lead", "object: account")])
        try await company.submit(draft, comment: "first")
        let superseded = draft.tip
        // Rewritten, as by a rebase: the first revision is in no history of the second.
        let main = try company.main()
        let commit = try company.write(tree: try company.tree(of: main, [toCRM: mapped]), parents: [main])
        try company.move(draft.reference, to: commit)
        draft = try Drafts(company.workspace("ana")).draft(named: draft.name)
        try await company.submit(draft)
        let lines = try company.request(of: draft).chain.events.map(\.event.line)
        let landing = try #require(try await company.approve(draft, by: "bo").landed.first)

        let repository = try company.repository()
        let merge = try repository.commit(landing.commit)
        #expect(merge.parents == [main, landing.record.chain.last.commit])
        #expect(try merge.tree == landing.plan.merge.tree(in: repository))
        let chain = try EventChain(endingIn: merge.parents[1], in: repository)
        #expect(chain.events.map(\.event.line) == lines + [landing.record.chain.last.event.line])
        var parent = draft.tip
        for event in chain.events {
            let commit = try repository.commit(event.commit)
            #expect(commit.parents == [parent])
            #expect(try commit.tree == repository.commit(draft.tip).tree)
            #expect(commit.committer == commit.author)
            parent = event.commit
        }
        #expect(try await company.scratch.git("rev-list", "--all").contains(superseded.hex) == false)
        #expect(
            merge.message.contains(
                "Assent-Request: \(chain.id)\nRequested-by: Ana Silva <ana@acme.example>\nApproved-by: Bo Chen <bo@acme.example>"
            ))
        let trailers = try await company.scratch.git(
            "log", "-1", "--format=%(trailers:key=Assent-Request,valueonly)", "main")
        #expect(trailers.hasPrefix(chain.id))
        try await company.expectSound()
    }

    @Test("B5 the real git finds nothing odd in published history")
    func agreement() async throws {
        let company = try Company()
        let start = try company.main()
        var texts = [Company.leadsToCRM]
        for (index, object) in ["lead", "account", "person", "company"].enumerated() {
            texts.append(Company.leadsToCRM.with("object: Lead", "object: \(object)"))
            let draft = try company.draft("object-\(index)", by: "ana", [toCRM: texts[index + 1]])
            try await company.submit(draft)
            try await company.approve(draft, by: "bo")
            try company.commitToMain(["README.md": "\(index)\n"])
        }
        let repository = try company.repository()
        let main = try company.main()
        let git = company.scratch
        try await git.git("merge-base", "--is-ancestor", start.hex, main.hex)
        let landings = try company.verify().proven.all()
        for landing in landings {
            try await git.git("merge-base", "--is-ancestor", landing.commit.hex, main.hex)
            let parents = try repository.commit(landing.commit).parents
            // git itself merges to the same tree.
            let merged = try await git.git("merge-tree", "--write-tree", parents[0].hex, parents[1].hex)
            #expect(try merged == repository.commit(landing.commit).tree.hex)
            // Event commits show as commits without files.
            for event in try company.chain(of: landing).events {
                let files = try await git.git("show", "--stat", "--format=", event.commit.hex)
                #expect(files.isEmpty)
            }
            let stat = try await git.git(
                "log", "-1", "--first-parent", "-m", "--name-only", "--format=", landing.commit.hex)
            #expect(stat == toCRM)
        }
        #expect(landings.count == 4)
        let listed = try await git.git("ls-tree", "-r", "--name-only", "main").split(separator: "\n").map(String.init)
        #expect(listed == (Array(Company.files.keys) + ["README.md"]).sorted { $0.isExactlyBefore($1) })
        let blamed = try await git.git("blame", "--porcelain", "main", "--", toCRM)
        #expect(blamed.contains("summary Work"))
        try await company.expectSound()
    }

    @Test("B5 git bisect finds the draft's commit over published history")
    func bisect() async throws {
        let company = try Company()
        let start = try company.main()
        var bad: ObjectID?
        for (index, object) in ["lead", "account", "person"].enumerated() {
            let text = Company.leadsToCRM.with("object: Lead", "object: \(object)")
            let draft = try company.draft("object-\(index)", by: "ana", [toCRM: text])
            if object == "account" { bad = draft.tip }
            try await company.submit(draft)
            try await company.approve(draft, by: "bo")
        }
        let tree = "\(company.scratch.folder)/tree"
        try await company.scratch.git("worktree", "add", "--quiet", "--detach", tree, "main")
        let git = { (arguments: [String]) in try await company.scratch.git(arguments, in: tree) }
        _ = try await git(["bisect", "start", try company.main().hex, start.hex])
        let said = try await git(["bisect", "run", "sh", "-c", "grep -qE 'object: (Lead|lead)' \(toCRM)"])
        #expect(said.contains("\(try #require(bad).hex) is the first bad commit"))
    }

    @Test("F6 the same request twice in one step is one request")
    func twice() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        #expect(try await company.approve(draft, draft, by: "bo").landed.count == 1)
        try await company.expectSound()
    }

    @Test("F6 a model is deleted only once the syncs on it are gone, or go in the same draft")
    func deletions() async throws {
        let company = try Company()
        let model = try company.draft("model", by: "ana", ["hightouch/models/users.yaml": nil])
        let sync = try company.draft("sync", by: "abe", [toBraze: nil])
        try await company.submit(sync)
        #expect(try company.plan(model).newErrors.map(\.code.rawValue) == ["A205"])
        #expect(name(of: await refusal { try await company.submit(model) }) == "findings")
        try await company.approve(sync, by: "bo")
        try await company.submit(model)
        try await company.approve(model, by: "bo")
        let both = try company.draft("both", by: "ana", [leads: nil, toCRM: nil])
        try await company.publish(both, by: "bo")
        try await company.expectSound()
    }

    @Test("F5 who approved it may land it when the landing did not come off, and it stays approved")
    func landLater() async throws {
        let company = try Company([
            "assent.yaml": Company.settings.with("bo@acme.example, role: editor", "bo@acme.example, role: reviewer")
                .with("roles:\n", "roles:\n  reviewer: {permissions: [draft, approve]}\n")
                .with(
                    "  self_approval: false",
                    "  self_approval: false\n  rules:\n    - {when: {destinations: [braze]}, required: 2}")
        ])
        let crm = try company.draft("crm", by: "ana", [toCRM: mapped])
        let braze = try company.draft(
            "braze", by: "ana", [toBraze: Company.usersToBraze.with("mode: upsert", "mode: update")])
        try await company.submit(crm)
        try await company.submit(braze)
        #expect(try await company.approve(crm, braze, by: "bo").landed.isEmpty)
        let landing = try await company.publish(crm, by: "bo")
        #expect(landing.decision.waivedBy == nil)
        let verified = try #require(try company.verify().proven.all().last)
        #expect(verified.approvers == ["bo"])
        #expect(!verified.isWaived)
        try await company.expectSound()
    }

    @Test(
        "F5 an approved request is landed by any member who may draft, under another subject too",
        arguments: ["abe", "bea"])
    func landedByAnyone(member: String) async throws {
        let company = try Company(["assent.yaml": Company.settings.with("  required: 1", "  required: 2")])
        let draft = try company.draft("crm", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        // Asked for under one subject, approved under another.
        try await company.publish(
            try company.draft("model", by: "carol", [leads: Company.leads.with("crm.leads", "crm.all_leads")]))
        try await company.approve(draft, by: "bo")
        // The second approval is recorded, its landing does not come off.
        let plan = try Planner(company.workspace("bea")).plan(company.request(of: draft))
        try company.append(.approve, to: draft, by: "bea") {
            $0.revision = plan.revision
            $0.subject = plan.subject
            $0.risks = []
        }
        let landing = try await company.publish(draft, by: member)
        #expect(landing.decision.waivedBy == nil)
        #expect(try company.verify().proven.all().last?.isWaived == false)
        try await company.expectSound()
    }

    @Test("B3 names that could forge a header or a trailer do not")
    func hostileNames() async throws {
        let name = "Bo <x@y> Chen\\nparent 0000000000000000000000000000000000000000\\nAssent-Request: 00"
        let company = try Company([
            "assent.yaml": Company.settings.with("name: Bo Chen", "name: \"\(name)\"")
        ])
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let id = try await company.submit(draft).request.id
        let landing = try #require(try await company.approve(draft, by: "bo").landed.first)
        let commit = try company.repository().commit(landing.commit)
        #expect(commit.parents.count == 2)
        #expect(commit.message.split(separator: "\n").last { $0.hasPrefix("Assent-Request:") }?.hasSuffix(id) == true)
        #expect(commit.message.split(separator: "\n").filter { $0.hasPrefix("Assent-Request:") }.count == 1)
        try await company.expectSound()
    }

    @Test("B3 the settings' id cannot change by publishing, so that main stays provable")
    func identity() async throws {
        let company = try Company()
        let settings = Company.settings.with("id: 6f1c2a9e0b5d4c77", "id: 0000000000000000")
        let draft = try company.draft("settings", by: "carol", ["assent.yaml": settings])
        let main = try company.main()
        let refused = name(of: await refusal { try await company.publish(draft) })
        #expect(refused == "findings")
        #expect(try company.main() == main)
    }

    @Test("B5 nothing of libgit2 stays open")
    func handles() async throws {
        let company = try Company()
        let workspace = try company.workspace("bo")
        let open = workspace.repository.handles.open
        let draft = try Drafts(workspace).start("x", for: workspace.me())
        let edited = try company.commit([toCRM: mapped], to: draft)
        _ = try Planner(workspace).plan(edited, by: "bo")
        _ = try await Publisher(workspace).publish(edited, by: workspace.me(), reason: nil)
        _ = try Verifier(workspace.repository).verify(company.main())
        let refused = name(of: await refusal { try Drafts(workspace).draft(named: "nothing") })
        #expect(refused == "unknownDraft")
        #expect(workspace.repository.handles.open == open)
        let count = workspace.repository.handles
        do {
            let other = try company.repository().handles
            #expect(other.open == 0)
        }
        _ = consume workspace
        #expect(count.open == 0)
    }
}

private final class Counter: @unchecked Sendable {
    private(set) var count = 0
    func next() -> Int {
        count += 1
        return count
    }
}
