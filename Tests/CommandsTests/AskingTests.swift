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

/// What a terminal is asked for that could have been typed: names, messages, whether a risk is meant.
@Suite(.scratch) struct AskingTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"
    private let model = "hightouch/models/leads.yaml"

    private func request(_ stage: Stage, _ slug: String, _ old: String, _ new: String, in path: String) async throws {
        try await stage.git(["switch", "--quiet", "main"])
        await stage.type("ana", "draft start \(slug) --quiet")
        try stage.edit(path, old, new)
        await stage.type("ana", "submit --save --quiet")
        try await stage.git(["switch", "--quiet", "main"])
    }

    // MARK: - Names

    @Test("view, approve and edit without a name offer on a terminal what could be meant, what waits for me first")
    func choices() async throws {
        let stage = try await Stage.company()
        try await request(stage, "work-email", "first_name", "company", in: sync)
        try await request(stage, "key", "primaryKey: email", "primaryKey: company", in: model)
        await stage.type("dan", "draft start mine")
        try stage.edit("hightouch/models/members.yaml", "name: Members", "name: All members")
        await stage.type("dan", "submit --save --quiet")
        await stage.type("dan", "draft start later")
        try stage.edit("hightouch/models/members.yaml", "name: Members", "name: Some members")
        await stage.type("dan", "save --quiet")
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
        for line in ["view", "approve", "edit", "comment -m x", "decline -m x", "withdraw"] {
            #expect(await stage.type("dan", line) == 64)
        }
        await stage.type("dan", "view --format json", answers: ["1"])
        try stage.matchesGolden("choices")
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
        try await request(stage, "work-email", "first_name", "company", in: sync)
        let before = try await stage.git(["for-each-ref"])
        let asked = try await Program.typing(
            "[('choose none: ', '\(keys)')]", at: command, with: stage.environment(of: "dan"))
        #expect(asked.status == status, "\(asked.text)\(asked.error)")
        #expect(asked.text.contains("cancelled") == (status == 1), "\(asked.text)")
        #expect(try await stage.git(["for-each-ref"]) == before)
    }

    // MARK: - Messages

    @Test("where git would open its editor for a message, a missing -m does, and an empty message calls it off")
    func messages() async throws {
        let stage = try await Stage.company()
        let show = "cat \"$1\" >'\(stage.scratch.folder)/shown'"
        func shown() -> String { readText(stage.scratch.folder + "/shown") ?? "" }
        await stage.type("ana", "draft start work-email")
        try stage.edit(sync, "first_name", "company")
        stage.note("the editor shows the default message of the commit")
        await stage.type("ana", "save", answers: [], with: stage.edited(with: show, as: "ana"))
        #expect(
            shown() == """
                Change sync/leads-to-crm

                # The message of the commit on draft/ana/work-email. Nobody is notified.
                # Lines that start with # are ignored, and an empty message calls the command off.

                """)
        #expect(try await stage.git(["log", "-1", "--format=%B"]) == "Change sync/leads-to-crm\n")
        try stage.edit(sync, "quantity: 1", "quantity: 2")
        await stage.type(
            "ana", "save", answers: [],
            with: stage.edited(with: "printf 'Use it\\n\\nThey asked.\\n# so\\n' >\"$1\"", as: "ana"))
        #expect(try await stage.git(["log", "-1", "--format=%B"]) == "Use it\n\nThey asked.\n")
        try stage.edit(sync, "quantity: 2", "quantity: 3")
        await stage.type("ana", "save", answers: [], with: stage.edited(with: ": >\"$1\"", as: "ana"))
        await stage.type("ana", "save", answers: [], with: stage.edited(with: "exit 3", as: "ana"))
        #expect(try await stage.git(["log", "-1", "--format=%s"]) == "Use it")
        stage.note("there is no such editor; with --yes, none is needed")
        await stage.type(
            "ana", "save", answers: [],
            with: stage.environment(of: "ana").merging(["GIT_EDITOR": "no-such-editor"]) { $1 })
        #expect(try await stage.git(["log", "-1", "--format=%s"]) == "Change sync/leads-to-crm")
        try stage.edit(sync, "quantity: 3", "quantity: 4")
        await stage.type("ana", "save --yes", answers: [], with: stage.edited(with: "exit 3", as: "ana"))
        await stage.type("ana", "save", answers: [], with: stage.edited(with: "exit 3", as: "ana"))
        await stage.type("ana", "submit --quiet")
        stage.note("without words, nothing is done")
        await stage.type("dan", "decline ana/work-email", answers: [], with: stage.edited(with: show, as: "dan"))
        #expect(
            shown() == """


                # Why do you decline draft/ana/work-email, and what would have to change?
                # Ana Silva will read this.
                # Lines that start with # are ignored, and an empty message calls the command off.

                """)
        await stage.type("ana", "decline ana/work-email", answers: [], with: stage.writing("No", as: "ana"))
        await stage.type("dan", "comment ana/work-email", answers: [], with: stage.writing("Who asked?", as: "dan"))
        await stage.type("dan", "decline ana/work-email", answers: [], with: stage.writing("Too rare", as: "dan"))
        await stage.type("dan", "decline ana/work-email")
        await stage.type("dan", "comment ana/work-email")
        stage.note("why the settings change")
        try await stage.git("switch", "--quiet", "main")
        await stage.type(
            "carol", "settings approvals.required 2", answers: [], with: stage.edited(with: show, as: "carol"))
        #expect(shown().hasPrefix("Set approvals.required to 2\n\n# "))
        #expect(try await stage.git(["log", "-1", "--format=%s", "main^2"]) != "")
        await stage.type(
            "carol", "member add fay --name Fay --email fay@acme.example --role viewer", answers: [],
            with: stage.writing("She joins in June", as: "carol"))
        await stage.type(
            "carol", "settings approvals.required 1", answers: [], with: stage.edited(with: ": >\"$1\"", as: "carol"))
        await stage.type("carol", "settings approvals.required")
        await stage.type("carol", "log -n 2")
        try stage.matchesGolden("messages")
    }

    @Test("what was written for an act that fails is told again, as a command")
    func kept() async throws {
        let stage = try await Stage.company()
        try await request(stage, "work-email", "first_name", "company", in: sync)
        let folder = stage.scratch.path
        let breaks = "mv '\(folder)/.git/refs/assent/requests' '\(folder)/.git/gone'; "
        let write = "sed -i '1s/.*/Too rare/' \"$1\""
        await stage.type(
            "dan", "decline ana/work-email", answers: [], with: stage.edited(with: breaks + write, as: "dan"))
        #expect(stage.lastStatus != 0)
        #expect(
            stage.lastErrors.contains("then, with what you wrote:  assent decline ana/work-email -m \"Too rare\"\n"),
            "\(stage.lastErrors)")
    }

    @Test("the editor of a message has the terminal, and ends where the command is ended")
    func editorOnTerminal() async throws {
        let stage = try await Stage.company()
        try await request(stage, "work-email", "first_name", "company", in: sync)
        let script = "test -t 0 && test -t 1 && sed -i '1s/.*/Too rare/' \"$1\""
        let asked = try await Program.typing(
            "[]", at: "decline ana/work-email", with: stage.edited(with: script, as: "dan"))
        #expect(asked.status == 0, "\(asked.text)")
        await stage.type("ana", "view ana/work-email")
        #expect(stage.lastOutput.contains("Too rare"))
        let reached = stage.scratch.folder + "/reached"
        try write(
            """
            import os, pty, signal, sys, time
            child, terminal = pty.fork()
            if child == 0: os.execvp("assent", ["assent", *sys.argv[2:]])
            ends = time.monotonic() + 60
            while not os.path.exists(sys.argv[1]) and time.monotonic() < ends: time.sleep(0.01)
            editor = int(open(sys.argv[1]).read())
            os.kill(child, signal.SIGTERM)
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            time.sleep(0.2)
            try:
                os.kill(editor, 0)
                print("the editor runs on")
            except ProcessLookupError: pass

            """, to: stage.scratch.folder + "/ender.py")
        try write(
            "#!/bin/sh\necho $$ >'\(reached).new' && mv '\(reached).new' '\(reached)' && exec sleep 60\n",
            to: stage.scratch.folder + "/waits")
        let ended = try await Program.shell(
            "chmod +x ../waits && python3 ../ender.py '\(reached)' comment ana/work-email",
            with: stage.environment(of: "dan").merging(["GIT_EDITOR": "\(stage.scratch.folder)/waits"]) { $1 })
        #expect(ended.text == "-15\n", "\(ended.error)")
    }

    // MARK: - Risks

    @Test("what is risky asks once on a terminal: a risk that nobody approved, approvals off, a member who goes")
    func risks() async throws {
        let stage = try await Stage.company()
        await stage.type("dan", "draft start key")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "save")
        for answers in [["n"], [], ["what?", "y"]] {
            await stage.type("dan", "publish", answers: answers)
        }
        #expect(stage.lastStatus == 0)
        stage.note("edit asks at the end, too")
        let editor = stage.edited(with: "sed -i 's/primaryKey: company/primaryKey: email/' \"$1\"", as: "dan")
        await stage.type("dan", "edit model/leads", answers: ["1", "They asked", "n"], with: editor)
        #expect(stage.lastOutput.contains("Kept on draft/dan/leads"))
        await stage.type("dan", "publish dan/leads")
        stage.note("a request that was approved needs no question, nor does a script or --yes")
        try await request(stage, "key", "primaryKey: email", "primaryKey: company", in: model)
        for person in ["dan", "carol"] {
            await stage.type(person, "view ana/key --quiet")
        }
        await stage.type("dan", "draft start name")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "publish --save --yes", answers: [])
        #expect(stage.lastStatus == 0)
        stage.note("settings")
        try await stage.git("switch", "--quiet", "main")
        let same = stage.edited(with: "true", as: "carol")
        for answers in [["n"], [], ["y"]] {
            await stage.type("carol", "settings require_approvals false", answers: answers, with: same)
        }
        await stage.type("carol", "settings require_approvals")
        await stage.type("carol", "settings require_approvals true", answers: [], with: same)
        await stage.type(
            "bo", "settings require_approvals false", answers: [], with: stage.edited(with: "true", as: "bo"))
        stage.note("members")
        for answers in [["n"], [], ["y"]] {
            await stage.type("carol", "member remove ana", answers: answers, with: same)
        }
        await stage.type("carol", "member remove nobody", answers: [], with: same)
        await stage.type("carol", "member remove bo", with: same)
        stage.note("by hand, on a draft")
        await stage.type("carol", "draft start open")
        try stage.edit("assent.yaml", "require_approvals: true", "require_approvals: false")
        await stage.type("carol", "publish --save", answers: ["n"])
        try stage.matchesGolden("risks")
    }
}
