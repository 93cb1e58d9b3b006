import Git
import Support
import Testing

/// What a shell offers behind `assent` when Tab is pressed.
@Suite(.scratch) struct CompletionTests {
    private func workspace() async throws -> Stage {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start new-leads")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "submit --save")
        try await stage.git(["branch", "draft/bo/other", "main"])
        try await stage.git(["branch", "draft/bo/o$(touch>pwned)", "main"])
        try await stage.git(["branch", "hightouch", "main"])
        return stage
    }

    @Test("bash completes commands, options, drafts, requests, members and resources")
    func bash() async throws {
        let stage = try await workspace()
        func candidates(_ line: String, in folder: String = ".") async throws -> Set<String> {
            // What bash does when Tab is pressed behind the line.
            let output = try await Program.shell(
                """
                bash --norc -c 'cd \(folder) && source <(assent --generate-completion-script bash) && line="\(line)" && \
                COMP_LINE=$line && COMP_POINT=${#line} && read -ra COMP_WORDS <<< "$line" && \
                if [[ $line == *" " ]]; then COMP_WORDS+=(""); fi && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && \
                COMP_TYPE=9 && COMP_KEY=9 && _assent assent "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"; printf "%s\\n" "${COMPREPLY[@]}"'
                """, with: stage.environment(of: "ana"))
            #expect(output.error == "", "\(line)")
            return Set(output.text.split(separator: "\n").map { $0.filter { $0 != " " } })
        }
        #expect(try await candidates("assent dr").contains("draft"))
        #expect(
            try await candidates("assent draft ").isSuperset(of: [
                "start", "list", "switch", "update", "resolve", "rename", "discard", "delete", "prune",
            ]))
        #expect(try await candidates("assent submit --").isSuperset(of: ["--to", "--save", "--message"]))
        #expect(try await candidates("assent draft switch ") == ["new-leads", "bo/other", "main"])
        #expect(try await candidates("assent publish n") == ["new-leads"])
        #expect(try await candidates("assent import ") == ["hightouch"])
        #expect(try await candidates("assent submit --to ") == ["ana", "bo", "carol", "dan", "eva"])
        #expect(try await candidates("assent edit sync/l") == ["sync/leads-to-crm"])
        #expect(try await candidates("assent new model x --from ") == ["model/leads", "model/members"])
        #expect(try await candidates("assent approve ").contains("ana/new-leads"))
        #expect(try await candidates("assent -C hightouch view model/m") == ["model/members"])
        #expect(try await candidates("assent explain A40").contains("A401"))
        #expect(try await candidates("assent schema o") == ["output"])
        #expect(try await candidates("assent schema output d") == ["draft", "diff", "decline"])
        #expect(
            try await candidates("assent schema output draft ") == [
                "start", "list", "switch", "update", "resolve", "rename", "discard", "delete", "prune",
            ])
        // Where there is no workspace there is nothing to offer, and nothing is said.
        #expect(try await candidates("assent draft switch ", in: "/").isEmpty)
        #expect(readText("\(stage.scratch.path)/pwned") == nil)
    }

    /// Types each line at a new shell on a terminal of its own, presses Tab, and waits until all is offered that is
    /// expected: what it still misses after half a minute is told, and the status is 1.
    private static let typist = #"""
        import fcntl, json, os, pty, re, select, signal, struct, sys, termios, time
        lines, program = json.loads(sys.argv[1]), sys.argv[2:]

        def shown(terminal, isEnough):
            text, end = "", time.time() + 30
            while time.time() < end and not isEnough(text):
                if select.select([terminal], [], [], 0.1)[0]:
                    text += os.read(terminal, 65536).decode(errors="replace")
            return text

        def words(text):
            return set(re.sub(r"\x1b\][^\x07]*\x07|\x1b[\[(][0-9;?]*[A-Za-z]|.\x08", " ", text).split())

        status = 0
        for line, expected in lines.items():
            child, terminal = pty.fork()
            if child == 0:
                os.execvp(program[0], program)
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
            shown(terminal, lambda text: "READY>" in text)
            os.write(terminal, line.encode() + b"\t")
            text = shown(terminal, lambda text: set(expected) <= words(text))
            if not set(expected) <= words(text):
                print(repr(line), "misses", sorted(set(expected) - words(text)), repr(text))
                status = 1
            os.kill(child, signal.SIGKILL)
            os.close(terminal)
            os.waitpid(child, 0)
        sys.exit(status)

        """#

    @Test("zsh and fish, on a terminal, complete them as well", arguments: ["zsh", "fish"])
    func others(shell: String) async throws {
        let stage = try await workspace()
        let folder = stage.scratch.folder
        try write(Self.typist, to: folder + "/typist.py")
        try write(
            """
            PS1='READY> '
            unsetopt list_ambiguous
            autoload -U compinit && compinit -u -D
            source <(assent --generate-completion-script zsh)
            compdef _assent assent

            """, to: folder + "/zsh/.zshrc")
        try write(
            """
            function fish_prompt; echo 'READY> '; end
            function fish_right_prompt; end
            set -g fish_greeting
            set -g fish_autosuggestion_enabled 0
            assent --generate-completion-script fish | source

            """, to: folder + "/init.fish")
        var environment = stage.environment(of: "ana")
        environment["ZDOTDIR"] = folder + "/zsh"
        environment["TERM"] = "xterm"
        environment["TYPED"] = """
            {"assent dr": ["draft"], "assent draft ": ["start", "list", "switch", "update", "delete"],
            "assent submit --": ["--to", "--save", "--message"], "assent draft switch ": ["new-leads", "bo/other", "main"],
            "assent submit --to ": ["ana", "bo", "carol", "dan", "eva"], "assent edit ": ["model/leads", "sync/leads-to-crm"],
            "assent withdraw ": ["ana/new-leads"], "assent -C hightouch view model/": ["model/leads", "model/members"]}
            """
        let program =
            shell == "zsh" ? "zsh -d -i" : "fish --no-config --private --init-command 'source \(folder)/init.fish'"
        let typed = try await Program.shell("python3 \(folder)/typist.py \"$TYPED\" \(program)", with: environment)
        #expect(typed.status == 0, "\(typed.text)\n\(typed.error)")
        #expect(readText("\(stage.scratch.path)/pwned") == nil)
    }
}
