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
        stage.note("a number that none has, a part of several names, one that none has, and a name")
        await stage.type("dan", "view --stat", answers: ["9", "ana", "nobody", "2"])
        #expect(stage.lastOutput.hasPrefix("draft/ana/work-email"), "\(stage.lastOutput)")
        await stage.type("dan", "view", answers: ["members"])
        stage.note("only what dan can approve; and no answer")
        await stage.type("dan", "approve", answers: ["2", "y"])
        #expect(stage.lastOutput.contains("Published draft/ana/work-email"))
        await stage.type("dan", "approve", answers: [""])
        await stage.type("dan", "approve", answers: [])
        await stage.type("ana", "approve", answers: ["1"])
        stage.note("what the draft changes comes first")
        await stage.type(
            "dan", "edit", answers: ["leads-to-crm"], with: stage.edited(with: "true", as: "dan"))
        await stage.type("eva", "edit", answers: ["1"])
        stage.note("the others that are about a request")
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
        #expect(asked.text.contains("called off") == (status == 1), "\(asked.text)")
        #expect(try await stage.git(["for-each-ref"]) == before)
    }

    // MARK: - Messages

    @Test("where git would open its editor for a message, a missing -m does, and an empty message calls it off")
    func messages() async throws {
        let stage = try await Stage.company()
        let show = "cat \"$1\" >'\(stage.scratch.folder)/shown'"
        let same = "touch \"$1\""
        func shown() -> String { readText(stage.scratch.folder + "/shown") ?? "" }
        await stage.type("ana", "draft start work-email")
        try stage.edit(sync, "first_name", "company")
        stage.note("the message of a commit: the usual one stands there")
        await stage.type("ana", "save", answers: [], with: stage.edited(with: show, as: "ana"))
        #expect(
            shown() == """
                Change sync/leads-to-crm

                # The message of the commit on draft/ana/work-email. Nobody is notified.
                # Lines that start with # are ignored.
                # To call the command off, leave without saving, or with an empty message.

                """)
        #expect(stage.lastStatus == 1)
        #expect(try await stage.git(["log", "-1", "--format=%s"]) == "Models and syncs")
        await stage.type("ana", "save", answers: [], with: stage.edited(with: same, as: "ana"))
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
        stage.note("no editor here; and none is wanted")
        await stage.type(
            "ana", "save", answers: [],
            with: stage.environment(of: "ana").merging(["GIT_EDITOR": "no-such-editor"]) { $1 })
        #expect(try await stage.git(["log", "-1", "--format=%s"]) == "Change sync/leads-to-crm")
        try stage.edit(sync, "quantity: 3", "quantity: 4")
        await stage.type("ana", "save --yes", answers: [], with: stage.edited(with: "exit 3", as: "ana"))
        await stage.type("ana", "save", answers: [], with: stage.edited(with: "exit 3", as: "ana"))
        await stage.type("ana", "submit --quiet")
        stage.note("words without which there is nothing to do")
        await stage.type("dan", "decline ana/work-email", answers: [], with: stage.edited(with: show, as: "dan"))
        #expect(
            shown() == """


                # Why do you decline draft/ana/work-email, and what would have to change?
                # Ana Silva will read this. You have not viewed it as it is now.
                # Lines that start with # are ignored.
                # To call the command off, leave the message empty.

                """)
        await stage.type("ana", "decline ana/work-email", answers: [], with: stage.writing("No", as: "ana"))
        await stage.type("dan", "comment ana/work-email", answers: [], with: stage.writing("Who asked?", as: "dan"))
        await stage.type("dan", "decline ana/work-email", answers: [], with: stage.writing("Too rare", as: "dan"))
        await stage.type("dan", "view ana/work-email --quiet")
        await stage.type("dan", "decline ana/work-email", answers: [], with: stage.writing("Still", as: "dan"))
        await stage.type("dan", "decline ana/work-email")
        await stage.type("dan", "comment ana/work-email")
        stage.note("why the settings change")
        try await stage.git("switch", "--quiet", "main")
        await stage.type(
            "carol", "settings approvals.required 2", answers: [], with: stage.edited(with: show, as: "carol"))
        #expect(shown().hasPrefix("Set approvals.required to 2\n\n# "))
        #expect(stage.lastStatus == 1)
        await stage.type(
            "carol", "settings approvals.required 2", answers: [], with: stage.edited(with: same, as: "carol"))
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

    @Test("what was written is kept where the editor fails, said where, and not written over; else nothing is left")
    func keptWords() async throws {
        let stage = try await Stage.company()
        try await request(stage, "work-email", "first_name", "company", in: sync)
        let messages = "\(stage.scratch.path)/.git/assent/messages"
        func files() async throws -> String {
            try await ChildProcess(in: stage.scratch.folder, stage.scratch.environment).run(
                "sh", ["-c", "cd '\(messages)' && find . -type f | sort"]
            ).text
        }
        func comment(_ script: String) async {
            await stage.type("dan", "comment ana/work-email", answers: [], with: stage.edited(with: script, as: "dan"))
        }
        for script in ["exit 3", "touch \"$1\"; exit 3", "no-such-editor"] {
            await comment(script)
            #expect(stage.lastStatus == 2)
            #expect(!stage.lastErrors.contains("written in it"), "\(stage.lastErrors)")
            #expect(stage.lastErrors.contains("or without an editor:  assent comment ana/work-email -m \"…\""))
            #expect(try await files() == "")
        }
        for (number, words) in [(1, "Who asked?"), (2, "And why?")] {
            await comment("printf '\(words)\\n# so\\n' >\"$1\"; exit 3")
            let path = ".git/assent/messages/\(number)/COMMIT_EDITMSG"
            #expect(stage.lastErrors.replacing("\n  ", with: " ").contains("What was written in it is in"))
            #expect(stage.lastErrors.contains("/\(path)"), "\(stage.lastErrors)")
            #expect(readText("\(stage.scratch.path)/\(path)") == "\(words)\n")
        }
        let hint = try #require(stage.lastErrors.split(separator: "\n").last { $0.contains("assent comment") })
        let command = try #require(hint.firstRange(of: "assent comment")).lowerBound
        let typed = try await Program.shell(String(hint[command...]), with: stage.environment(of: "dan"))
        #expect(typed.status == 0, "\(hint): \(typed.error)")
        await stage.type("ana", "view ana/work-email")
        #expect(stage.lastOutput.contains("And why?"))
        await comment("printf 'Once more\\n' >\"$1\"")
        #expect(stage.lastStatus == 0)
        #expect(try await files() == "./1/COMMIT_EDITMSG\n./2/COMMIT_EDITMSG\n")
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

    @Test("what a terminal asks about needs --yes where there is none, and the line to type is told")
    func unconfirmed() async throws {
        let stage = try await Stage.company()
        try await request(stage, "work-email", "first_name", "company", in: sync)
        await stage.type("dan", "decline ana/work-email -m No")
        await stage.type("dan", "view ana/work-email")
        await stage.type("dan", "draft start key")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "save")
        let zed = "member add zed --name \"Zed Lee\" --email zed@acme.example --role admin"
        for (person, line, what) in [
            ("dan", "approve ana/work-email", "you declined draft/ana/work-email as it stands"),
            ("dan", "draft delete key", "this discards work"),
            ("dan", "publish", "this publishes draft/dan/key without approval"),
            ("carol", "settings approvals.self_approval true", "this allows self-approval"),
            ("carol", "settings require_approvals false", "this switches approvals off"),
            ("carol", "settings members.dan.role admin", "this lets Dan Okafor manage the workspace"),
            ("carol", zed, "this lets Zed Lee manage the workspace"),
            ("carol", "member remove eva", "this removes Eva Lind"),
        ] {
            let before = try await stage.git(["for-each-ref"])
            #expect(await stage.type(person, line) == 64, "\(line)")
            let said = stage.lastErrors.replacing("\n  ", with: " ")
            #expect(said.contains("\(what), and there is no terminal to confirm it."), "\(said)")
            #expect(said.contains("to do it anyway: "), "\(said)")
            #expect(stage.lastErrors.replacing("'", with: "\"").contains("assent \(line) --yes"), "\(said)")
            #expect(try await stage.git(["for-each-ref"]) == before, "\(line)")
            if person == "carol" || line == "publish" {
                #expect(await stage.type(person, "\(line) --yes") == 0, "\(line): \(stage.lastErrors)")
            }
        }
        await stage.type("carol", "member remove zed --format json")
        #expect(stage.lastOutput.contains(#""kind":"unconfirmed""#))
        #expect(stage.lastOutput.contains(#"assent member remove zed --format json --yes"#))
        stage.note("approvals are off: a risk is asked about, and nothing else is")
        await stage.type("dan", "draft start back")
        try stage.edit(model, "primaryKey: company", "primaryKey: email")
        #expect(await stage.type("dan", "publish --save") == 64)
        let said = stage.lastErrors.replacing("\n  ", with: " ")
        #expect(said.contains("this publishes draft/dan/back with a risk that nobody has approved, and there"))
        #expect(said.contains("A401: Every row will count as new"))
        #expect(await stage.type("dan", "publish --yes") == 0)
        await stage.type("dan", "draft start words")
        try stage.edit(sync, "first_name", "company")
        #expect(await stage.type("dan", "publish --save") == 0, "\(stage.lastErrors)")
    }

    @Test("what is risky asks once on a terminal: a risk that nobody approved, approvals off, a member who goes")
    func risks() async throws {
        let stage = try await Stage.company()
        await stage.type("dan", "draft start key")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "save")
        for answers in [["n"], [], ["what?", "y", ""]] {
            await stage.type("dan", "publish", answers: answers)
        }
        #expect(stage.lastStatus == 0)
        stage.note("edit asks at the end, too")
        let editor = stage.edited(with: "sed -i 's/primaryKey: company/primaryKey: email/' \"$1\"", as: "dan")
        await stage.type("dan", "edit model/leads", answers: ["1", "n"], with: editor)
        #expect(stage.lastOutput.contains("Kept on draft/dan/leads"))
        await stage.type("dan", "publish dan/leads --yes")
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
        let same = stage.edited(with: "touch \"$1\"", as: "carol")
        for answers in [["n"], [], ["y"]] {
            await stage.type("carol", "settings require_approvals false", answers: answers, with: same)
        }
        await stage.type("carol", "settings require_approvals")
        await stage.type("carol", "settings require_approvals true", answers: [], with: same)
        await stage.type(
            "bo", "settings require_approvals false", answers: [],
            with: stage.edited(with: "touch \"$1\"", as: "bo"))
        stage.note("members")
        for answers in [["n"], [], ["y"]] {
            await stage.type("carol", "member remove ana", answers: answers, with: same)
        }
        await stage.type("carol", "member remove nobody", answers: [], with: same)
        await stage.type("carol", "member remove bo --yes", with: same)
        stage.note("by hand, on a draft")
        await stage.type("carol", "draft start open")
        try stage.edit("assent.yaml", "require_approvals: true", "require_approvals: false")
        await stage.type("carol", "publish --save", answers: ["n"])
        try stage.matchesGolden("risks")
    }
}
