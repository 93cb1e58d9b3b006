import Git
import Support
import Testing

/// What git says when it cannot fetch or push, from real servers, and what a person reads. The transcripts are the
/// table: read them aloud.
@Suite(.scratch) struct RemoteWordsTests {
    /// Two clones, and a request of ana's that bo comments, or approves.
    private func team(_ kind: Server.Kind) async throws -> Team {
        let team = try await Team(kind)
        try await team.clone("ana")
        try await team.request("work-email")
        try await team.clone("bo")
        return team
    }

    /// Types a line of bo's that must fail with this status, and change nothing here or there.
    private func row(
        _ team: Team, _ name: String, _ status: Int32, _ line: String = "comment ana/work-email -m Why?",
        break it: () async throws -> Void, mend: () async throws -> Void,
        _ location: SourceLocation = #_sourceLocation
    ) async throws {
        team.stage.note(name)
        let (here, there) = (try await team.refs("bo"), try await team.server.refs())
        try await it()
        #expect(await team.type("bo", line) == status, "\(name)", sourceLocation: location)
        try await mend()
        #expect(try await team.refs("bo") == here, "\(name)", sourceLocation: location)
        #expect(try await team.server.refs() == there, "\(name)", sourceLocation: location)
    }

    @Test("hooks, rights, branches and places: each has its words")
    func file() async throws {
        let team = try await team(.file)
        await team.type("bo", "view ana/work-email --quiet")
        let (server, scratch) = (team.server, team.stage.scratch)
        try await row(team, "the repository moved", 2) {
            try await server.stop()
        } mend: {
            try await server.start()
        }
        try await row(team, "a hook there refuses, and would steer the terminal", 3) {
            try server.hook(
                "update", #"printf 'Not on \033[31mFridays\033[0m\a\342\200\256\n' >&2; echo 'Ask dan.' >&2; exit 1"#)
        } mend: {
            try server.hook("update", nil)
        }
        try await row(team, "a protected branch, in GitHub's words", 3, "approve ana/work-email") {
            try server.hook(
                "pre-receive",
                """
                echo "error: GH006: Protected branch update failed for refs/heads/main." >&2
                echo "error: Changes must be made through a pull request." >&2
                exit 1
                """)
        } mend: {
            try server.hook("pre-receive", nil)
        }
        try await row(team, "a protected branch, in GitLab's words", 3, "approve ana/work-email") {
            try server.hook(
                "pre-receive",
                """
                echo "GitLab: You are not allowed to push code to protected branches on this project." >&2
                exit 1
                """)
        } mend: {
            try server.hook("pre-receive", nil)
        }
        try await row(team, "a hook of one's own refuses", 3) {
            try write(
                "#!/bin/sh\necho 'Run the tests first.' >&2\nexit 1\n",
                to: "\(team.folder("bo"))/.git/hooks/pre-push")
            try makeExecutable("\(team.folder("bo"))/.git/hooks/pre-push")
        } mend: {
            remove("\(team.folder("bo"))/.git/hooks/pre-push")
        }
        try await row(team, "main is checked out there", 2, "approve ana/work-email") {
            try await server.git("config", "core.bare", "false")
        } mend: {
            try await server.git("config", "core.bare", "true")
        }
        try await row(team, "a killed program left a lock there", 2, "approve ana/work-email") {
            try write("", to: "\(server.repository)/refs/heads/main.lock")
        } mend: {
            remove("\(server.repository)/refs/heads/main.lock")
        }
        try await row(team, "the repository may only be read", 3) {
            if isRoot {
                // Root may write everywhere: who serves is nobody.
                try await scratch.git([
                    "config", "--file", "\(scratch.folder)/home/.gitconfig", "safe.directory", "*",
                ])
                try openToAll(scratch.folder)
                try await team.git(
                    "bo", "config", "remote.origin.receivepack",
                    "setpriv --reuid=65534 --clear-groups git-receive-pack")
            } else {
                try close("\(server.repository)/objects")
            }
        } mend: {
            if isRoot {
                try await team.git("bo", "config", "--unset", "remote.origin.receivepack")
                try await scratch.git([
                    "config", "--file", "\(scratch.folder)/home/.gitconfig", "--unset", "safe.directory",
                ])
            } else {
                try openToAll("\(server.repository)/objects")
            }
        }
        try await row(team, "the repository is another user's", 2) {
            try await team.git(
                "bo", "config", "remote.origin.receivepack", "GIT_TEST_ASSUME_DIFFERENT_OWNER=1 git-receive-pack")
        } mend: {
            try await team.git("bo", "config", "--unset", "remote.origin.receivepack")
        }
        try await row(team, "git has no such remote", 2) {
            try await team.git("bo", "config", "assent.remote", "upstream")
        } mend: {
            try await team.git("bo", "config", "--unset", "assent.remote")
        }
        try await row(team, "a URL that git cannot use", 2) {
            try await team.git("bo", "remote", "set-url", "origin", "nothing://127.0.0.1/growth.git")
        } mend: {
            try await team.git("bo", "remote", "set-url", "origin", server.url(of: "bo"))
        }
        team.stage.note("and all is well again")
        #expect(await team.type("bo", "comment ana/work-email -m Why?") == 0)
        #expect(await team.type("bo", "approve ana/work-email") == 0)
        try team.matchesGolden("remote-file")
    }

    @Test("ssh: hosts, keys, and what a forge says")
    func ssh() async throws {
        let team = try await team(.ssh)
        await team.type("bo", "view ana/work-email --quiet")
        let server = team.server
        let known = "\(server.folder)/server/known"
        let keys = "\(server.folder)/server/authorized_keys"
        let (knownHosts, accepted) = (readText(known) ?? "", readText(keys) ?? "")
        func anotherKey() -> String {
            let ana = (readText("\(server.folder)/server/ana.pub") ?? "").split(separator: " ")
            return "[127.0.0.1]:\(server.port) \(ana[0]) \(ana[1])\n"
        }
        try await row(team, "no server is running", 2) {
            try await server.stop()
        } mend: {
            try await server.start()
        }
        try await row(team, "no such host", 2) {
            try await team.git("bo", "remote", "set-url", "origin", "ssh://nowhere.invalid/growth.git")
        } mend: {
            try await team.git("bo", "remote", "set-url", "origin", server.url(of: "bo"))
        }
        try await row(team, "the host is not known", 2) {
            try write("", to: known)
        } mend: {
            try write(knownHosts, to: known)
        }
        try await row(team, "the host has another key", 2) {
            try write(anotherKey(), to: known)
        } mend: {
            try write(knownHosts, to: known)
        }
        try await row(team, "the key is not accepted", 2) {
            try write(
                accepted.split(separator: "\n").filter { !$0.hasSuffix(" bo") }.joined(separator: "\n") + "\n", to: keys
            )
        } mend: {
            try write(accepted, to: keys)
        }
        for (name, status, words) in [
            ("may not write, in GitHub's words", Int32(3), "ERROR: Permission to acme/growth.git denied to bo."),
            (
                "a deploy key, in GitHub's words", 3,
                "ERROR: The key you are authenticating with has been marked as read only."
            ),
            ("not there, in GitHub's words", 2, "ERROR: Repository not found."),
            (
                "not there, in GitLab's words", 2,
                "ERROR: The project you were looking for could not be found or you don't have permission to view it."
            ),
        ] {
            try await row(team, name, status) {
                let says = "case $SSH_ORIGINAL_COMMAND in git-receive*) echo '\(words)' >&2; exit 1;; esac; env HOME"
                    .replacing("'", with: "\\\"").replacing("don\\\"t", with: "do not")
                try write(accepted.replacing("env HOME", with: says), to: keys)
            } mend: {
                try write(accepted, to: keys)
            }
        }
        try await row(team, "the repository moved", 2) {
            try move(server.repository, to: "\(server.folder)/away.git")
        } mend: {
            try move("\(server.folder)/away.git", to: server.repository)
        }
        team.stage.note("and all is well again")
        #expect(await team.type("bo", "approve ana/work-email") == 0)
        try team.matchesGolden("remote-ssh")
    }

    @Test("http: passwords, statuses, gateways")
    func http() async throws {
        let team = try await team(.http)
        await team.type("bo", "view ana/work-email --quiet")
        let server = team.server
        let passwords = "\(server.folder)/server/passwords"
        let accepted = readText(passwords) ?? ""
        try await row(team, "no server is running", 2) {
            try await server.stop()
        } mend: {
            try await server.start()
        }
        try await row(team, "no such host", 2) {
            try await team.git("bo", "remote", "set-url", "origin", "http://nowhere.invalid/growth.git")
        } mend: {
            try await team.git("bo", "remote", "set-url", "origin", server.url(of: "bo"))
        }
        try await row(team, "401: another password", 2) {
            try write(accepted.replacing("of-bo", with: "of-nobody"), to: passwords)
        } mend: {
            // git has forgotten the one that was refused.
            try write(accepted, to: passwords)
            try await server.stop()
            try await server.start()
        }
        try await row(team, "403: may only read", 3) {
            try await server.git("config", "http.receivepack", "false")
        } mend: {
            try await server.git("config", "http.receivepack", "true")
        }
        try await row(team, "403: may not even read", 2) {
            try await server.git("config", "http.uploadpack", "false")
        } mend: {
            try await server.git("config", "http.uploadpack", "true")
        }
        try await row(team, "404: the repository moved", 2) {
            try move(server.repository, to: "\(server.folder)/away.git")
        } mend: {
            try move("\(server.folder)/away.git", to: server.repository)
        }
        for (name, rule) in [
            ("503: closed for now", "return 503;"), ("502: nobody behind the gateway", "fastcgi_pass unix:/nowhere;"),
            (
                "413: too large to push",
                "if ($request_method = POST) { set $large 1$uri; }\nif ($large ~ receive) { return 413; }"
            ),
        ] {
            try await row(team, name, 2) {
                try await server.stop()
                let place = rule.hasPrefix("fastcgi") ? "location ~ growth { \(rule) }" : rule
                try write(place + "\n", to: "\(server.folder)/server/rules.conf")
                try await server.start()
            } mend: {
                try await server.stop()
                remove("\(server.folder)/server/rules.conf")
                try await server.start()
            }
        }
        team.stage.note("and all is well again")
        #expect(await team.type("bo", "approve ana/work-email") == 0)
        try team.matchesGolden("remote-http")
    }

    @Test("no space left there")
    func space() async throws {
        let team = try await team(.file)
        await team.type("bo", "view ana/work-email --quiet")
        let (here, there) = (try await team.refs("bo"), try await team.server.refs())
        // A disk of its own where a namespace may be made; else a limit, which the kernel words otherwise.
        let mounts = try await Program.shell("unshare -m true").isSuccess
        let objects = "\(team.server.repository)/objects"
        let full = """
            unshare -m sh -c 'mount --bind \(objects) \(objects)/../hooks && mount -t tmpfs -o size=16k none \(objects) \
            && mkdir \(objects)/info \(objects)/pack && echo \(objects)/../hooks > \(objects)/info/alternates \
            && { cat /dev/zero > \(objects)/full 2>/dev/null; git-receive-pack \(team.server.repository); }' #
            """
        try await team.git(
            "bo", "config", "remote.origin.receivepack",
            mounts ? full : "trap '' XFSZ; ulimit -f 0; git-receive-pack")
        #expect(await team.type("bo", "comment ana/work-email -m Why?") == 2)
        #expect(
            team.stage.lastErrors.contains("origin has no space left. Nothing was changed"), "\(team.stage.lastErrors)")
        #expect(try await team.refs("bo") == here)
        #expect(try await team.server.refs() == there)
    }

    @Test("somebody is faster there, while a command decides")
    func overtaken() async throws {
        let team = try await team(.file)
        await team.type("bo", "view ana/work-email --quiet")
        let server = team.server
        func there(_ arguments: String...) -> @Sendable () -> Void {
            // In a thread that waits: the command stands still meanwhile.
            let git = ChildProcess(in: server.repository, team.stage.scratch.environment)
            return { git.checkHere("git", arguments) }
        }
        let main = try await server.git("rev-parse", "main")
        let other = try await server.git("commit-tree", "\(main)^{tree}", "-p", main, "-m", "Beside us")
        team.stage.note("meanwhile main moves: the approval lands on it")
        await team.type("bo", "approve ana/work-email", meanwhile: there("update-ref", "refs/heads/main", other))
        #expect(try await server.git("rev-parse", "main^") == other)
        #expect(try await server.git("rev-parse", "main") == team.git("bo", "rev-parse", "main"))

        try await team.git("ana", "switch", "--quiet", "main")
        await team.type("ana", "status --quiet")
        try await team.request("hourly", "quantity: 1", "quantity: 2")
        let request = try #require(
            try await server.refs().first { $0.hasPrefix("refs/assent/requests/") }?.split(separator: " ").first
                .map(String.init))
        team.stage.note("meanwhile somebody acts on the request")
        let tip = try await server.git("rev-parse", request)
        try await team.clone("dan")
        let dan = ChildProcess(in: team.folder("dan"), team.environment(of: "dan"))
        let line = ["comment", "ana/hourly", "-m", "Why?", "--quiet"]
        await team.type("bo", "comment ana/hourly -m Why?", meanwhile: { dan.checkHere(Program.path, line) })
        #expect(team.stage.lastStatus == 5)
        #expect(try await server.git("rev-list", "--count", "\(tip)..\(request)") == "1")

        team.stage.note("meanwhile somebody else made a draft of that name")
        try await team.git("ana", "switch", "--quiet", "main")
        await team.type("ana", "draft start daily")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 24")
        await team.type("ana", "save --offline")
        let before = try await server.refs()
        await team.type("ana", "submit", meanwhile: there("update-ref", "refs/heads/draft/ana/daily", main))
        #expect(team.stage.lastStatus == 5)
        #expect(try await server.refs() == (before + ["refs/heads/draft/ana/daily \(main)"]).sorted())
        try team.matchesGolden("remote-overtaken")
    }
}
