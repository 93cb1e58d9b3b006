import Commands
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// F10: who is told of what, by real mail.
@Suite("Members are told by mail", .scratch)
struct TellingTests {
    private static let mail = "notifications:\n  from: Assent <assent@acme.example>\n"

    private func company(_ settings: String = Acme.settings) async throws -> Stage {
        try await Stage.company(settings: settings + Self.mail)
    }

    /// A draft of Ana's that Dan and Carol are asked to approve.
    private func submit(_ stage: Stage, _ comment: String, with environment: [String: String]) async throws {
        await stage.type("ana", "draft start company")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: email", "from: company")
        await stage.type("ana", "save -m \"Match by company\"")
        await stage.type("ana", "submit --to dan,carol -m \"\(comment)\"", with: environment)
    }

    @Test("F10 each act is told to those whom it concerns, once, with whose turn it is")
    func flow() async throws {
        let server = try await MailSink()
        let stage = try await company()
        func type(_ person: String, _ line: String) async {
            await stage.type(
                person, line, with: stage.environment(of: person).merging(["ASSENT_SMTP_URL": server.url]) { $1 })
        }
        try await submit(
            stage, "Match leads by company",
            with: stage.environment(of: "ana").merging(["ASSENT_SMTP_URL": server.url]) { $1 })
        await type("ana", "notify")
        await type("ana", "submit ana/company --to dan --dry-run")
        await type("ana", "submit ana/company --dry-run --format json")
        await type("ana", "notify --flush")
        await type("dan", "comment ana/company -m \"Which accounts have none?\"")
        await type("ana", "comment ana/company -m \"Four, all of them tests.\"")
        await type("dan", "decline ana/company -m \"Then not yet.\"")
        await type("ana", "withdraw ana/company")
        await type("ana", "submit ana/company --to dan -m \"Now they have one.\"")
        await type("dan", "view ana/company --stat")
        await type("dan", "view ana/company")
        await type("dan", "approve ana/company")
        await type("carol", "settings members.eva.role editor -m \"Eva reviews too\"")
        await type("carol", "settings members.dan.mail none -m \"He asked for it\"")
        await type("carol", "settings members.dan.role viewer -m \"He moved on\"")
        await type("carol", "notify --flush --format json")
        await type("carol", "notify")
        try stage.matchesGolden("telling")
        try Stage.expect(try await server.read(), asGolden: "telling-mail")
    }

    @Test("whatever keeps mail from going out is told in a line, and the act is done")
    func trouble() async throws {
        let server = try await MailSink("--login", "assent", "right", "--refuse", "dan@acme.example")
        let stage = try await company(Acme.settings.replacing("carol@acme.example", with: "carol"))
        var environment = stage.environment(of: "ana")
        try await submit(stage, "please", with: environment)
        environment["ASSENT_SMTP_URL"] = "relay.acme.example"
        await stage.type("ana", "comment ana/company -m one", with: environment)
        environment["ASSENT_SMTP_URL"] = server.url
        try await stage.scratch.run("mkdir", ["bin"])
        try await stage.scratch.run("sh", ["-c", "for name in git sh; do ln -s $(command -v $name) bin/$name; done"])
        environment["PATH"] = "\(stage.scratch.folder)/bin"
        await stage.type("ana", "comment ana/company -m two", with: environment)
        environment["PATH"] = stage.environment(of: "ana")["PATH"]
        environment["ASSENT_SMTP_URL"] = server.url(of: "assent:wrong")
        await stage.type("ana", "notify --flush", with: environment)
        environment["ASSENT_SMTP_URL"] = server.url(of: "assent:right")
        await stage.type("ana", "notify --flush", with: environment)
        await stage.type("ana", "notify --list --format json", with: environment)
        await stage.type("ana", "status", with: environment)
        await stage.type("ana", "notify --drop")
        await stage.type("ana", "comment ana/company -m four", with: environment)
        // Whatever stands there keeps messages from being laid down: as a full disk does.
        for (folders, word) in [("outbox", "five"), ("announcements", "six"), ("announcements outbox", "seven")] {
            let assent = "\(stage.scratch.path)/.git/assent"
            try await stage.scratch.run("sh", ["-c", "cd '\(assent)' && rm -rf \(folders) && touch \(folders)"])
            await stage.type("ana", "comment ana/company -m \(word)", with: environment)
            try await stage.scratch.run("sh", ["-c", "cd '\(assent)' && rm \(folders)"])
            await stage.type("ana", "notify")
        }
        await stage.type("ana", "notify --html")
        await stage.type("ana", "notify --list --flush")
        await stage.type("ana", "notify --preview nothing")
        try stage.matchesGolden("telling-trouble")
    }

    @Test("what was said with an approval reaches the author, and who gets little mail is told how to get none")
    func approvalWithWords() async throws {
        let server = try await MailSink()
        let stage = try await company()
        func type(_ person: String, _ line: String) async {
            await stage.type(
                person, line, with: stage.environment(of: person).merging(["ASSENT_SMTP_URL": server.url]) { $1 })
        }
        await stage.type("carol", "settings members.dan.mail asked")
        try await submit(stage, "please", with: stage.environment(of: "ana"))
        await type("ana", "notify --preview ana/company --format json")
        #expect(stage.lastOutput.contains("assent settings members.dan.mail none"))
        await stage.type("dan", "decline ana/company -m \"Not yet\"")
        await stage.type("ana", "draft switch main")
        await stage.type("ana", "view ana/company")
        #expect(stage.lastOutput.contains("assent draft switch ana/company"))
        await stage.type("dan", "view ana/company")
        await type("dan", "approve ana/company --yes -m \"Thank you for these\"")
        await type("dan", "notify --flush")
        let read = try await server.read()
        #expect(read.contains("Assent-Event: approve") && read.contains("   Thank you for these"))
    }

    @Test("settings that were pushed past approval send nothing to anybody")
    func pastApproval() async throws {
        let stage = try await company()
        try await submit(stage, "please", with: stage.environment(of: "ana"))
        try await stage.git(["switch", "--quiet", "main"])
        try stage.edit("assent.yaml", "Assent <assent@acme.example>", "CEO <ceo@bank.example>")
        try stage.edit("assent.yaml", "dan@acme.example", "eve@evil.example")
        try await stage.git(["commit", "--quiet", "-am", "Names"], as: "carol")
        await stage.type("ana", "notify --format json")
        let before = stage.lastOutput
        #expect(await stage.type("carol", "comment ana/company -m one") == 0)
        #expect(
            stage.lastErrors.contains("without approval, so it does not decide who gets mail"), "\(stage.lastErrors)")
        await stage.type("ana", "notify --format json")
        #expect(stage.lastOutput == before && before.contains("dan@acme.example"))
    }

    @Test("nobody's text adds a header, a tag or a link to mail")
    func hostile() async throws {
        let server = try await MailSink()
        let stage = try await company()
        let environment = stage.environment(of: "ana").merging(["ASSENT_SMTP_URL": server.url]) { $1 }
        let payloads = [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\u{D4E}<!--", "x\r\nBcc: eve@evil.example",
            "</style><a href=https://evil.example>x</a>", "\u{202E}gnp.exe", "&lt;b&gt;&amp;", "]]><b>", "🙂 شكرا",
            String(repeating: "w", count: 998), "=?utf-8?q?x?=", "<!--", "--=_assent_", "\u{85}\u{2028}Bcc: x",
        ]
        await stage.type("ana", "draft start company")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: email", "from: company")
        let text = payloads.joined(separator: "\n")
        let scalar = text.unicodeScalars.map {
            $0.isASCII && $0.value >= 32 && $0 != "\"" && $0 != "\\"
                ? String($0)
                : "\\U" + String(repeating: "0", count: 8 - String($0.value, radix: 16).count)
                    + String($0.value, radix: 16)
        }
        try stage.edit(
            "hightouch/syncs/leads-to-crm.yaml", "model: leads", "description: \"\(scalar.joined())\"\nmodel: leads")
        await stage.type("ana", "save -m x")
        await stage.type("ana", "submit --to dan -m \"\(text)\"", with: environment)
        await stage.type("ana", "notify --flush", with: environment)
        #expect(server.messages().count == 1)
        let seen = try await server.read("--tags").split(separator: "\n").map(String.init)
        let ours: Set = [
            "html lang=\"en\"", "head", "meta charset=\"utf-8\"",
            "meta name=\"viewport\" content=\"width=device-width\"",
            "meta name=\"color-scheme\" content=\"light dark\"", "title", "style", "body", "main", "section", "h1",
            "h2", "p",
            "p class=\"aside\"", "p dir=\"auto\"", "span class=\"column\"", "span class=\"same\"",
            "td colspan=\"2\"", "span class=\"aside\"", "span class=\"faint\"", "span class=\"good\"",
            "span class=\"warning\"", "span class=\"error\"", "span class=\"added\"", "span class=\"removed\"",
            "strong",
            "code", "pre", "ul", "li", "blockquote", "table", "thead", "tbody", "tr", "td", "th scope=\"row\"",
            "th scope=\"col\"", "ins", "del",
            "HEADER From", "HEADER To", "HEADER Reply-To", "HEADER Subject", "HEADER Date", "HEADER Message-ID",
            "HEADER List-Id", "HEADER Auto-Submitted", "HEADER Assent-Request", "HEADER Assent-Turn",
            "HEADER Assent-Event", "HEADER MIME-Version", "HEADER Content-Type",
        ]
        #expect(seen.filter { !ours.contains($0) } == [])
        #expect(seen.contains("blockquote") && seen.count > 30)
        let read = try await server.read()
        #expect(!read.contains("UNFIT") && !read.contains("DEFECT"))
    }

    @Test("an act has ended while a server that never answers still has its message")
    func silent() async throws {
        let server = try await MailSink("--hang")
        let stage = try await company()
        let environment = stage.environment(of: "ana").merging(["ASSENT_SMTP_URL": server.url]) { $1 }
        try await submit(stage, "please", with: stage.environment(of: "ana"))
        let done = try await Program.shell("assent comment ana/company -m one", with: environment)
        #expect(done.status == 0, "\(done.error)")
        // The command is gone; who sends is there, and holds the lock.
        let lock = "\(stage.scratch.path)/.git/assent/outbox/lock"
        var holder: pid_t?
        for _ in 0..<200 where holder == nil {
            holder = try await Self.holder(of: lock)
            if holder == nil { usleep(50_000) }
        }
        #expect(holder != nil)
        if let holder { kill(holder, SIGKILL) }
        #expect(server.messages().isEmpty)
        await stage.type("ana", "notify")
        #expect(stage.lastOutput.contains("dan@acme.example") && stage.lastOutput.contains("carol@acme.example"))
    }

    @Test("a process that is killed while curl sends for it sends nothing twice, and nothing is lost")
    func killedWhileSending() async throws {
        let server = try await MailSink("--slow")
        let stage = try await company()
        try await submit(stage, "please", with: stage.environment(of: "ana"))
        for number in 1...9 { await stage.type("ana", "comment ana/company -m \(number)") }
        let environment = stage.environment(of: "ana").merging(["ASSENT_SMTP_URL": server.url]) { $1 }
        let killed = try await Program.shell(
            "assent notify --flush & sleep 0.6; kill -9 $!; wait $! 2>/dev/null; true", with: environment)
        #expect(killed.status == 0)
        let sent = server.messages().count
        #expect(sent > 0 && sent < 20)
        let rest = try await Program.shell("assent notify --flush && assent notify", with: environment)
        #expect(rest.status == 0 && rest.text.hasSuffix("No messages wait to be sent.\n"), "\(rest.text)")
        let names = server.messages().compactMap { message in
            message.split(separator: "\r\n").first { $0.hasPrefix("Message-ID:") }
        }
        #expect(names.count == 20 && Set(names).count == 20)
    }

    /// The process that has a file open.
    private static func holder(of path: String) async throws -> pid_t? {
        let found = try await Program.shell(
            "for p in /proc/[0-9]*; do ls -l $p/fd 2>/dev/null | grep -q '\(path)$' && basename $p; done; true")
        return found.text.split(separator: "\n").first.flatMap { pid_t($0) }
    }
}
