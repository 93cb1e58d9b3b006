import Approvals
import Git
import Resources
import Support
import Testing
import YAML

private let leads = "hightouch/models/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let hourly = Company.leadsToCRM.with("quantity: 1", "quantity: 2")

@Suite("Merging drafts into main", .bareScratch)
struct MergeTests {
    @Test(
        "B4 two drafts that change different fields of one file both land",
        arguments: [
            (toCRM, mapped, hourly, mapped.with("quantity: 1", "quantity: 2")),
            (
                toCRM, Company.leadsToCRM.with("from: first_name", "from: company"),
                Company.leadsToCRM.with("    - {to: Email", "    - {to: Id, from: email}\n    - {to: Email"),
                Company.leadsToCRM.with("from: first_name", "from: company")
                    .with("    - {to: Email", "    - {to: Id, from: email}\n    - {to: Email")
            ),
            (
                toCRM, "# one\n" + mapped, hourly.with("quantity: 2}", "quantity: 2} # two"),
                "# one\n" + mapped.with("quantity: 1}", "quantity: 2} # two")
            ),
            // Both make the same change, one of them with more.
            (toCRM, mapped, mapped.with("quantity: 1", "quantity: 2"), mapped.with("quantity: 1", "quantity: 2")),
            (
                leads, Company.leads.with("crm.leads", "crm.all_leads"), Company.leads + "tags: [crm]\n",
                Company.leads.with("crm.leads", "crm.all_leads") + "tags: [crm]\n"
            ),
        ])
    func differentFields(path: String, one: String, other: String, both: String) async throws {
        let company = try Company()
        let first = try company.draft("first", by: "ana", [path: one])
        let second = try company.draft("second", by: "abe", [path: other])
        try await company.submit(first)
        try await company.submit(second)
        try await company.approve(first, by: "bo")
        #expect(try company.published(path) == one)
        try await company.approve(second, by: "bo")
        #expect(try company.published(path) == both)
        try await company.expectSound()
    }

    @Test("B4 different files land, and what either did not touch stays as main has it")
    func differentFiles() async throws {
        let company = try Company()
        let sync = try company.draft("sync", by: "ana", [toCRM: mapped])
        try await company.publish(try company.draft("gone", by: "bo", [toBraze: nil]))
        try company.commitToMain(["dbt_project.yml": "name: y\n"])
        try await company.publish(sync, by: "bo")
        #expect(try company.published(toBraze) == nil)
        #expect(try company.published(toCRM) == mapped)
        #expect(try company.published("dbt_project.yml") == "name: y\n")
        try await company.expectSound()
    }

    @Test("B4 edits of different lines of one query come together, marked as nobody's own text")
    func lines() async throws {
        let company = try Company()
        let query = Company.leads.with("crm.leads", "crm.leads\n  where a\n  limit 9")
        try await company.publish(try company.draft("query", by: "bo", [leads: query]))
        let draft = try company.draft("mine", by: "ana", [leads: query.with("limit 9", "limit 8")])
        try await company.submit(draft)
        #expect(try company.plan(draft).changes.flatMap(\.fields).map(\.isJoined) == [false])
        let theirs = query.with("crm.leads", "crm.all_leads")
        try await company.publish(try company.draft("theirs", by: "bo", [leads: theirs]))
        let plan = try company.plan(draft)
        #expect(plan.changes.flatMap(\.fields).map(\.isJoined) == [true])
        #expect(plan.merge.joined.map(\.path.description) == ["rawSql"])
        try await company.approve(draft, by: "bo")
        #expect(try company.published(leads) == theirs.with("limit 9", "limit 8"))
        try await company.expectSound()
    }

    @Test("B2 main is proven by what it means, however its texts were merged")
    func otherMerge() async throws {
        let company = try Company()
        let draft = try company.draft("mine", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        try await company.publish(try company.draft("theirs", by: "bo", [toCRM: hourly]))
        try await company.approve(draft, by: "bo")
        let landed = try company.repository().commit(company.main())
        // What another version of this program may have made of the same two texts.
        let other = try company.published(toCRM).map {
            "# kept here\n" + $0.replacing("object: lead", with: "'object': \"lead\"")
        }
        let tree = try company.tree(of: try company.main(), [toCRM: other])
        try company.move(
            "refs/heads/main", to: try company.write(tree: tree, parents: landed.parents, message: landed.message))
        try await company.expectSound()
        let changed = try company.tree(
            of: try company.main(), [toCRM: other?.replacing("quantity: 2", with: "quantity: 3")])
        try company.move(
            "refs/heads/main", to: try company.write(tree: changed, parents: landed.parents, message: landed.message))
        #expect(try company.verify().failure != nil)
    }

    @Test("B4 a conflict names the field and shows base, published and draft; nothing is recorded")
    func conflict() async throws {
        let company = try Company()
        let draft = try company.draft("mine", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        try await company.publish(
            try company.draft("theirs", by: "bo", [toCRM: mapped.with("object: lead", "object: account")]))
        let before = try (company.main(), company.request(of: draft))
        let acts: [() async throws -> Any] = [
            { try await company.approve(draft, by: "bea") }, { try await company.publish(draft, by: "bea") },
            { try await company.submit(draft, comment: "please") },
        ]
        for act in acts {
            guard case ContentRefusal.conflicts(draft.name, let conflicts)? = await refusal({ try await act() }) else {
                Issue.record("no conflict")
                continue
            }
            let expected = FieldConflict(
                file: .sync("leads-to-crm"), path: FieldPath([.key("config"), .key("object")]),
                base: .string("Lead"), published: .string("account"), draft: .string("lead"))
            #expect(conflicts == [expected])
        }
        #expect(try company.main() == before.0)
        #expect(try company.request(of: draft) == before.1)
        #expect(try company.plan(draft).subject == nil)
    }

    @Test(
        "B4 deleting against editing is a conflict, either way round", arguments: [true, false])
    func deleteAgainstEdit(isDeletedOnDraft: Bool) async throws {
        let company = try Company()
        let edited = Company.usersToBraze.with("mode: upsert", "mode: update")
        let draft = try company.draft("mine", by: "ana", [toBraze: isDeletedOnDraft ? nil : edited])
        try await company.publish(try company.draft("theirs", by: "bo", [toBraze: isDeletedOnDraft ? edited : nil]))
        #expect(name(of: await refusal { try await company.submit(draft) }) == "conflicts")
        // Only the layout of what is deleted changed: no conflict.
        let other = try company.draft("leads", by: "ana", [toCRM: nil])
        try await company.publish(try company.draft("layout", by: "bo", [toCRM: "# x\n" + Company.leadsToCRM]))
        try await company.publish(other, by: "bo")
        #expect(try company.published(toCRM) == nil)
        try await company.expectSound()
    }

    @Test("B4 a draft that merged main with git publishes what it changes beyond main, and nothing else")
    func mergedByGit() async throws {
        let company = try Company()
        var draft = try company.draft("mine", by: "ana", [toCRM: mapped])
        try await company.publish(
            try company.draft("theirs", by: "bo", [toBraze: nil, toCRM: hourly, leads: Company.leads + "tags: [a]\n"]))
        try company.commitToMain(["dbt_project.yml": "name: y\n", "new.sql": "select 1\n"])
        draft = try company.mergeMain(
            into: draft,
            [
                toBraze: nil, toCRM: mapped.with("quantity: 1", "quantity: 2"), leads: Company.leads + "tags: [a]\n",
                "dbt_project.yml": "name: y\n", "new.sql": "select 1\n",
            ])
        let plan = try company.plan(draft)
        #expect(plan.changes.map(\.file) == [.sync("leads-to-crm")])
        #expect(plan.changes[0].fields.map(\.path.description) == ["config.object"])
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        try await company.expectSound()
    }

    @Test("B4 a merge of main that throws main's changes away shows what it throws away")
    func ours() async throws {
        let company = try Company()
        var draft = try company.draft("mine", by: "ana", [toCRM: mapped])
        try await company.publish(try company.draft("theirs", by: "bo", [leads: Company.leads + "tags: [a]\n"]))
        draft = try company.mergeMain(into: draft)
        #expect(try company.plan(draft).changes.map(\.file) == [.model("leads"), .sync("leads-to-crm")])
        // Not governed: no draft may take it back.
        try company.commitToMain(["dbt_project.yml": "name: y\n"])
        draft = try company.mergeMain(into: draft)
        #expect(name(of: await refusal { try company.plan(draft) }) == "ungovernedChanges")
    }

    /// Main and a draft that both merged each other's first change: two merge bases.
    private func crissCross(
        _ company: Company, base: String, main: String, draft: String, merged: String
    ) throws -> Draft {
        let repository = try company.repository()
        try company.commitToMain([toCRM: base])
        let start = try company.main()
        let work = try company.draft("cross", by: "ana", [toCRM: draft])
        let left = try company.commitToMain([toCRM: main])
        let both = try company.tree(of: left, [toCRM: merged])
        let tips = [
            try company.write(tree: both, parents: [left, work.tip]),
            try company.write(tree: both, parents: [work.tip, left]),
        ]
        try company.move("refs/heads/main", to: tips[0])
        try company.move(work.reference, to: tips[1])
        #expect(try repository.mergeBases(tips[0], tips[1]).count == 2)
        #expect(try repository.mergeBases(left, work.tip) == [start])
        return try Drafts(company.workspace("ana")).draft(named: "cross")
    }

    @Test("B4 with several merge bases each side's later change counts once")
    func severalBases() async throws {
        let company = try Company()
        let merged = mapped.with("quantity: 1", "quantity: 2")
        var draft = try crissCross(company, base: Company.leadsToCRM, main: hourly, draft: mapped, merged: merged)
        #expect(try company.plan(draft).isEmpty)
        draft = try company.commit([toCRM: merged.with("from: first_name", "from: company")], to: draft)
        try company.commitToMain([toCRM: merged.with("mode: insert", "mode: update")])
        let plan = try company.plan(draft)
        #expect(plan.merge.conflicts.isEmpty)
        #expect(plan.changes.flatMap { $0.fields.map(\.path.description) } == ["config.mappings[FirstName].from"])
        let entry = try company.repository().entry(at: toCRM, in: plan.merge.tree(in: company.repository()))
        let text = String(decoding: try company.repository().blob(try #require(entry).id), as: UTF8.self)
        #expect(text == merged.with("from: first_name", "from: company").with("mode: insert", "mode: update"))
    }

    /// Which base comes first is chance, so it is tried with several comments.
    @Test(
        "B4 with several merge bases a change back to what one of them had is a change", arguments: [true, false], 0..<4
    )
    func changeBack(isMainsChange: Bool, chance: Int) async throws {
        let company = try Company()
        let comment = "# \(chance)\n"
        // Only one side had changed the file when both merged.
        var draft = try crissCross(
            company, base: Company.leadsToCRM, main: isMainsChange ? mapped : Company.leadsToCRM + comment,
            draft: isMainsChange ? Company.leadsToCRM + comment : mapped, merged: mapped + comment)
        draft = try company.commit([toCRM: Company.leadsToCRM + comment], to: draft)
        let back = try company.plan(draft)
        #expect(back.changes.flatMap { $0.fields.map(\.path.description) } == ["config.object"])
        draft = try company.commit([toCRM: mapped], to: draft)
        #expect(try company.plan(draft).changes.isEmpty)
    }

    @Test("F8 a rename is a delete and an add, shown as a rename, and lands as one")
    func rename() async throws {
        let company = try Company()
        let new = "hightouch/syncs/users-to-messages.yaml"
        let draft = try company.draft("rename", by: "ana", [toBraze: nil, new: Company.usersToBraze])
        try await company.submit(draft)
        let plan = try company.plan(draft)
        #expect(plan.changes.map(\.kind) == [.deleted, .added])
        #expect(renames(among: plan.changes) == [Rename(from: .sync("users-to-braze"), to: .sync("users-to-messages"))])
        try await company.approve(draft, by: "bo")
        #expect(try company.published(toBraze) == nil)
        #expect(try company.published(new) == Company.usersToBraze)
        try await company.expectSound()
    }
}

@Suite("What a draft may consist of", .bareScratch)
struct FitnessTests {
    /// What becomes of a draft with this commit on top of a proper change.
    private func refused(_ edits: [TreeEdit], _ make: (Company, Draft) throws -> Void = { _, _ in }) async throws
        -> (any Refusal)?
    {
        let company = try Company()
        let draft = try company.draft("mine", by: "ana", [toCRM: mapped])
        let tree = try company.repository().editTree(company.repository().commit(draft.tip).tree, edits)
        try company.move(draft.reference, to: try company.write(tree: tree, parents: [draft.tip]))
        try make(company, draft)
        let main = try company.main()
        let now = try Drafts(company.workspace("ana")).draft(named: draft.name)
        let published = await refusal { try await company.publish(now, by: "carol") }
        #expect(name(of: await refusal { try await company.submit(now) }) == name(of: published))
        #expect(try company.main() == main)
        return published
    }

    private func blob(_ text: String) throws -> ObjectID {
        try ScratchRepository.current.open().writeBlob(Array(text.utf8))
    }

    @Test(
        "F4 a draft changes governed files only, and publishing names what is not",
        arguments: [
            "dbt_project.yml", "README.md", "hightouch/models/staging/x.yaml", "hightouch/models/schema.yml",
            "hightouch/manifest-acme.yaml", "hightouch/x.yaml", "hightouch/models/.hidden.yaml", "assent.yml",
            "hightouch/Models/x.yaml", "Hightouch/models/leads.yaml", ".gitattributes", ".gitmodules", "ASSENT.YAML",
            "hightouch/aliases-x/y.yaml", "assent.yaml.d/x",
        ])
    func ungoverned(path: String) async throws {
        guard
            case ContentRefusal.unfitCommit(_, _, .ungoverned([path], _))? = try await refused([
                TreeEdit(path, .put(try blob("x\n"), .file))
            ])
        else {
            Issue.record("not refused as ungoverned")
            return
        }
    }

    @Test("F4 an ungoverned change that a later commit takes back is in history all the same")
    func takenBack() async throws {
        let found = try await refused([TreeEdit("secret.env", .put(try blob("x\n"), .file))]) { company, draft in
            let tip = try #require(try company.repository().reference(draft.reference))
            let tree = try company.repository().commit(draft.tip).tree
            try company.move(draft.reference, to: try company.write(tree: tree, parents: [tip]))
        }
        #expect(name(of: found) == "unfitCommit")
    }

    @Test("F4 no commit of a draft adds a root, not even by a merge")
    func root() async throws {
        let found = try await refused([]) { company, draft in
            let tree = try company.repository().commit(draft.tip).tree
            let root = try company.write(tree: tree, parents: [])
            try company.move(draft.reference, to: try company.write(tree: tree, parents: [draft.tip, root]))
        }
        guard case ContentRefusal.unfitCommit(_, _, .addsRoot)? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test("F4 no commit of a draft adds a file over 1 MiB, not even one that a later commit makes smaller")
    func large() async throws {
        let text = Company.leadsToCRM + "description: \(String(repeating: "x", count: 1 << 20))\n"
        let found = try await refused([TreeEdit(toCRM, .put(try blob(text), .file))]) { company, draft in
            let tip = try #require(try company.repository().reference(draft.reference))
            let tree = try company.repository().commit(draft.tip).tree
            try company.move(draft.reference, to: try company.write(tree: tree, parents: [tip]))
        }
        guard case ContentRefusal.unfitCommit(_, _, .tooLarge(toCRM, text.utf8.count))? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test(
        "A105 a link or submodule in place of a model, a folder or the root never gets to main",
        arguments: [
            (leads, FileMode.link), (leads, .submodule), ("hightouch/models", .link), ("hightouch/syncs", .link),
            ("hightouch", .link), ("hightouch", .file), ("hightouch/columns", .link), ("hightouch/columns", .submodule),
            ("hightouch/MODELS", .link), ("HighTouch", .link), ("assent.yaml", .link), ("assent.yaml", .submodule),
        ])
    func places(path: String, mode: FileMode) async throws {
        let target = mode == .submodule ? try await refusalTarget() : try blob("elsewhere")
        #expect(try await refused([TreeEdit(path, .put(target, mode))]) != nil)
    }

    private func refusalTarget() async throws -> ObjectID { ObjectID(hex: String(repeating: "1", count: 40))! }

    @Test("F4 settings are never removed, and never left unreadable")
    func settings() async throws {
        for edit in [
            TreeEdit("assent.yaml", .remove), TreeEdit("assent.yaml", .put(try blob("version: 99\n"), .file)),
            TreeEdit("assent.yaml", .put(try blob("["), .file)), TreeEdit("assent.yaml", .put(try blob(""), .file)),
            TreeEdit("assent.yaml/x.yaml", .put(try blob("x"), .file)),
        ] {
            let company = try Company(in: try await ScratchRepository(isBare: true))
            let repository = try company.repository()
            let draft = try company.draft("mine", by: "carol", [:])
            if case .put(let id, _) = edit.action {
                _ = try repository.writeBlob(try ScratchRepository.current.open().blob(id))
            }
            let tree = try repository.editTree(repository.commit(draft.tip).tree, [edit])
            try company.move(draft.reference, to: try company.write(tree: tree, parents: [draft.tip]))
            let main = try company.main()
            let found = await refusal {
                try await company.publish(try Drafts(company.workspace("carol")).draft(named: draft.name), by: "carol")
            }
            #expect(found != nil, "\(edit.path)")
            #expect(try company.main() == main)
        }
    }

    @Test(
        "B4 hostile names are no governed files, and are refused",
        arguments: ["hightouch/models/a\u{1b}[31m.yaml", "hightouch/models/\u{85}.yaml", "hightouch/syncs/a\nb.yaml"])
    func hostileNames(path: String) async throws {
        let found = try await refused([TreeEdit(path, .put(try blob(Company.leads), .file))])
        #expect(name(of: found) == "unfitCommit")
    }

    @Test("B4 a name that is no UTF-8, or that git refuses, never gets to main")
    func rawNames() async throws {
        // Only git's plumbing writes such trees.
        for file in ["..", ".git", "a\\377.yaml"] {
            let company = try Company(in: try await ScratchRepository(isBare: true))
            let draft = try company.draft("mine", by: "ana", [:])
            let blob = try company.repository().writeBlob(Array(Company.leads.utf8))
            let models = try await company.scratch.git(
                ["mktree"], input: "100644 blob \(blob.hex)\t\(file.contains("\\") ? "\"\(file)\"" : file)\n")
            let root = try await company.scratch.git(["mktree"], input: "040000 tree \(models)\tmodels\n")
            let base = try await company.scratch.git("ls-tree", draft.tip.hex)
            let lines = base.split(separator: "\n").filter { !$0.hasSuffix("\thightouch") }
            let tree = try await company.scratch.git(
                ["mktree"], input: (lines + ["040000 tree \(root)\thightouch"]).joined(separator: "\n") + "\n")
            let id = try #require(ObjectID(hex: tree))
            try company.move(draft.reference, to: try company.write(tree: id, parents: [draft.tip]))
            let now = try Drafts(company.workspace("ana")).draft(named: draft.name)
            let refused = name(of: await refusal { try await company.publish(now, by: "carol") })
            #expect(refused == "unfitCommit", "\(file)")
        }
    }

    @Test("B4 a history that shares nothing with main is refused, and so is one that is cut off")
    func unrelated() async throws {
        let company = try Company()
        let tree = try company.tree(of: try company.main(), [toCRM: mapped])
        try company.move("refs/heads/draft/ana/alien", to: try company.write(tree: tree, parents: []))
        let draft = try Drafts(company.workspace("ana")).draft(named: "alien")
        #expect(name(of: await refusal { try company.plan(draft) }) == "unrelatedHistory")

        let work = try company.draft("mine", by: "ana", [toCRM: mapped])
        try await company.publish(try company.draft("theirs", by: "bo", [leads: Company.leads + "tags: [a]\n"]))
        try await company.scratch.git(
            "clone", "--quiet", "--bare", "--depth", "1", "--no-single-branch", "file://\(company.scratch.path)",
            "\(company.scratch.folder)/shallow")
        var session = company.session("ana")
        session.directory = "\(company.scratch.folder)/shallow"
        let shallow = try OpenWorkspace(session)
        let cut = await refusal { try Planner(shallow).plan(try Drafts(shallow).draft(named: work.name), by: "ana") }
        #expect(name(of: cut) == "shallow")
        #expect(name(of: await refusal { try Verifier(shallow.repository).verify(shallow.tip) }) == "shallow")
    }
}
