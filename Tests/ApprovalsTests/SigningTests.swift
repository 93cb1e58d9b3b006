import Approvals
import Git
import Resources
import SSH
import Signatures
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let hourly = Company.leadsToCRM.with("quantity: 1", "quantity: 2")

/// A company whose members have keys of their own, and a git that signs with them.
extension Company {
    /// - Parameters:
    ///   - members: who has a key: their id, or `<id>:<type>`.
    ///   - settings: what the settings say beside.
    static func signing(
        _ members: [String] = ["ana", "bo", "bea", "carol"], _ signatures: String = "required",
        _ settings: String = Company.settings
    ) async throws -> Company {
        let scratch = ScratchRepository.current
        var settings = settings.with("signatures: optional", "signatures: \(signatures)")
        var environments: [String: [String: String]] = [:]
        for member in members {
            let parts = member.split(separator: ":").map(String.init)
            let key = try await scratch.makeKey(parts[0], type: parts.count > 1 ? parts[1] : "ed25519")
            settings = settings.with(keyless(parts[0]), keyed(parts[0], try line(of: key)))
            environments[parts[0]] = ScratchRepository.signing(with: key)
        }
        let company = try Company(["assent.yaml": settings])
        company.environments = environments
        return company
    }

    static func line(of key: String) throws -> String {
        String(try #require(readText(key + ".pub")).dropLast())
    }

    static func keyless(_ member: String) -> String { "email: \(member)@acme.example, role" }

    static func keyed(_ member: String, _ lines: String...) -> String {
        let lines = lines.map { "\"\($0)\"" }.joined(separator: ", ")
        return "email: \(member)@acme.example, keys: [\(lines)], role"
    }

    func settings() throws -> String { try #require(try published("assent.yaml")) }

    /// Settings published by carol, who manages.
    func publish(settings: String) async throws {
        let draft = try draft("settings", by: "carol", ["assent.yaml": settings])
        try await publish(draft)
    }

    /// A draft of ana's, submitted.
    func asked(_ slug: String = "object", _ text: String = mapped) async throws -> Draft {
        let draft = try draft(slug, by: "ana", [toCRM: text])
        try await submit(draft)
        return draft
    }

    func key(of member: String) throws -> SSHPublicKey {
        try SSHPublicKey(line: Self.line(of: "\(scratch.folder)/\(member)"))
    }

    /// A signature of a member over a text, which may be anything.
    func signature(by member: String, over text: String, namespace: String = "assent.v1") async throws -> SSHSignature {
        try await Signer(
            key: .file("\(scratch.folder)/\(member)"), environment: scratch.environment, hasTerminal: false
        ).sign(Array(text.utf8), namespace: namespace)
    }
}

@Suite("Signed acts", .bareScratch)
struct SigningTests {
    @Test("B3 the whole flow is signed, and each act proves its member's key")
    func flow() async throws {
        let company = try await Company.signing(["ana:rsa", "bo:ecdsa", "bea", "carol"])
        let draft = try await company.asked()
        let workspace = try company.workspace("bo")
        try await Commenter(workspace).comment(company.request(of: draft), by: workspace.me(), "why?")
        try await company.decline(draft, "no", by: "bea")
        #expect(try company.plan(draft).decision.declinedBy == ["bea"])
        try await company.approve(draft, by: "bea")
        try await company.expectSound()
        let verification = try company.verify()
        let landing = try #require(verification.proven.all().first)
        #expect(try company.chain(of: landing).events.allSatisfy { $0.signed.signature != nil })
        #expect(landing.witnesses.map(\.act) == [.submit, .approve])
        #expect(
            landing.witnesses.map(\.fingerprint) == [
                Fingerprint(of: try company.key(of: "ana")).text, Fingerprint(of: try company.key(of: "bea")).text,
            ])

        let now = try company.draft("now", by: "bo", [toCRM: hourly])
        try await company.publish(now, reason: "urgent")
        let late = try #require(try company.verify().proven.all().last)
        #expect(late.isWaived)
        #expect(late.witnesses.map(\.act) == [.submit, .publish])
        #expect(
            late.witnesses.map(\.fingerprint) == [
                Fingerprint(of: try company.key(of: "bo")).text, Fingerprint(of: try company.key(of: "bo")).text,
            ])
        try await company.expectSound()
    }

    @Test("B3 the signature stands behind the JSON line, over just that line, and ssh-keygen finds it good")
    func form() async throws {
        let company = try await Company.signing()
        let draft = try await company.asked()
        let recorded = try #require(try company.request(of: draft).chain.events.first)
        let armored = try #require(recorded.signed.signature?.armored)
        let message = try await company.scratch.git("log", "-1", "--format=%B", recorded.commit.hex)
        #expect(message + "\n" == "assent: ana submits draft/ana/object\n\n\(recorded.event.line)\n\n\(armored)\n")
        try write(
            "ana \(try Company.line(of: company.scratch.folder + "/ana"))\n", to: company.scratch.folder + "/allowed")
        try write(armored, to: company.scratch.folder + "/sig")
        try write(recorded.event.line, to: company.scratch.folder + "/line")
        try await company.scratch.run(
            "sh", ["-c", "ssh-keygen -Y verify -f allowed -I ana -n assent.v1 -s sig < line"])

        // Landing, and closing, keep it byte for byte.
        try await company.approve(draft, by: "bo")
        let landing = try #require(try company.verify().proven.all().first)
        let landed = try #require(try company.chain(of: landing).events.first)
        #expect(landed.signed == recorded.signed)
        let other = try await company.asked("other", hourly)
        let request = try company.request(of: other)
        let workspace = try company.workspace("ana")
        try await Withdrawer(workspace).withdraw(request, by: try workspace.me(), comment: nil)
        let closed = try #require(try Requests(workspace).closedRequests().first)
        #expect(closed.chain.events.first?.signed == request.chain.events.first?.signed)
        #expect(closed.chain.events.allSatisfy { $0.signed.signature != nil })
    }

    @Test("who has keys signs also where signatures are optional, and who has none does not")
    func optional() async throws {
        let company = try await Company.signing(["bo"], "optional")
        let draft = try await company.asked()
        try await company.approve(draft, by: "bo")
        let landing = try #require(try company.verify().proven.all().first)
        #expect(landing.witnesses.map(\.fingerprint) == [nil, Fingerprint(of: try company.key(of: "bo")).text])
        try await company.expectSound()
    }

    @Test("where signatures are required nobody acts without a key, and nothing is recorded")
    func required() async throws {
        let company = try await Company.signing(["bo"])
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        company.environments["ana"] = ScratchRepository.signing(with: try await company.scratch.makeKey("new"))
        let before = try await company.scratch.git("for-each-ref")
        guard
            case SigningRefusal.noKey("ana", let key, ["carol"], true)? = await refusal({
                try await company.submit(draft)
            })
        else {
            Issue.record("not refused for want of a key")
            return
        }
        #expect(try key == Company.line(of: company.scratch.folder + "/new"))
        #expect(name(of: await refusal { try await company.publish(draft, by: "carol") }) == "noKey")
        #expect(try await company.scratch.git("for-each-ref") == before)
    }

    @Test("where signatures are required only members with a key are named as those who can approve")
    func whoCan() async throws {
        let company = try await Company.signing(["ana", "bo", "carol"])
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        let workspace = try company.workspace("ana")
        let request = try #require(try Requests(workspace).open().first)
        let named = try Planner(workspace).plan(request).decision.requirements.map(\.candidates)
        #expect(named == [["bo", "carol"]])
        #expect(workspace.settings.members(who: .approve).map(\.id).contains("bea"))
    }

    @Test("a key that the settings do not have as the member's signs nothing; nor does one of another member")
    func foreign() async throws {
        let company = try await Company.signing()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        company.environments["ana"] = ScratchRepository.signing(with: try await company.scratch.makeKey("new"))
        #expect(name(of: await refusal { try await company.submit(draft) }) == "foreignKey")
        company.environments["ana"] = company.environments["bo"]
        company.environments["ana"]?["GIT_AUTHOR_EMAIL"] = "ana@acme.example"
        #expect(name(of: await refusal { try await company.submit(draft) }) == "foreignKey")
        // A private key alone does not say whose it is before it has signed.
        let key = company.scratch.folder + "/bo"
        remove(key + ".pub")
        #expect(name(of: await refusal { try await company.submit(draft) }) == "foreignKey")
        #expect(try Requests(company.workspace("ana")).open().isEmpty)
    }

    @Test("a locked key is asked for no passphrase without a terminal: nothing is recorded")
    func locked() async throws {
        let company = try await Company.signing()
        let key = try await company.scratch.makeKey("locked", passphrase: "secret")
        try await company.publish(
            settings: company.settings().with(
                try Company.line(of: company.scratch.folder + "/ana"), Company.line(of: key)))
        company.environments["ana"] = ScratchRepository.signing(with: key)
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        guard
            case SigningRefusal.notSigned(.file(key), _, let error)? = await refusal({ try await company.submit(draft) }
            )
        else {
            Issue.record("signed with a locked key")
            return
        }
        #expect(error.reason == .passphraseNeeded)
        #expect(try Requests(company.workspace("ana")).open().isEmpty)
        company.environments["ana"] = ScratchRepository.signing(with: company.scratch.folder + "/gone")
        guard case SigningRefusal.notSigned(_, _, let error)? = await refusal({ try await company.submit(draft) })
        else {
            Issue.record("signed with no key")
            return
        }
        #expect(error.reason == .fileMissing)
    }

    @Test(
        "the key is found as git finds it: a file, its public half, ~, a literal key, a relative path",
        arguments: ["<key>", "<key>.pub", "~/../ana", "../ana", "key::<line>", "<line>"])
    func configured(value: String) async throws {
        let company = try await Company.signing()
        let key = company.scratch.folder + "/ana"
        let value = value.replacing("<key>", with: key).replacing("<line>", with: try Company.line(of: key))
        company.environments["ana"] = ScratchRepository.signing(with: value)
        guard value.contains("ssh-ed") else {
            _ = try await company.asked()
            return
        }
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        #expect(name(of: await refusal { try await company.submit(draft) }) == "notSigned")
        try await company.scratch.withAgent(holding: [key]) { socket in
            company.environments["ana"]?["SSH_AUTH_SOCK"] = socket
            try await company.submit(draft)
        }
        #expect(try company.request(of: draft).chain.events[0].signed.signature?.publicKey == company.key(of: "ana"))
    }

    @Test("where git names no key, the member's own is found where ssh looks, and in the agent")
    func unconfigured() async throws {
        let company = try await Company.signing()
        company.environments["ana"] = [:]
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        #expect(name(of: await refusal { try await company.submit(draft) }) == "keyNotHere")
        let key = company.scratch.folder + "/ana"
        try await company.scratch.withAgent(holding: [key]) { socket in
            company.environments["ana"] = ["SSH_AUTH_SOCK": socket]
            try await company.submit(draft)
        }
        company.environments["ana"] = ["SSH_AUTH_SOCK": company.scratch.folder + "/agent"]
        let later = try company.draft("later", by: "ana", [toCRM: hourly])
        #expect(name(of: await refusal { try await company.submit(later) }) == "keyNotHere")
        try makeFolder(company.scratch.folder + "/home/.ssh")
        for end in ["", ".pub"] {
            try await company.scratch.run("mv", ["ana" + end, "home/.ssh/id_ecdsa" + end])
        }
        // Somebody else's lies there too.
        _ = try await company.scratch.makeKey("home/.ssh/id_ed25519")
        try await company.submit(later)
    }

    @Test("a program that signs in ssh-keygen's place is called, and what it answers is looked at")
    func program() async throws {
        let company = try await Company.signing()
        let fake = company.scratch.folder + "/fake"
        try write("#!/bin/sh\nexit 0\n", to: fake)
        try await company.scratch.run("chmod", ["755", fake])
        company.environments["ana"] = ScratchRepository.signing(
            with: company.scratch.folder + "/ana", ["gpg.ssh.program": fake])
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        #expect(name(of: await refusal { try await company.submit(draft) }) == "notSigned")
    }

    @Test(
        "where git signs commits, what lands on main is signed so that git finds it good",
        arguments: ["ssh", "ssh by command", "openpgp", "x509"])
    func signedCommits(kind: String) async throws {
        let format = String(kind.prefix { $0 != " " })
        let company = try await Company.signing(["ana"], "optional")
        let scratch = company.scratch
        let draft = try await company.asked()
        var more = ["commit.gpgsign": "true", "gpg.format": format]
        var key = scratch.folder + "/ana"
        if format == "openpgp" {
            try makeFolder(scratch.folder + "/gnupg")
            try await scratch.run("chmod", ["700", scratch.folder + "/gnupg"])
            try await scratch.run(
                "gpg",
                [
                    "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "Bo Chen <bo@acme.example>",
                    "ed25519",
                ],
                environment: ["GNUPGHOME": scratch.folder + "/gnupg"])
            key = "bo@acme.example"
        } else if format == "x509" {
            try await scratch.makeCertificate("Bo Chen", "bo@acme.example", in: scratch.folder + "/gnupg")
            key = "bo@acme.example"
        } else {
            try write("* \(try Company.line(of: key))\n", to: scratch.folder + "/allowed")
            more["gpg.ssh.allowedSignersFile"] = scratch.folder + "/allowed"
        }
        let isByCommand = kind == "ssh by command"
        if isByCommand {
            // The only key that git is told of; the agent has the other half.
            try write("#!/bin/sh\ncat '\(key).pub'\n", to: scratch.folder + "/which key")
            try await scratch.run("chmod", ["755", scratch.folder + "/which key"])
            more["gpg.ssh.defaultKeyCommand"] = "'\(scratch.folder)/which key' now"
        }
        company.environments["bo"] = ScratchRepository.signing(with: isByCommand ? nil : key, more)
            .merging(["GNUPGHOME": scratch.folder + "/gnupg"]) { $1 }
        if isByCommand {
            try await scratch.withAgent(holding: [key]) { socket in
                company.environments["bo"]?["SSH_AUTH_SOCK"] = socket
                try await company.approve(draft, by: "bo")
            }
        } else {
            try await company.approve(draft, by: "bo")
        }
        let bo = ChildProcess(
            in: scratch.path, scratch.environment.merging(company.environments["bo"] ?? [:]) { $1 })
        for commit in ["main", "main^2", "main^2^"] { try await bo.git("verify-commit", commit) }
        #expect(try await !bo.run("git", ["verify-commit", "main^"]).isSuccess)
        if format == "openpgp" || format == "x509" {
            try await scratch.run(
                "gpgconf", ["--kill", "gpg-agent"], environment: ["GNUPGHOME": scratch.folder + "/gnupg"])
        }
        try await company.expectSound()
    }

    @Test("acts are signed with the key that git's defaultKeyCommand prints; where it prints none, that is said")
    func keyCommand() async throws {
        let company = try await Company.signing()
        let scratch = company.scratch
        func ana(_ command: String, _ socket: String = "") {
            company.environments["ana"] = ScratchRepository.signing(with: nil, ["gpg.ssh.defaultKeyCommand": command])
                .merging(["SSH_AUTH_SOCK": socket]) { $1 }
        }
        try await scratch.withAgent(holding: [scratch.folder + "/ana"]) { socket in
            ana("ssh-add -L", socket)
            let request = try await company.submit(try company.draft("object", by: "ana", [toCRM: mapped])).request
            let key = try SSHPublicKey(line: try Company.line(of: scratch.folder + "/ana"))
            #expect(request.chain.last.signed.signature?.publicKey == key)
        }
        let draft = try company.draft("hourly", by: "ana", [toCRM: hourly])
        let refs = try await scratch.git("for-each-ref")
        // No agent; not there; prints something else; a quote is open; prints another's.
        for command in ["ssh-add -L", "nowhere", "echo no-key", "echo 'ssh-ed25519", "echo ssh-ed25519 AAAA"] {
            ana(command)
            #expect(name(of: await refusal { try await company.submit(draft) }) == "noDefaultKey", "\(command)")
        }
        ana("echo '\(try Company.line(of: scratch.folder + "/bo"))'")
        #expect(name(of: await refusal { try await company.submit(draft) }) == "foreignKey")
        #expect(try await scratch.git("for-each-ref") == refs)
    }

    @Test("B3 who accepts signs too, by the settings before")
    func acceptance() async throws {
        let company = try await Company.signing()
        let commit = try company.commitToMain([toCRM: mapped])
        let workspace = try company.workspace("carol")
        // Unsigned, and signed by somebody else: it is not carol's word.
        let run = try company.verify()
        #expect(run.failure?.commit == commit)
        for signer in [nil, "bo"] {
            var event = EventDraft(
                kind: .accept, workspace: workspace.settings.id, branch: "main", sequence: 0, actor: "carol",
                time: "2026-03-01T12:00:00Z", nonce: "00")
            event.revision = commit
            event.subject = try await company.subject(ofAccepting: commit)
            var signature: SSHSignature?
            if let signer { signature = try await company.signature(by: signer, over: event.line) }
            let acceptance = try company.write(
                tree: try company.repository().commit(commit).tree, parents: [commit],
                message: event.message(signature))
            #expect(try company.verify(acceptance)?.commit == commit)
            let own = event.message(try await company.signature(by: "carol", over: event.line))
            let sound = try company.write(
                tree: try company.repository().commit(commit).tree, parents: [commit], message: own)
            #expect(try company.verify(sound) == nil)
        }
        _ = try await Acceptor(workspace).accept([commit], comment: nil)
        try await company.expectSound()
        #expect(try company.verify().accepted.count == 1)
    }
}

extension Company {
    /// What an acceptance of one commit names as its subject, as the product computes it.
    func subject(ofAccepting commit: ObjectID) async throws -> String {
        let workspace = try workspace("carol")
        let outcome = try await Acceptor(workspace).accept([commit], comment: nil)
        // Only looked at: main goes back.
        try move("refs/heads/main", to: commit)
        return try #require(outcome.accepted.first?.event.subject)
    }

    fileprivate func decline(_ draft: Draft, _ reason: String, by member: String) async throws {
        let workspace = try workspace(member)
        _ = try await Decliner(workspace).decline(request(of: draft), by: workspace.me(), reason: reason)
    }
}
