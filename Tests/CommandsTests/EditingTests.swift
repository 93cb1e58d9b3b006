import Git
import Support
import Testing

/// `edit`: F3 in one go, in this process and on a terminal of its own.
@Suite(.scratch) struct EditingTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"

    /// A scripted editor for the next command: a line of shell in which `$1` is the file.
    private func editor(_ stage: Stage, _ script: String, of person: String = "ana") throws -> [String: String] {
        try write(script + "\n", to: stage.scratch.folder + "/edit.sh")
        return stage.environment(of: person).merging(["GIT_EDITOR": "sh \(stage.scratch.folder)/edit.sh"]) { $1 }
    }

    private func edit(
        _ stage: Stage, _ person: String, _ line: String, _ script: String, answers: [String], in folder: String? = nil
    ) async throws {
        stage.note("the editor: \(script)")
        await stage.type(
            person, line, answers: answers, in: folder, with: try editor(stage, script, of: person))
    }

    @Test("F3 edit goes from the editor to each of the three ways to finish")
    func endings() async throws {
        let stage = try await Stage.company()
        stage.note("save as draft")
        try await edit(stage, "ana", "edit sync/leads-to-crm", "sed -i s/first_name/company/ \"$1\"", answers: ["2"])
        #expect(
            try await stage.git(["log", "--format=%s", "main..draft/ana/leads-to-crm"]) == "Change sync/leads-to-crm")
        stage.note("ask for approval, on the draft that is there")
        try await stage.git(["switch", "--quiet", "main"])
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/hour/day/ \"$1\"",
            answers: ["1", "dam", "dan, carol", "Once a day is enough"])
        stage.note("publish now, which only some may")
        try await stage.git(["switch", "--quiet", "main"])
        try await edit(
            stage, "dan", "edit model/leads", "sed -i 's/name: Leads/name: All leads/' \"$1\"", answers: ["1"])
        try await edit(
            stage, "dan", "edit model/leads", "sed -i 's/first_name,/first_name, phone,/' \"$1\"",
            answers: ["1", "The campaign starts at noon"])
        #expect(try await stage.git(["show", "main:hightouch/models/leads.yaml"]).contains("phone"))
        stage.note("errors, and back to the editor")
        try await edit(
            stage, "dan", "edit sync/leads-to-crm",
            "grep -q frist \"$1\" && sed -i s/frist/first/ \"$1\" || sed -i s/first_name/frist_name/ \"$1\"",
            answers: ["y"])
        await stage.type("dan", "verify")
        try stage.matchesGolden("edit")
    }

    @Test("an editor that fails, and one that changes nothing, lose nothing and leave nothing behind")
    func nothing() async throws {
        let stage = try await Stage.company()
        try await edit(stage, "ana", "edit sync/leads-to-crm", "true", answers: [])
        try await edit(stage, "ana", "edit sync/leads-to-crm", "exit 3", answers: [])
        #expect(try await stage.git(["branch", "--list", "draft/*"]) == "")
        #expect(try await stage.git(["rev-parse", "--abbrev-ref", "HEAD"]) == "main")
        try await edit(stage, "ana", "edit sync/leads-to-crm", "echo '# why' >> \"$1\"; exit 1", answers: [])
        #expect(readText("\(stage.scratch.path)/\(sync)")?.hasSuffix("# why\n") == true)
        #expect(try await stage.git(["rev-parse", "--abbrev-ref", "HEAD"]) == "draft/ana/leads-to-crm")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "edit sync/leads-to-crm")
        await stage.type("ana", "edit leads-to-crm", answers: [])
        await stage.type("eva", "edit sync/leads-to-crm", answers: [])
        try await stage.git("checkout", "--quiet", "-f", "main")
        stage.note("a scaffold that nobody fills in, and one whose editor fails, are not kept")
        for script in ["true", "exit 3"] {
            try await edit(stage, "ana", "new model vip --source snowflake", script, answers: [])
            #expect(readText("\(stage.scratch.path)/hightouch/models/vip.yaml") == nil)
            #expect(try await stage.git(["branch", "--list", "draft/ana/vip"]) == "")
        }
        stage.note("no such editor")
        await stage.type(
            "ana", "edit sync/leads-to-crm", answers: [],
            with: stage.environment(of: "ana").merging(["GIT_EDITOR": "no-such-editor"]) { $1 })
        #expect(stage.lastErrors.contains("the editor no-such-editor was not found"))
        try stage.matchesGolden("edit-nothing")
    }

    @Test(
        "an editor that leaves no file is told with the way back", arguments: ["rm \"$1\"", "rm \"$1\"; mkfifo \"$1\""])
    func gone(script: String) async throws {
        let stage = try await Stage.company()
        try await edit(stage, "ana", "edit sync/leads-to-crm", script, answers: [])
        #expect(stage.lastStatus == 2)
        #expect(stage.lastErrors.contains("the editor left no file at \(sync)."), "\(stage.lastErrors)")
        #expect(stage.lastErrors.contains("git restore -- \(sync)"), "\(stage.lastErrors)")
        try await stage.git("restore", "--", sync)
        #expect(readText("\(stage.scratch.path)/\(sync)") != nil)
        try await stage.git("switch", "--quiet", "main")
        try await edit(stage, "ana", "new model vip --source snowflake", script, answers: [])
        #expect(
            stage.lastErrors.contains("the editor left no file at hightouch/models/vip.yaml."), "\(stage.lastErrors)")
        #expect(!stage.lastErrors.contains("git restore"))
    }

    @Test("F3 edit goes on with my draft of it, names who else changes it, and offers only what can be done")
    func taken() async throws {
        let stage = try await Stage.company()
        try await edit(stage, "ana", "edit sync/leads-to-crm", "sed -i s/first_name/company/ \"$1\"", answers: ["2"])
        try await stage.git("branch", "--quiet", "-m", "draft/ana/leads-to-crm", "draft/ana/summer")
        try await stage.git("switch", "--quiet", "main")
        stage.note("on main, it uses my draft that already changes it")
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/hour/day/ \"$1\"", answers: ["0", "zwei", "2"])
        #expect(try await stage.git(["show", "draft/ana/summer:\(sync)"]).contains("unit: day"))
        stage.note("another draft that changes it is named before it is published")
        try await stage.git("switch", "--quiet", "main")
        try await edit(stage, "dan", "edit sync/leads-to-crm", "sed -i s/hour/week/ \"$1\"", answers: [""])
        #expect(stage.lastErrors.contains("draft/ana/summer also changes sync/leads-to-crm"))
        stage.note("with an error, there is nothing to ask")
        try await edit(
            stage, "dan", "edit sync/leads-to-crm", "sed -i s/first_name/frist_name/ \"$1\"", answers: ["what?", "n"])
        #expect(!stage.lastErrors.contains("What next?"))
        stage.note("several drafts of mine")
        try await stage.git("switch", "--quiet", "main")
        try await stage.git("branch", "--quiet", "draft/ana/winter", "draft/ana/summer")
        try await edit(stage, "ana", "edit sync/leads-to-crm", "true", answers: ["2"])
        #expect(try await stage.git(["rev-parse", "--abbrev-ref", "HEAD"]) == "draft/ana/winter")
        try await edit(stage, "ana", "edit sync/leads-to-crm", "true", answers: [])
        stage.note("a model that only my draft has")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("ana", "draft start vips")
        await stage.type("ana", "new model vip --source snowflake")
        await stage.type("ana", "save")
        try await stage.git("switch", "--quiet", "main")
        try await edit(stage, "ana", "edit model/vip", "true", answers: [])
        #expect(try await stage.git(["rev-parse", "--abbrev-ref", "HEAD"]) == "draft/ana/vips")
        try stage.matchesGolden("edit-taken")
    }

    @Test("who cannot approve is not asked: the question comes again")
    func askedAgain() async throws {
        let stage = try await Stage.company()
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/hour/day/ \"$1\"", answers: ["1", "eva", "dan", ""])
        #expect(stage.lastStatus == 0)
        #expect(stage.lastErrors.contains("Eva Lind cannot approve it."), "\(stage.lastErrors)")
        #expect(stage.lastOutput.contains("asked to approve: Dan Okafor\n"), "\(stage.lastOutput)")
    }

    @Test("what somebody typed for a request that cannot be made is told again, as a command")
    func comment() async throws {
        let stage = try await Stage.company()
        let folder = stage.scratch.path
        stage.note("meanwhile the folder of requests becomes a file")
        await stage.type(
            "ana", "edit sync/leads-to-crm", answers: ["1", "dan", "Once a day is enough"],
            with: try editor(stage, "sed -i s/hour/day/ \"$1\""),
            meanwhile: {
                do { try write("", to: "\(folder)/.git/refs/assent") } catch { Issue.record(error) }
            })
        #expect(stage.lastStatus == 2)
        #expect(
            stage.lastErrors.contains("assent submit ana/leads-to-crm --to dan -m \"Once a day is enough\""),
            "\(stage.lastErrors)")
    }

    @Test("edit works on a copy where there is no work tree, and new ends like it")
    func bare() async throws {
        let stage = try await Stage.company()
        try await stage.git(["clone", "--quiet", "--bare", ".", "../bare.git"])
        try await stage.git(["-C", "../bare.git", "remote", "remove", "origin"])
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/first_name/company/ \"$1\"", answers: ["2"],
            in: "bare.git")
        try await edit(stage, "ana", "edit model/leads", "true", answers: [], in: "bare.git")
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/hour/day/ \"$1\"", answers: ["1", "", ""], in: "bare.git")
        stage.note("edits from an editor that failed are kept and continued")
        try await edit(
            stage, "ana", "edit model/members", "echo '# one' >> \"$1\"; exit 1", answers: [], in: "bare.git")
        try await edit(stage, "ana", "edit model/members", "echo '# two' >> \"$1\"", answers: [], in: "bare.git")
        let bare = ChildProcess(in: stage.scratch.folder + "/bare.git", stage.environment(of: "ana"))
        let members = try await bare.git("show", "draft/ana/members:hightouch/models/members.yaml")
        #expect(members.hasSuffix("# one\n# two"))
        try await edit(
            stage, "ana", "new sync copy --from sync/welcome-email", "true", answers: ["2"], in: "bare.git")
        stage.note("in a work tree")
        try await edit(
            stage, "ana", "new sync copy --from sync/welcome-email", "sed -i s/Hello/Dear/ \"$1\"",
            answers: ["1", "bo", ""])
        try stage.matchesGolden("edit-bare")
    }

    @Test("without a work tree nothing is on the draft before it was checked, and what was written is kept")
    func checkedBare() async throws {
        let stage = try await Stage.company()
        try await stage.git(["clone", "--quiet", "--bare", ".", "../bare.git"])
        try await stage.git(["-C", "../bare.git", "remote", "remove", "origin"])
        await stage.type("ana", "status", in: "bare.git")
        let bare = ChildProcess(in: stage.scratch.folder + "/bare.git", stage.environment(of: "ana"))
        let before = try await bare.git("for-each-ref")
        stage.note("a column that is not there: no answer, and a file that nobody can read")
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/first_name/frist_name/ \"$1\"", answers: [],
            in: "bare.git")
        #expect(try await bare.git("for-each-ref") == before)
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "echo 'a: b: c' >> \"$1\"", answers: ["n"], in: "bare.git")
        #expect(try await bare.git("for-each-ref") == before)
        stage.note("and on with it, back in the editor")
        try await edit(
            stage, "ana", "edit sync/leads-to-crm",
            "grep -q 'a: b' \"$1\" && sed -i '$d' \"$1\" || sed -i s/frist_name/company/ \"$1\"",
            answers: ["y", "2"], in: "bare.git")
        let saved = try await bare.git("show", "draft/ana/leads-to-crm:hightouch/syncs/leads-to-crm.yaml")
        #expect(saved.contains("from: company") && !saved.contains("a: b"), "\(saved)")
        #expect(try await bare.git("rev-list", "--count", "main..draft/ana/leads-to-crm") == "1")
        stage.note("changed back: the draft is as main is")
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/company/first_name/ \"$1\"", answers: [],
            in: "bare.git")
        let back = try await bare.git("show", "draft/ana/leads-to-crm:hightouch/syncs/leads-to-crm.yaml")
        #expect(back.contains("from: first_name"), "\(back)")
        try stage.matchesGolden("edit-bare-checked")
    }

    /// What a person sees who types at a real terminal.
    private func onTerminal(
        _ stage: Stage, _ person: String, _ words: String, _ script: String, keys: String
    ) async throws -> ChildProcess.Output {
        let environment = try editor(stage, script, of: person)
        // The keys come as they would be typed: after the editor is closed.
        return try await Program.shell(
            "printf '\(keys)' | script --quiet --return --command 'exec assent --no-color \(words)' /dev/null",
            with: environment)
    }

    @Test("F3 on a real terminal: published, submitted, saved; and an editor that fails")
    func terminal() async throws {
        let stage = try await Stage.company()
        let saved = try await onTerminal(
            stage, "ana", "edit sync/leads-to-crm", "test -t 0 && test -t 1 && sed -i s/first_name/company/ \"$1\"",
            keys: "2\\n")
        #expect(saved.status == 0, "\(saved.text)")
        #expect(saved.text.contains("nobody was notified"))
        #expect(try await stage.git(["show", "draft/ana/leads-to-crm:\(sync)"]).contains("from: company"))
        let submitted = try await onTerminal(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/hour/day/ \"$1\"", keys: "1\\ndan\\nOnce a day\\n")
        #expect(submitted.status == 0, "\(submitted.text)")
        #expect(submitted.text.contains("Submitted draft/ana/leads-to-crm"))
        #expect(!submitted.text.contains("Publish now"))
        await stage.type("dan", "requests")
        #expect(stage.lastOutput.contains("ana/leads-to-crm"))
        try await stage.git(["switch", "--quiet", "main"])
        let published = try await onTerminal(
            stage, "dan", "edit sync/leads-to-crm", "sed -i s/first_name/email/ \"$1\"", keys: "1\\nNow\\n")
        #expect(published.status == 0, "\(published.text)")
        #expect(published.text.contains("Publish now"))
        #expect(try await stage.git(["show", "main:\(sync)"]).contains("{to: FirstName, from: email"))
        let failed = try await onTerminal(stage, "dan", "edit sync/leads-to-crm", "exit 7", keys: "")
        #expect(failed.status == 2, "\(failed.text)")
        #expect(failed.text.contains("ended with status 7"))
    }

    @Test("what cannot be read is not saved: who does not go back to the editor finds it in the work tree")
    func broken() async throws {
        let stage = try await Stage.company()
        try await edit(stage, "ana", "edit sync/leads-to-crm", "echo '[x' >> \"$1\"", answers: ["n"])
        #expect(stage.lastStatus == 1)
        #expect(stage.lastErrors.hasSuffix("not saved. Save\n  them:  assent save\n"), "\(stage.lastErrors)")
        #expect(try await stage.git(["rev-list", "main..draft/ana/leads-to-crm"]) == "")
        #expect(readText("\(stage.scratch.path)/\(sync)")?.hasSuffix("[x\n") == true)
        stage.note("another error may be saved on a draft")
        try await stage.git(["checkout", "--quiet", "--", "."])
        try await edit(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/first_name/frist_name/ \"$1\"", answers: ["n"])
        #expect(stage.lastStatus == 0)
        #expect(try await stage.git(["rev-list", "--count", "main..draft/ana/leads-to-crm"]) == "1")
    }

    @Test("Ctrl-C ends the editor and not the command")
    func interruptedEditor() async throws {
        let stage = try await Stage.company()
        let editing = try await onTerminal(
            stage, "ana", "edit sync/leads-to-crm", "sed -i s/hour/day/ \"$1\"; kill -INT 0", keys: "")
        #expect(editing.text.contains("What was written in it is in"), "\(editing.text)")
        #expect(readText("\(stage.scratch.path)/\(sync)")?.contains("unit: day") == true)
    }

    private static let how = "(\"press Enter\", "
    private static let whom = "(\"can approve\", "

    @Test(
        "Ctrl-C and Ctrl-D at the questions of edit and new lose nothing, and say how to go on",
        arguments: [
            ("edit sync/leads-to-crm", "[\(how)'\\x03')]", 130),
            ("edit sync/leads-to-crm", "[\(how)'1\\n'), \(whom)'\\x03')]", 130),
            ("edit sync/leads-to-crm", "[\(how)'1\\n'), \(whom)'\\n'), (\"for them\", '\\x03')]", 130),
            ("edit sync/leads-to-crm", "[\(how)'\\x04')]", 0),
            ("edit sync/leads-to-crm", "[\(how)'1\\n'), \(whom)'\\x04')]", 1),
            ("edit sync/leads-to-crm", "[\(how)'1\\n'), \(whom)'dan\\x04\\x04')]", 1),
            ("edit sync/leads-to-crm", "[\(how)'1\\n'), \(whom)'\\n'), (\"for them\", 'so\\x04\\x04')]", 1),
            ("new sync crm --from sync/leads-to-crm", "[\(how)'\\x03')]", 130),
        ] as [(String, String, Int32)])
    func interrupted(command: String, keys: String, status: Int32) async throws {
        let stage = try await Stage.company()
        let asked = try await Program.typing(
            keys, at: command, with: try editor(stage, "sed -i s/first_name/company/ \"$1\""))
        #expect(asked.status == status, "\(asked.error)")
        #expect(asked.text.contains("Saved on"), "\(asked.text)")
        let slug = command.hasPrefix("new") ? "crm" : "leads-to-crm"
        let end = asked.text.split(separator: "\r\n").suffix(2).joined(separator: "\n")
        let submit = "assent submit ana/\(slug)"
        if status == 0 {
            #expect(end == "Kept on draft/ana/\(slug); nobody was notified.\n  ask for approval:  \(submit)")
        } else {
            #expect(end.hasSuffix("\nassent: draft/ana/\(slug) is saved. Go on:  \(submit)"), "\(asked.text)")
        }
        let path = "hightouch/syncs/\(slug).yaml"
        #expect(try await stage.git(["show", "draft/ana/\(slug):\(path)"]).contains("{to: FirstName, from: company"))
        #expect(try await stage.git(["for-each-ref", "refs/assent/requests"]).isEmpty)
    }

    @Test(
        "Ctrl-D and Ctrl-C at the reason publish nothing, and at other questions do nothing",
        arguments: [
            ("dan", "edit sync/leads-to-crm", "[\(how)'1\\n'), (\"no reason\", '\\x04')]", 1),
            ("dan", "edit sync/leads-to-crm", "[\(how)'1\\n'), (\"no reason\", 'noon\\x04\\x04')]", 1),
            ("dan", "edit sync/leads-to-crm", "[\(how)'1\\n'), (\"no reason\", '\\x03')]", 130),
            ("dan", "draft delete ana/old", "[(\"[y/N]\", '\\x04')]", 1),
            ("dan", "draft delete ana/old", "[(\"[y/N]\", 'y\\x04\\x04')]", 1),
            ("dan", "draft delete ana/old", "[(\"[y/N]\", 'yess\\n'), (\"[y/N]\", '\\n')]", 1),
            ("dan", "approve ana/old", "[(\"[y/N]\", 'y\\x04\\x04')]", 1),
            ("dan", "approve ana/old", "[(\"[y/N]\", '\\x03')]", 130),
        ] as [(String, String, String, Int32)])
    func calledOff(person: String, command: String, keys: String, status: Int32) async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start old")
        try stage.edit(sync, "first_name", "company")
        await stage.type("ana", "submit --save")
        try await stage.git(["switch", "--quiet", "main"])
        let main = try await stage.git(["for-each-ref", "refs/heads/main", "refs/assent", "refs/heads/draft/ana"])
        let asked = try await Program.typing(
            keys, at: command, with: try editor(stage, "sed -i s/hour/day/ \"$1\"", of: person))
        #expect(asked.status == status, "\(asked.text)\(asked.error)")
        #expect(
            try await stage.git(["for-each-ref", "refs/heads/main", "refs/assent", "refs/heads/draft/ana"]) == main,
            "\(asked.text)")
    }
}
