import Git
import Support
import Testing

/// The words that an editor is opened for.
@Suite(.scratch) struct MessageTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"

    @Test("where git would open its editor for a message, a missing -m does, and an empty message calls it off")
    func messages() async throws {
        let stage = try await Stage.company()
        let show = "cat \"$1\" >'\(stage.scratch.folder)/shown'"
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
                # To cancel the command, empty the message.

                """)
        #expect(stage.lastStatus == 0)
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
                # To cancel the command, leave the message empty.

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
        #expect(stage.lastStatus == 0)
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

    @Test("a message whose editor leaves no file, or what is not UTF-8, is not sent; a byte order mark is no word")
    func oddEditors() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start work-email")
        try stage.edit(sync, "first_name", "company")
        await stage.type("ana", "save")
        await stage.type("ana", "submit -m Please")
        func comment(_ script: String) async {
            await stage.type(
                "dan", "comment ana/work-email", answers: [], with: stage.edited(with: script, as: "dan"))
        }
        for script in ["rm \"$1\"", "rm \"$1\"; mkdir \"$1\""] {
            await comment(script)
            #expect(
                stage.lastStatus == 1 && stage.lastErrors.contains("cancelled: the message is empty"),
                "\(stage.lastErrors)")
        }
        await comment("printf 'caf\\351\\n' >\"$1\"")
        #expect(stage.lastStatus == 2 && stage.lastErrors.contains("not UTF-8"), "\(stage.lastErrors)")
        await stage.type(
            "dan", "comment ana/work-email", answers: [],
            with: stage.environment(of: "dan").merging(["GIT_EDITOR": ""]) { $1 })
        #expect(stage.lastStatus == 2 && stage.lastErrors.contains("git has no editor"), "\(stage.lastErrors)")
        await comment("printf '\\357\\273\\277Who asked?\\n' >\"$1\"")
        #expect(stage.lastStatus == 0)
        await stage.type("dan", "view ana/work-email")
        #expect(stage.lastOutput.contains(" ago: Who asked?\n"), "\(stage.lastOutput)")
    }

    @Test("what was written for an act that fails is told again, as a command")
    func kept() async throws {
        let stage = try await Stage.company()
        try await stage.request("work-email", "first_name", "company", in: sync)
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
        try await stage.request("work-email", "first_name", "company", in: sync)
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
        try await stage.request("work-email", "first_name", "company", in: sync)
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
}
