import Support
import Testing

/// A conflict with main is settled field by field.
@Suite(.scratch) struct ResolvingTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"
    private let leads = "hightouch/models/leads.yaml"

    private func text(_ stage: Stage, _ path: String) -> String { readText("\(stage.scratch.path)/\(path)") ?? "" }

    /// What a command prints, results and messages, in one line.
    private func told(_ stage: Stage, _ person: String, _ line: String) async -> String {
        await stage.type(person, line)
        return (stage.lastOutput + stage.lastErrors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// On draft/ana/one, which conflicts with main in three fields of a sync and one of a model.
    private func stage() async throws -> Stage {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start one")
        try stage.edit(sync, "quantity: 1}", "quantity: 2} # as agreed")
        try stage.edit(sync, "from: email", "from: company")
        try stage.edit(sync, "mode: insert", "mode: update")
        try stage.edit(leads, "name: Leads", "name: My leads")
        await stage.type("ana", "save")
        await stage.type("dan", "draft start two")
        try stage.edit(sync, "quantity: 1", "quantity: 6")
        try stage.edit(sync, "from: email", "from: first_name")
        try stage.edit(sync, "mode: insert", "mode: mirror # all of them")
        try stage.edit(leads, "name: Leads", "name: All leads")
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "draft switch one")
        return stage
    }

    @Test(
        "B4 draft resolve lists what is in conflict, settles it field by field, and says what is left and what is next")
    func resolve() async throws {
        let stage = try await stage()
        await stage.type("ana", "diff")
        await stage.type("ana", "draft resolve")
        #expect(stage.lastStatus == 2)
        await stage.type("ana", "draft update")
        await stage.type("ana", "status")
        await stage.type("ana", "draft resolve")
        stage.note("an edit elsewhere in the file, and one that is not saved")
        try stage.edit(sync, "destination: salesforce", "destination: salesforce # for now")
        try stage.edit("hightouch/models/members.yaml", "name: Members", "name: All members")
        await stage.type("ana", "draft resolve schedule.schedule.interval.quantity --mine")
        #expect(text(stage, sync).contains("    interval: {unit: hour, quantity: 2} # as agreed\n"))
        #expect(text(stage, sync).contains("destination: salesforce # for now\n"))
        #expect(text(stage, sync).contains("<<<<<<< draft: config.mode\n"))
        stage.note("as the table has it: the file, then the field")
        await stage.type("ana", "draft resolve \(sync) config.mode --published")
        #expect(text(stage, sync).contains("mode: mirror # all of them\n"))
        #expect(text(stage, sync).contains("<<<<<<< draft: config.mappings[Email].from\n"))
        await stage.type("ana", "save")
        #expect(stage.lastStatus == 1)
        await stage.type(
            "ana", "draft resolve sync/leads-to-crm:config.mappings[Email].from model/leads --mine --format json")
        #expect(!text(stage, sync).contains("<<<") && text(stage, leads).contains("name: My leads\n"))
        await stage.type("ana", "draft resolve")
        await stage.type("ana", "draft resolve --all --published")
        await stage.type("ana", "draft resolve config.mode --published")
        await stage.type("ana", "save")
        #expect(try await stage.git(["rev-list", "--parents", "-1", "HEAD"]).split(separator: " ").count == 3)
        #expect(try await stage.git(["status", "--porcelain"]) == "")
        await stage.type("ana", "diff")
        try stage.matchesGolden("draft-resolve")
    }

    @Test("status and check tell what is still in conflict, field by field, and that nothing is once all is resolved")
    func statusWhileResolving() async throws {
        let stage = try await stage()
        let before = await told(stage, "ana", "status")
        #expect(before.contains("config.mode") && before.contains("assent draft update"), "\(before)")
        await stage.type("ana", "draft update")
        await stage.type("ana", "draft resolve config.mode --mine")
        let half = await told(stage, "ana", "status")
        #expect(half.contains("\(sync) config.mappings[Email].from"), "\(half)")
        #expect(!half.contains("\(sync) config.mode") && half.contains("assent draft resolve"), "\(half)")
        #expect(await !told(stage, "ana", "diff").contains("\(sync) config.mode"))
        stage.note("marks that were edited by hand cannot be told apart")
        let marked = text(stage, sync)
        try stage.edit(sync, "||||||| before\n", "")
        #expect(await told(stage, "ana", "status").contains("\(sync) config.mappings[Email].from"))
        try stage.edit([sync: marked])
        await stage.type("ana", "draft resolve --all --mine")
        for line in ["status", ""] {
            let whole = await told(stage, "ana", line)
            #expect(whole.contains("All conflicts with main are resolved; saving completes the merge."), "\(whole)")
            #expect(!whole.contains("both changed") && whole.contains("assent save"), "\(whole)")
        }
        #expect(await !told(stage, "ana", "check").contains("conflict"))
        let refused = await told(stage, "ana", "submit")
        #expect(refused.contains("complete it once nothing is: assent save"), "\(refused)")
        await stage.type("ana", "save")
        #expect(await !told(stage, "ana", "status").contains("conflicts"))
    }

    @Test("F8 diff of a draft in conflict with main shows the conflict, and all that the draft changes of its files")
    func conflictingDiff() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start one")
        try stage.edit(sync, "quantity: 1", "quantity: 2")
        try stage.edit(sync, "mode: insert", "mode: update")
        await stage.type("ana", "save")
        await stage.type("dan", "draft start two")
        try stage.edit(sync, "from: email", "from: first_name")
        try stage.edit(sync, "mode: insert", "mode: mirror")
        await stage.type("dan", "publish --save --yes")
        for command in ["ana/one", "ana/one --text", "ana/one --format json"] {
            let output = await told(stage, "dan", "diff \(command)")
            #expect(output.contains("quantity") && output.contains("update") && output.contains("mirror"), "\(output)")
            let isByField = !command.hasSuffix("--text")
            #expect(!isByField || !output.contains("first_name"), "what main alone changed is no change of the draft")
        }
        await stage.type("ana", "draft switch one")
        let here = await told(stage, "ana", "diff")
        #expect(here.contains("main and this draft have both changed:") && here.contains("quantity"), "\(here)")
        #expect(await told(stage, "ana", "diff sync/leads-to-crm").contains("mirror"))
        let other = await told(stage, "ana", "diff model/leads")
        #expect(other.contains("Nothing differs from main."), "\(other)")
    }

    @Test("a conflict that is half settled by hand is neither saved nor discarded, and the merge can be aborted")
    func leftovers() async throws {
        let stage = try await stage()
        await stage.type("ana", "draft update")
        let status = await told(stage, "ana", "status")
        #expect(status.contains("git merge --abort"), "\(status)")
        let discarded = await told(stage, "ana", "draft discard")
        #expect(stage.lastStatus == 2 && discarded.contains("git merge --abort"), "\(discarded)")
        #expect(discarded.contains("assent draft resolve") && !discarded.contains("needs merge"), "\(discarded)")
        await stage.type("ana", "draft resolve --all --mine")
        #expect(await told(stage, "ana", "draft discard").contains("git merge --abort"))
        #expect(stage.lastStatus == 2 && text(stage, sync).contains("mode: update"))
        let whole = text(stage, sync)
        for line in ["<<<<<<< draft: config.mode", "||||||| before", "=======", ">>>>>>> published"] {
            try stage.edit([sync: whole + line + "\n"])
            let saved = await told(stage, "ana", "save")
            #expect(stage.lastStatus == 1 && saved.contains("A107"), "\(saved)")
        }
        try stage.edit([sync: whole])
        await stage.type("ana", "save")
        #expect(stage.lastStatus == 0)
    }

    @Test(
        "draft resolve says in a line what is wrong: what is not in conflict, both sides or neither, and where nothing is"
    )
    func mistakes() async throws {
        let stage = try await stage()
        await stage.type("ana", "draft switch main")
        await stage.type("ana", "draft resolve name --mine")
        await stage.type("ana", "draft start other")
        await stage.type("ana", "draft resolve")
        await stage.type("ana", "draft switch one")
        await stage.type("ana", "draft resolve config.mode --mine")
        await stage.type("ana", "draft update", with: stage.environment(of: "ana"))
        let before = text(stage, sync)
        await stage.type("ana", "draft resolve config.mode")
        await stage.type("ana", "draft resolve config.mode --mine --published")
        await stage.type("ana", "draft resolve --mine")
        await stage.type("ana", "draft resolve config.mode --all --mine")
        await stage.type("ana", "draft resolve config.mod --mine")
        await stage.type("ana", "draft resolve \(leads):config.mode --mine")
        await stage.type("ana", "draft resolve destination --mine")
        #expect(text(stage, sync) == before)
        await stage.type("ana", "draft resolve config --mine")
        #expect(text(stage, sync).contains("<<<<<<< draft: schedule.schedule.interval.quantity\n"))
        await stage.type("ana", "draft resolve config.mode --published")
        #expect(stage.lastStatus == 2)
        try stage.edit(sync, "||||||| before\n", "")
        await stage.type("ana", "draft resolve --all --mine")
        try stage.matchesGolden("draft-resolve-mistakes")
    }

    @Test(
        "B4 a field that is in conflict in two files is named with its file; a file that main deleted is kept or goes")
    func files() async throws {
        let stage = try await Stage.company()
        let members = "hightouch/models/members.yaml"
        await stage.type("ana", "draft start one")
        try stage.edit(leads, "name: Leads", "name: My leads")
        try stage.edit(members, "name: Members", "name: My members")
        try stage.edit("hightouch/syncs/welcome-email.yaml", "subject: Welcome", "subject: Hello")
        await stage.type("ana", "save")
        await stage.type("dan", "draft start two")
        try stage.edit(leads, "name: Leads", "name: All leads")
        try stage.edit(members, "name: Members", "name: All members")
        try stage.edit(["hightouch/syncs/welcome-email.yaml": nil])
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "draft switch one")
        await stage.type("ana", "draft update")
        await stage.type("ana", "draft resolve name --mine")
        await stage.type("ana", "draft resolve \(leads):name \"\(members): name\" --mine")
        await stage.type("ana", "draft resolve sync/welcome-email --published")
        #expect(readText("\(stage.scratch.path)/hightouch/syncs/welcome-email.yaml") == nil)
        await stage.type("ana", "save")
        #expect(try await stage.git(["status", "--porcelain"]) == "")
        await stage.type("ana", "diff")
        try stage.matchesGolden("draft-resolve-files")
    }
}
