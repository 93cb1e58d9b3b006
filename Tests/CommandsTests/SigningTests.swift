import Git
import Support
import Testing

/// Keys and signatures, from `init` to `verify`.
@Suite(.scratch) struct SigningTests {
    @Test("init takes git's SSH key, a stranger's line carries theirs, and from then on acts are signed and proven")
    func signing() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        let (ana, bo, carol) = try await (stage.signing("ana"), stage.signing("bo"), stage.signing("carol"))
        await stage.type("carol", "init --root hightouch", with: carol)
        await stage.type("ana", "submit", with: ana)
        let line = try #require(stage.lastErrors.split(separator: "\n").last { $0.contains("member add") })
        #expect(line.contains(try #require(Stage.keys["ana"]).line))
        await stage.type(
            "carol", "member add ana --name Ana --email ana@acme.example --role draft-contributor", with: carol)
        await stage.type(
            "carol", "member add bo --name Bo --email bo@acme.example --role editor --key <folder>/bo.pub", with: carol)
        stage.note("signatures are required: members without a key cannot act, and learn how to")
        await stage.type("carol", "settings signatures required", with: carol)
        await stage.type("ana", "draft start more", with: ana)
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "save", with: ana)
        await stage.type("ana", "submit")
        await stage.type("ana", "submit", with: ana)
        await stage.type("carol", "member key ana <folder>/ana.pub", with: carol)
        await stage.type("carol", "member key ana <folder>/nothing.pub", with: carol)
        await stage.type("carol", "member list", with: carol)
        stage.note("and act")
        await stage.type("ana", "submit", with: ana)
        await stage.type("bo", "view more", with: bo)
        await stage.type("bo", "approve more", with: carol.merging(stage.environment(of: "bo")) { $1 })
        await stage.type("bo", "approve more", with: stage.environment(of: "bo"))
        await stage.type("bo", "approve more", with: bo)
        await stage.type("carol", "verify", with: carol)
        await stage.type("carol", "verify --verbose", with: carol)
        await stage.type("carol", "verify --format json", with: carol)
        #expect(stage.lastOutput.contains("\"signed\":true"))
        await stage.type(
            "carol", "member key ana SHA256:AAAA --remove", with: carol)
        try stage.matchesGolden("signing")
    }
}

extension SigningTests {
    /// A workspace of carol's with ana and bo, in which all acts are signed.
    private func required() async throws -> (
        Stage, ana: [String: String], bo: [String: String], carol: [String: String]
    ) {
        let stage = Stage()
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        let (ana, bo, carol) = try await (stage.signing("ana"), stage.signing("bo"), stage.signing("carol"))
        await stage.type("carol", "init --root hightouch --quiet", with: carol)
        for (member, role) in [("ana", "draft-contributor"), ("bo", "editor")] {
            let (name, email) = Stage.people[member] ?? ("", "")
            await stage.type(
                "carol",
                "member add \(member) --name \"\(name)\" --email \(email) --role \(role) --key <folder>/\(member).pub",
                with: carol)
        }
        await stage.type("carol", "settings signatures required", with: carol)
        try #require(stage.lastStatus == 0)
        return (stage, ana, bo, carol)
    }

    @Test("the last administrator with a key keeps it where signatures are required, and their role")
    func lastKey() async throws {
        let (stage, _, bo, carol) = try await required()
        let before = try await stage.git(["for-each-ref"])
        for line in [
            "member key carol <folder>/carol.pub --remove", "member remove carol", "settings members.carol.role editor",
        ] {
            #expect(await stage.type("carol", line, with: carol) != 0)
            #expect(stage.lastErrors.contains("may manage this workspace"), "\(stage.lastErrors)")
            #expect(try await stage.git(["for-each-ref"]) == before)
        }
        stage.note("another administrator, without a key, cannot act either")
        await stage.type("carol", "member add dan --name Dan --email dan@acme.example --role admin", with: carol)
        #expect(await stage.type("carol", "member key carol <folder>/carol.pub --remove", with: carol) != 0)
        stage.note("an administrator with a key can")
        await stage.type("carol", "settings members.bo.role admin", with: carol)
        #expect(await stage.type("carol", "member key carol <folder>/carol.pub --remove", with: carol) == 0)
        #expect(await stage.type("bo", "member key carol <folder>/carol.pub", with: bo) == 0)
        stage.note("a member who requires signatures must have a key")
        await stage.type("carol", "settings signatures optional", with: carol)
        try stage.matchesGolden("last-key")
    }

    @Test("view marks what cannot be taken for its actor's, comments too")
    func doubtful() async throws {
        let (stage, ana, bo, carol) = try await required()
        await stage.type("ana", "draft start more", with: ana)
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save -m Please", with: ana)
        await stage.type("bo", "comment more -m \"Since when?\"", with: bo)
        stage.note("carol removes bo's key, so that bo's comment no longer counts")
        await stage.type("carol", "member key bo <folder>/bo.pub --remove", with: carol)
        await stage.type("carol", "view more", with: carol)
        #expect(
            stage.lastOutput.contains("a comment in the name of Bo Chen is signed with a key"), "\(stage.lastOutput)")
        #expect(!stage.lastOutput.contains("Since when?"))
        await stage.type("carol", "requests", with: carol)
        #expect(!stage.lastOutput.contains("Since when?"), "\(stage.lastOutput)")
        await stage.type("carol", "view more --format json", with: carol)
        #expect(
            stage.lastOutput.contains("\"void\":{\"kind\":\"otherKey\",\"text\":\"is signed with"),
            "\(stage.lastOutput)")
        #expect(stage.lastOutput.contains("\"void\":null"))
        try stage.matchesGolden("void")
    }

    @Test("a first key, signatures that are required, and another role say which acts on open requests no longer count")
    func voided() async throws {
        let stage = try await Stage.company()
        try await stage.request("soon", "quantity: 1", "quantity: 2", in: "hightouch/syncs/leads-to-crm.yaml")
        try await stage.request("name", "primaryKey: email", "primaryKey: company", in: "hightouch/models/leads.yaml")
        await stage.type("carol", "decline ana/soon -m No")
        await stage.type("dan", "view ana/name --quiet")
        await stage.type("dan", "approve ana/name")
        #expect(stage.lastStatus == 4, "one approval of two")
        let ana = try await stage.signing("ana")
        let carol = try await stage.signing("carol")
        await stage.type("carol", "member key ana <folder>/ana.pub")
        #expect(stage.lastOutput.contains("assent submit ana/soon"))
        await stage.type("ana", "submit ana/soon", with: ana)
        #expect(stage.lastStatus == 0)
        await stage.type("ana", "submit ana/name", with: ana)
        #expect(stage.lastStatus == 0)
        stage.note("approved or published by hand, it is told as well")
        _ = try await stage.signing("bo")
        try await stage.git(["config", "assent.member", "dan"])
        await stage.type("dan", "member key dan <folder>/bo.pub")
        try await stage.git(["config", "--unset", "assent.member"])
        await stage.type("dan", "submit dan/member-dan", with: stage.environment(of: "dan"))
        await stage.type("carol", "view dan/member-dan --quiet")
        await stage.type("carol", "approve dan/member-dan")
        #expect(stage.lastOutput.contains("Dan Okafor’s approval of ana/name no longer counts"), "\(stage.lastOutput)")
        await stage.type("carol", "draft start no-key --quiet")
        let key = try #require(readText("\(stage.scratch.path)/assent.yaml"))
        try stage.edit(["assent.yaml": key.replacing(/, keys: \[[^\]]*bo@laptop\]/, with: "")])
        await stage.type("carol", "publish --save")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        try await stage.git(["switch", "--quiet", "main"])
        stage.note("a second key voids nothing")
        _ = try await stage.signing("bo")
        await stage.type("carol", "member key ana <folder>/bo.pub")
        await stage.type("carol", "member key carol <folder>/carol.pub")
        stage.note("required of all")
        let quiet = carol.merging(stage.edited(with: "touch \"$1\"", as: "carol")) { $1 }
        for answers in [["n"], ["y"]] {
            await stage.type("carol", "settings signatures required", answers: answers, with: quiet)
        }
        #expect(stage.lastStatus == 0)
        await stage.type("carol", "settings signatures optional --yes", with: carol)
        await stage.type("carol", "settings signatures required", with: carol)
        #expect(stage.lastStatus == 0, "without a terminal it is done, and told")
        stage.note("another role")
        await stage.type("carol", "settings members.ana.role viewer", with: carol)
        await stage.type("ana", "requests")
        #expect(stage.lastOutput.contains("your role may"), "\(stage.lastOutput)")
        await stage.type("bo", "requests")
        #expect(stage.lastOutput.contains("their role may"), "\(stage.lastOutput)")
        #expect(await stage.type("ana", "publish ana/soon", with: ana) == 3)
        try stage.matchesGolden("void-acts")
    }

    @Test("init signs its commit where git signs commits, and takes the key that git's command prints")
    func initSigns() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        _ = try await stage.signing("carol")
        let key = "\(stage.scratch.folder)/carol"
        try write("* \(try #require(Stage.keys["carol"]).line)\n", to: "\(stage.scratch.folder)/allowed")
        try await stage.scratch.withAgent(holding: [key]) { socket in
            let carol = stage.environment(of: "carol").merging(
                ScratchRepository.signing(
                    with: nil,
                    [
                        "commit.gpgsign": "true", "gpg.ssh.defaultKeyCommand": "ssh-add -L",
                        "gpg.ssh.allowedSignersFile": "\(stage.scratch.folder)/allowed",
                    ])
            ) { $1 }.merging(["SSH_AUTH_SOCK": socket]) { $1 }
            #expect(await stage.type("carol", "init --root hightouch", with: carol) == 0, "\(stage.lastErrors)")
            #expect(stage.lastOutput.split(whereSeparator: \.isWhitespace).contains("signs"), "\(stage.lastOutput)")
            let git = ChildProcess(in: stage.scratch.path, carol)
            try await git.git("verify-commit", "main")
            #expect(try await !git.run("git", ["verify-commit", "main^"]).isSuccess)
            #expect(await stage.type("carol", "init --new-id", with: carol) == 0)
            try await git.git("verify-commit", "main")
            #expect(await stage.type("carol", "settings approvals.required 1", with: carol) == 0)
            stage.note("a stranger's line carries the key too")
            await stage.type(
                "ana", "submit", with: carol.merging(stage.environment(of: "ana")) { $1 })
            #expect(stage.lastErrors.contains("ssh-ed25519"), "\(stage.lastErrors)")
        }
    }
}
