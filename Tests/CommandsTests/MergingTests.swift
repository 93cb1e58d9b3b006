import Git
import Support
import Testing

/// Two histories come together: git's merge driver, and main brought into a draft (B4).
@Suite(.scratch) struct MergingTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"

    /// Commits an edit of the sync on a branch.
    private func commit(_ stage: Stage, on branch: String, _ old: String, _ new: String) async throws {
        try await stage.git(["switch", "--quiet", branch])
        try stage.edit(sync, old, new)
        try await stage.git(["commit", "--quiet", "-am", new])
    }

    private func text(_ stage: Stage, _ path: String) -> String { readText("\(stage.scratch.path)/\(path)") ?? "" }

    @Test("merge-file merges as git merge-file is called, and answers with the number of conflicts")
    func mergeFile() async throws {
        let stage = try await Stage.company()
        let base = Acme.leadsToCRM
        let theirs = base.replacing("from: first_name", with: "from: company").replacing("insert", with: "upsert")
        try stage.edit(["base": base, "mine": base.replacing("from: email", with: "from: company"), "theirs": theirs])
        await stage.type("ana", "merge-file -p mine base theirs")
        #expect(text(stage, "mine") == base.replacing("from: email", with: "from: company"))
        await stage.type("ana", "merge-file mine base theirs")
        #expect(text(stage, "mine") == theirs.replacing("from: email", with: "from: company"))
        stage.note("a conflict")
        try stage.edit(["mine": base.replacing("insert", with: "update").replacing("quantity: 1", with: "quantity: 6")])
        try stage.edit(["theirs": theirs.replacing("quantity: 1", with: "quantity: 4")])
        await stage.type("ana", "merge-file -p mine base theirs")
        #expect(stage.lastStatus == 2)
        await stage.type("ana", "merge-file --quiet -L ours -L old --path \(sync) mine base theirs")
        stage.note("mistakes, and a file that is not a model or sync")
        await stage.type("ana", "merge-file mine base")
        await stage.type("ana", "merge-file mine base nowhere")
        try stage.edit(["mine": "a\n", "base": "b\n", "theirs": "c\n"])
        await stage.type("ana", "merge-file mine base theirs")
        #expect(text(stage, "mine").hasPrefix("<<<<<<< mine\na\n"))
        try stage.matchesGolden("merge-file")
    }

    @Test("B4 as git's merge driver it merges what lines would not, and marks what cannot be")
    func driver() async throws {
        let stage = try await Stage.company()
        try await stage.git(["config", "merge.assent.driver", "assent merge-file --path %P %A %O %B"])
        try write("hightouch/*/*.yaml merge=assent\n", to: stage.scratch.path + "/.gitattributes")
        try await stage.git(["add", ".gitattributes"])
        try await stage.git(["commit", "--quiet", "-m", "Merge by field"])
        try await stage.git(["branch", "side"])
        // Neighbouring lines of one list, which git alone would not merge.
        try await commit(stage, on: "main", "from: email", "from: company")
        try await commit(stage, on: "side", "from: first_name", "from: email")
        let environment = stage.environment(of: "ana")
        let alone = try await Program.shell("git -c merge.assent.driver=false merge --quiet main", with: environment)
        #expect(alone.status != 0)
        try await stage.git(["merge", "--abort"])
        let clean = try await Program.shell("git merge --quiet --no-edit main", with: environment)
        #expect(clean.status == 0, "\(clean.error)")
        #expect(text(stage, sync).contains("{to: Email, from: company, type: standard}"))
        #expect(text(stage, sync).contains("{to: FirstName, from: email, type: standard}"))

        try await commit(stage, on: "main", "quantity: 1", "quantity: 2")
        try await commit(stage, on: "side", "quantity: 1", "quantity: 3")
        let conflict = try await Program.shell("git merge --no-edit main", with: environment)
        #expect(conflict.status == 1)
        #expect(conflict.error.contains("schedule.schedule.interval.quantity of\n  \(sync)"), "\(conflict.error)")
        #expect(text(stage, sync).contains("<<<<<<< current: schedule.schedule.interval.quantity\n"))
        #expect(try await stage.git(["status", "--porcelain"]).hasPrefix("UU \(sync)"))
    }

    @Test("B4 draft update brings main in, and has conflicts settled in the file")
    func update() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start one")
        await stage.type("ana", "draft update")
        try stage.edit(sync, "from: email", "from: company")
        await stage.type("ana", "save")
        await stage.type("dan", "draft start two")
        try stage.edit(sync, "from: first_name", "from: email")
        try stage.edit("hightouch/models/members.yaml", "name: Members", "name: All members")
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "draft switch one")
        stage.note("edits in the way")
        try stage.edit(sync, "quantity: 1", "quantity: 2")
        await stage.type("ana", "draft update")
        await stage.type("ana", "save")
        await stage.type("ana", "draft update")
        #expect(try await stage.git(["rev-list", "--parents", "-1", "HEAD"]).split(separator: " ").count == 3)
        #expect(try await stage.git(["status", "--porcelain"]) == "")
        #expect(text(stage, sync).contains("{to: Email, from: company, type: standard}"))
        #expect(text(stage, sync).contains("{to: FirstName, from: email, type: standard}"))
        stage.note("the same field on both sides")
        await stage.type("dan", "draft start three")
        try stage.edit(sync, "quantity: 1", "quantity: 6")
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "draft update one")
        await stage.type("ana", "draft switch one")
        await stage.type("ana", "status")
        let before = try await stage.git(["rev-parse", "HEAD"])
        await stage.type("ana", "draft update")
        #expect(
            text(stage, sync).contains(
                """
                <<<<<<< draft: schedule.schedule.interval.quantity
                    interval: {unit: hour, quantity: 2}
                ||||||| before
                    interval: {unit: hour, quantity: 1}
                =======
                    interval: {unit: hour, quantity: 6}
                >>>>>>> published

                """))
        #expect(
            try await stage.git(["rev-parse", "HEAD", "MERGE_HEAD"]) == "\(before)\n\(stage.git(["rev-parse", "main"]))"
        )
        await stage.type("ana", "draft update")
        await stage.type("ana", "save")
        await stage.type("ana", "check")
        stage.note("after the merge is aborted, nothing is lost")
        try await stage.git("merge", "--abort")
        #expect(try await stage.git(["status", "--porcelain"]) == "")
        await stage.type("ana", "draft update --format json")
        try stage.edit([sync: Acme.leadsToCRM.replacing("quantity: 1", with: "quantity: 4")])
        await stage.type("ana", "save -m \"Every four hours\"")
        #expect(try await stage.git(["rev-list", "--parents", "-1", "HEAD"]).split(separator: " ").count == 3)
        await stage.type("ana", "draft update")
        await stage.type("ana", "submit")
        await stage.type("eva", "draft update one")
        try stage.matchesGolden("draft-update")
    }

    @Test("draft update takes along what is not saved, as git merge does, unless it is of a file that it changes")
    func unsaved() async throws {
        let stage = try await Stage.company()
        let (leads, members) = ("hightouch/models/leads.yaml", "hightouch/models/members.yaml")
        await stage.type("ana", "draft start one")
        try stage.edit(sync, "from: email", "from: company")
        await stage.type("ana", "save")
        await stage.type("dan", "draft start two")
        try stage.edit(sync, "from: first_name", "from: email")
        try stage.edit(members, "name: Members", "name: All members")
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "draft switch one")
        try stage.edit(leads, "name: Leads", "name: My leads")
        try stage.edit([
            "hightouch/models/staged.yaml": Acme.leads, "hightouch/models/new.yaml": Acme.leads,
            "README.md": "# Mine\n",
        ])
        try await stage.git("add", "hightouch/models/staged.yaml")
        try stage.edit(members, "name: Members", "name: My members")
        let status = try await stage.git(["status", "--porcelain"])
        stage.note("only what is in the way is named")
        await stage.type("ana", "draft update")
        #expect(try await stage.git(["status", "--porcelain"]) == status)
        try await stage.git("checkout", "--quiet", "--", members)
        await stage.type("ana", "draft update")
        let kept = " M README.md\n M \(leads)\nA  hightouch/models/staged.yaml\n?? hightouch/models/new.yaml"
        #expect(try await stage.git(["status", "--porcelain"]) == kept)
        #expect(text(stage, leads).contains("My leads") && text(stage, members).contains("All members"))
        #expect(text(stage, sync).contains("{to: FirstName, from: email, type: standard}"))
        stage.note("with nothing to bring in, nothing is in the way")
        await stage.type("ana", "draft update")

        stage.note("a conflict: staged changes would become part of the merge")
        try await stage.git(["stash", "--quiet", "--include-untracked"])
        try await commit(stage, on: "draft/ana/one", "quantity: 1", "quantity: 2")
        await stage.type("dan", "draft start three")
        try stage.edit(sync, "quantity: 1", "quantity: 6")
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "draft switch one")
        try await stage.git(["stash", "pop", "--quiet", "--index"])
        #expect(try await stage.git(["status", "--porcelain"]) == kept)
        await stage.type("ana", "draft update")
        #expect(try await stage.git(["status", "--porcelain"]) == kept)
        try await stage.git("reset", "--quiet", "--", "hightouch/models/staged.yaml")
        await stage.type("ana", "draft update")
        #expect(text(stage, leads).contains("My leads") && text(stage, "README.md") == "# Mine\n")
        #expect(text(stage, sync).contains("<<<<<<< draft"))
        try await stage.git("merge", "--abort")
        #expect(text(stage, leads).contains("My leads") && text(stage, "README.md") == "# Mine\n")
        #expect(text(stage, "hightouch/models/new.yaml") == Acme.leads)
        try stage.matchesGolden("draft-update-unsaved")
    }

    @Test("F6 a draft on another draft says so wherever it is shown, and publishes both")
    func stacked() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start one")
        try stage.edit("hightouch/models/leads.yaml", "company\n", "company,\n    phone\n")
        await stage.type("ana", "save")
        await stage.type("ana", "draft start two --on one")
        await stage.type("ana", "status")
        try stage.edit(sync, "from: first_name", "from: phone")
        await stage.type("ana", "save")
        await stage.type("ana", "status")
        await stage.type("ana", "draft list")
        await stage.type("ana", "submit --to dan")
        await stage.type("dan", "view ana/two")
        stage.note("the draft beneath gets another commit")
        await stage.type("ana", "draft switch one")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "save")
        await stage.type("ana", "draft list")
        await stage.type("dan", "publish ana/two --yes")
        await stage.type("ana", "draft list")
        await stage.type("dan", "publish ana/one --yes")
        await stage.type("ana", "draft start two")
        await stage.type("ana", "draft list --format json")
        await stage.type("ana", "draft start three --on tow")
        try stage.matchesGolden("stacked")
    }

    @Test("F6 a request whose changes went live with a draft on top of it says so, and how it ends")
    func beneath() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start one")
        try stage.edit("hightouch/models/leads.yaml", "company\n", "company,\n    phone\n")
        await stage.type("ana", "submit --save --to dan")
        await stage.type("ana", "draft start two --on one")
        try stage.edit(sync, "from: first_name", "from: phone")
        await stage.type("ana", "submit --save --to dan")
        await stage.type("dan", "publish ana/two --yes")
        await stage.type("ana", "requests")
        await stage.type("dan", "requests --for-me")
        await stage.type("ana", "requests --for-me")
        await stage.type("ana", "view ana/one")
        await stage.type("eva", "view ana/one")
        await stage.type("ana", "status")
        await stage.type("ana", "draft switch one")
        await stage.type("ana", "status")
        await stage.type("ana", "publish")
        await stage.type("dan", "approve ana/one")
        await stage.type("ana", "withdraw ana/one")
        await stage.type("ana", "requests")
        await stage.type("ana", "status")
        try stage.matchesGolden("beneath")
    }

    @Test("draft update works without a work tree, and follows a draft that has nothing of its own")
    func bare() async throws {
        let stage = try await Stage.company()
        try await stage.git(["branch", "draft/ana/empty"])
        try await stage.git(["branch", "draft/ana/one"])
        try await commit(stage, on: "draft/ana/one", "from: email", "from: company")
        try await stage.git(["switch", "--quiet", "main"])
        await stage.type("dan", "draft start two")
        try stage.edit(sync, "from: first_name", "from: email")
        await stage.type("dan", "publish --save --yes")
        try await stage.git(["clone", "--quiet", "--bare", ".", "../bare.git"])
        await stage.type("ana", "draft update one", in: "bare.git")
        await stage.type("ana", "draft update empty", in: "bare.git")
        await stage.type("ana", "draft update empty", in: "bare.git")
        await stage.type("ana", "draft update", in: "bare.git")
        let bare = ChildProcess(in: stage.scratch.folder + "/bare.git", stage.environment(of: "ana"))
        let merged = try await bare.git("show", "draft/ana/one:\(sync)")
        #expect(merged.contains("{to: Email, from: company, type: standard}"))
        #expect(merged.contains("{to: FirstName, from: email, type: standard}"))
        #expect(
            try await bare.git("rev-list", "--parents", "-1", "draft/ana/one").split(separator: " ").count == 3
        )
        #expect(try await bare.git("rev-parse", "draft/ana/empty") == bare.git("rev-parse", "main"))
        try stage.matchesGolden("draft-update-bare")
    }
}
