import Support
import Testing

/// Names, comments and files of other people cannot steer a terminal, nor show themselves as something else.
@Suite(.scratch) struct HostileTests {
    private static let escape = "\u{1B}[31m\u{1B}]0;title\u{7}"

    @Test("escapes and bidirectional characters are written out, wherever other people's text is shown")
    func escapes() async throws {
        let settings = Acme.settings.replacing(
            "name: Ana Silva", with: #"name: "Ana\e[31m\u202E Silva\nBo Chen approved""#)
        let stage = try await Stage.company(settings: settings)
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", #"name: "Le\e[2Jads\u202E\u200B""#)
        await stage.type("ana", "submit --save -m \"\(Self.escape)see\u{202E}\r\nassent: approved\"")
        let lines = [
            "status", "requests", "view ana/words", "view ana/words --format markdown", "diff ana/words", "draft list",
            "member list", "check ana/words", "approve ana/words", "view model/leads",
            "view \(Self.escape)x", "draft switch \(Self.escape)", "explain \(Self.escape)", "\(Self.escape)",
            "new model \(Self.escape)", "settings \(Self.escape)", "-C \(Self.escape) status",
            "publish ana/words -m \(Self.escape)", "verify", "requests --all",
        ]
        for line in lines {
            for person in ["dan", "zoe"] {
                await stage.type(person, line)
                for text in [stage.lastOutput, stage.lastErrors] {
                    let steering = text.unicodeScalars.filter {
                        $0.properties.generalCategory == .control && $0 != "\n"
                            || ["\u{202E}", "\u{200B}"].contains($0)
                    }
                    #expect(steering.isEmpty, "\(person): \(line.debugDescription)\n\(text.debugDescription)")
                }
            }
        }
    }

    @Test("a stranger's name and address are quoted, so that the line to send is one command")
    func stranger() async throws {
        let stage = try await Stage.company()
        var environment = stage.environment(of: "zoe")
        environment["GIT_AUTHOR_NAME"] = "Zoe $(rm -rf ~) `id` 'x'"
        await stage.type("zoe", "save", with: environment)
        #expect(stage.lastErrors.contains(#"--name 'Zoe $(rm -rf ~) `id` '\''x'\'''"#), "\(stage.lastErrors)")
    }

    @Test("odd files in a draft are refused or found, each with a clear line")
    func files() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start odd")
        let bomb =
            "a: &a [x, x]\n"
            + (0..<20).map { "b\($0): &b\($0) [*\($0 == 0 ? "a" : "b\($0 - 1)"), *\($0 == 0 ? "a" : "b\($0 - 1)")]\n" }
            .joined()
        try stage.edit([
            "hightouch/models/bomb.yaml": bomb,
            "hightouch/models/deep.yaml": String(repeating: "[", count: 100_000),
            "hightouch/models/control.yaml": "name: a\u{0}b\n",
            "hightouch/models/conflict.yaml": "<<<<<<< HEAD\nname: a\n=======\nname: b\n>>>>>>> x\n",
        ])
        try link("\(stage.scratch.path)/hightouch/models/link.yaml", to: "/etc/passwd")
        await stage.type("ana", "check")
        await stage.type("ana", "publish --save")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("ana", "draft start large")
        try stage.edit(["hightouch/models/large.yaml": String(repeating: "# much\n", count: 200_000)])
        await stage.type("ana", "check")
        await stage.type("ana", "submit --save")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("ana", "draft start folder")
        remove("\(stage.scratch.path)/hightouch/models")
        try link("\(stage.scratch.path)/hightouch/models", to: "/etc")
        try await stage.git("add", "--all")
        try await stage.git("commit", "--quiet", "-m", "A link for a folder")
        await stage.type("ana", "check")
        await stage.type("ana", "submit")
        try stage.matchesGolden("hostile")
    }
}
