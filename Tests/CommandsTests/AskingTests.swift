import Git
import Support
import Testing

extension Stage {
    /// An environment whose editor writes a text above what stands in the file.
    func writing(_ text: String, as person: String) -> [String: String] {
        edited(with: "sed -i '1s/.*/\(text)/' \"$1\"", as: person)
    }

    /// - Parameter script: a line of shell in which `$1` is the file.
    func edited(with script: String, as person: String) -> [String: String] {
        environment(of: person).merging(["GIT_EDITOR": "f() { \(script); }; f"]) { $1 }
    }
}

/// What a terminal is asked for that could have been typed: names.
@Suite(.scratch) struct AskingTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"
    private let model = "hightouch/models/leads.yaml"

    @Test("view, approve and edit without a name offer on a terminal what could be meant, what waits for me first")
    func choices() async throws {
        let stage = try await Stage.company()
        try await stage.request("work-email", "first_name", "company", in: sync)
        try await stage.request("key", "primaryKey: email", "primaryKey: company", in: model)
        await stage.type("dan", "draft start mine")
        try stage.edit("hightouch/models/members.yaml", "name: Members", "name: All members")
        await stage.type("dan", "submit --save --quiet")
        await stage.type("dan", "draft start later")
        try stage.edit("hightouch/models/members.yaml", "name: Members", "name: Some members")
        await stage.type("dan", "save --quiet")
        try await stage.git("switch", "--quiet", "main")
        stage.note("a number that is not offered, a part of several names, of none, and a whole name")
        await stage.type("dan", "view --stat", answers: ["9", "ana", "nobody", "2"])
        #expect(stage.lastOutput.hasPrefix("draft/ana/work-email"), "\(stage.lastOutput)")
        await stage.type("dan", "view", answers: ["members"])
        stage.note("only requests that dan can approve; and no answer")
        await stage.type("dan", "approve", answers: ["2", "y"])
        #expect(stage.lastOutput.contains("Published draft/ana/work-email"))
        await stage.type("dan", "approve", answers: [""])
        await stage.type("dan", "approve", answers: [])
        await stage.type("ana", "approve", answers: ["1"])
        stage.note("what the draft changes comes first")
        await stage.type(
            "dan", "edit", answers: ["leads-to-crm"], with: stage.edited(with: "true", as: "dan"))
        await stage.type("eva", "edit", answers: ["1"])
        stage.note("the other commands that take a request")
        await stage.type("eva", "comment", answers: ["1"], with: stage.writing("Why?", as: "eva"))
        await stage.type("dan", "decline", answers: ["1"], with: stage.writing("Not yet", as: "dan"))
        await stage.type("ana", "withdraw", answers: ["1"])
        stage.note("without a terminal, and for a program")
        try await stage.git("switch", "--quiet", "main")
        for line in ["view", "approve", "edit", "comment -m x", "decline -m x", "withdraw"] {
            #expect(await stage.type("dan", line) == 64)
        }
        await stage.type("dan", "view --format json", answers: ["1"])
        try stage.matchesGolden("choices")
    }

    @Test("a part of a name that one entry has is that entry; one that several have leaves those")
    func parts() async throws {
        let stage = try await Stage.company()
        for name in ["work-email", "work-phone", "key-phone"] { await stage.type("ana", "draft start \(name) --quiet") }
        func branch() async throws -> String { try await stage.git(["rev-parse", "--abbrev-ref", "HEAD"]) }
        try await stage.git(["switch", "--quiet", "main"])
        await stage.type("ana", "draft switch", answers: ["phone", "KEY"])
        #expect(try await branch() == "draft/ana/key-phone")
        try await stage.git(["switch", "--quiet", "main"])
        await stage.type("ana", "draft switch", answers: ["work", "phone"])
        #expect(try await branch() == "draft/ana/work-phone")
        await stage.type("ana", "draft switch", answers: ["work"])
        #expect(try await branch() == "draft/ana/work-email")
        stage.note("a name that a draft cannot have is asked for again")
        await stage.type("ana", "draft rename", answers: ["key", "x y", "-", "later"])
        #expect(try await stage.git(["rev-parse", "--verify", "draft/ana/later"]) != "")
        try stage.matchesGolden("parts-of-names")
    }

    @Test("commands about a draft, about what is published, and about something new offer or ask for what is not named")
    func otherChoices() async throws {
        let stage = try await Stage.company()
        try await stage.request("work-email", "first_name", "company", in: sync)
        try await stage.request("key", "primaryKey: email", "primaryKey: company", in: model)
        await stage.type("ana", "draft start words --quiet")
        try stage.edit(model, "name: Leads", "name: All leads")
        await stage.type("ana", "publish --save --quiet")
        await stage.type("ana", "draft start later --quiet")
        stage.note("drafts: all to switch to, one's own to delete, and those of them that are not submitted to rename")
        await stage.type("ana", "draft switch", answers: ["work-email"])
        #expect(try await stage.git(["rev-parse", "--abbrev-ref", "HEAD"]) == "draft/ana/work-email")
        await stage.type("dan", "draft switch", answers: ["main"])
        #expect(try await stage.git(["rev-parse", "--abbrev-ref", "HEAD"]) == "main")
        await stage.type("ana", "draft rename", answers: ["1", "soon"])
        #expect(try await stage.git(["rev-parse", "--verify", "draft/ana/soon"]) != "")
        await stage.type("ana", "draft rename soon", answers: [""])
        await stage.type("ana", "draft delete", answers: ["soon", "y"])
        await stage.type("dan", "draft delete", answers: [])
        stage.note("what is published")
        await stage.type("ana", "revert", answers: ["1"])
        #expect(stage.lastOutput.contains("draft/ana/revert-words"), "\(stage.lastOutput)")
        await stage.type("eva", "blame", answers: ["leads-to-crm"])
        stage.note("something new")
        try await stage.git(["switch", "--quiet", "main"])
        let same = stage.edited(with: "true", as: "ana")
        await stage.type("ana", "new model", answers: ["vips"], with: same)
        await stage.type("ana", "new sync", answers: ["vips-to-crm", "members", "1"], with: same)
        await stage.type("eva", "new model", answers: ["vips"])
        stage.note("without a terminal")
        for line in [
            "draft switch", "draft rename", "draft rename work-email", "draft delete", "revert", "blame", "new model",
        ] {
            #expect(await stage.type("ana", line) == 64, "\(line)")
        }
        try stage.matchesGolden("choices-more")
    }

    @Test("view and withdraw without a name are about the draft that one is on, on a terminal or not")
    func current() async throws {
        let stage = try await Stage.company()
        try await stage.request("work-email", "first_name", "company", in: sync)
        await stage.type("ana", "draft switch work-email")
        #expect(await stage.type("ana", "view") == 0)
        #expect(stage.lastOutput.hasPrefix("draft/ana/work-email → main"))
        #expect(await stage.type("ana", "view --stat", answers: []) == 0)
        #expect(await stage.type("ana", "withdraw") == 0)
        #expect(stage.lastOutput.hasPrefix("Withdrew the request of draft/ana/work-email"), "\(stage.lastOutput)")
        #expect(await stage.type("ana", "withdraw") == 64)
        #expect(await stage.type("ana", "view") == 0)
        #expect(stage.lastOutput.contains("not submitted"))
    }

    @Test("of many resources the first are offered, with how many more there are, and part of a name finds the rest")
    func many() async throws {
        let stage = try await Stage.company()
        for number in 10...40 {
            try write(Acme.leads, to: "\(stage.scratch.path)/hightouch/models/m\(number).yaml")
        }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "More"], as: "carol")
        await stage.type("dan", "edit", answers: ["16", "M3", "3"], with: stage.edited(with: "true", as: "dan"))
        #expect(
            stage.lastErrors.contains(" 15  model/m23\n  and 20 more\nChoose 1 to 15, part of a name, or press Enter"))
        #expect(stage.lastErrors.contains("Type 1 to 15, part of a name, or press Enter to choose none: M3\n"))
        #expect(stage.lastErrors.contains("10  model/m39\nChoose 1 to 10, or press Enter"), "\(stage.lastErrors)")
        #expect(stage.lastOutput == "Nothing changed: model/m32 is as it was.\n")
    }

    @Test(
        "Ctrl-D and Ctrl-C at a choice do nothing",
        arguments: [
            ("view", "\\x04", 1), ("approve", "\\x04", 1), ("edit", "\\x04", 1), ("approve", "1\\x04\\x04", 1),
            ("approve", "\\x03", 130),
        ] as [(String, String, Int32)])
    func calledOff(command: String, keys: String, status: Int32) async throws {
        let stage = try await Stage.company()
        try await stage.request("work-email", "first_name", "company", in: sync)
        let before = try await stage.git(["for-each-ref"])
        let asked = try await Program.typing(
            "[('choose none: ', '\(keys)')]", at: command, with: stage.environment(of: "dan"))
        #expect(asked.status == status, "\(asked.text)\(asked.error)")
        #expect(asked.text.contains("cancelled") == (status == 1), "\(asked.text)")
        #expect(try await stage.git(["for-each-ref"]) == before)
    }
}
