import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let hourly = Company.leadsToCRM.with("quantity: 1", "quantity: 2")

/// ana asks for another object in the CRM.
private func forgery(_ company: Company, _ slug: String = "object", approvedBy approvers: [String] = []) async throws
    -> Forgery
{
    let draft = try company.draft(slug, by: "ana", [toCRM: mapped])
    try await company.submit(draft)
    return try Forgery(company, of: draft, approvedBy: approvers)
}

@Suite("Proof from main alone", .bareScratch)
struct CloneTests {
    @Test("B3 a clone of main alone proves every landing, and how each was let through")
    func clone() async throws {
        let company = try Company()
        let first = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(first, comment: "please")
        try await company.approve(first, by: "bo")
        try company.commitToMain(["dbt_project.yml": "name: y\n"])
        try await company.publish(try company.draft("gone", by: "bo", [toBraze: nil]), reason: "unused")
        let people = try company.draft("tags", by: "abe", [leads: Company.leads + "tags: [crm]\n"])
        try await company.publish(people)
        let open = try company.draft("open", by: "ana", [leads: Company.leads.with("crm.leads", "crm.x")])
        try await company.submit(open)

        let path = "\(company.scratch.folder)/clone"
        try await company.scratch.git(
            "clone", "--quiet", "--bare", "--single-branch", "--branch", "main", "--no-local",
            "file://\(company.scratch.path)", path)
        let clone = try Repository(at: path, environment: company.scratch.environment)
        #expect(try clone.references(under: "refs/").map(\.name) == ["refs/heads/main"])
        let main = try #require(try clone.reference("refs/heads/main"))
        let verification = try Verifier(clone).verify(main)
        #expect(verification.failure == nil)
        #expect(verification.otherCommits == 1)
        #expect(verification.proven.all().map(\.approvers) == [["bo"], [], []])
        #expect(verification.proven.all().map(\.isWaived) == [false, true, false])
        #expect(verification.proven.all().map(\.author) == ["ana", "bo", "abe"])
        #expect(verification.genesis == (try clone.firstParents(from: main).last))
        #expect(!clone.exists(open.tip))
        let report = try await company.scratch.git(["fsck", "--strict", "--no-dangling"], in: path)
        #expect(report.isEmpty)
    }

    @Test("B3 a landing written by hand as the publisher writes it is valid: the tests below break one thing each")
    func sound() async throws {
        let company = try Company()
        #expect(words(try await forgery(company, approvedBy: ["bo"]).verify()) == "valid")
    }

    @Test("B3 who leaves, and settings that change later, do not undo what was landed before")
    func later() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        let changed = Company.settings.with("role: editor}\n  bea", "removed: true}\n  bea")
            .with("  required: 1", "  required: 2").with("role: draft-contributor", "role: viewer")
        try await company.publish(try company.draft("people", by: "carol", ["assent.yaml": changed]))
        try await company.expectSound()
        let next = try company.draft("next", by: "bea", [toCRM: hourly.with("object: Lead", "object: lead")])
        try await company.submit(next)
        #expect(words(try Forgery(company, of: next, approvedBy: ["bo", "carol"]).verify()) == "4 missing")
        #expect(words(try Forgery(company, of: next, approvedBy: ["dora", "carol"]).verify()) == "4 missing")
    }
}

@Suite("Tampering with main", .bareScratch)
struct TamperingTests {
    @Test("B2 a direct commit is found, whatever it changes that is governed")
    func directCommit() async throws {
        for (path, text) in [
            (toCRM, mapped), (leads, nil), ("hightouch/models/new.yaml", Company.users),
            (toCRM, "# x\n" + Company.leadsToCRM),
            ("hightouch/aliases-acme.yaml", Company.aliases.with("salesforce", "braze")),
            ("assent.yaml", Company.settings.with("role: draft-contributor", "role: admin")),
        ] as [(String, String?)] {
            let company = try Company(in: try await ScratchRepository(isBare: true))
            try await company.publish(try company.draft("gone", by: "bo", [toBraze: nil]))
            let commit = try company.commitToMain([path: text])
            // What comes after it does not hide it.
            try company.commitToMain(["README.md": "x\n"])
            let found = try company.verify().failure
            #expect(found?.commit == commit)
            #expect(found?.reason == .notALanding(paths: [path]))
            #expect(found?.rule == 1)
        }
    }

    @Test("B2 settings that are removed, whole or for a folder of that name, are found")
    func settingsRemoved() async throws {
        let company = try Company()
        var forged = try await forgery(company, approvedBy: ["carol"])
        forged.tree = try company.tree(of: forged.onto, ["assent.yaml": nil])
        #expect(words(try forged.verify()) == "1 settingsRemoved")
        forged.tree = try company.tree(of: forged.onto, ["assent.yaml/assent.yaml": "x\n"])
        #expect(words(try forged.verify()) != "valid")
        forged.tree = try company.tree(of: forged.onto, ["assent.yaml": "version: 2\n"])
        #expect(words(try forged.verify()) == "1 settingsBroken")
        // What comes after cannot be judged any more, and what came before still is.
        let broken = try company.commitToMain(["assent.yaml": "version: 2\n"])
        #expect(try company.verify().failure?.commit == broken)
    }

    @Test("B2 another tree under the same chain is found: what is on main is not what was approved")
    func anotherTree() async throws {
        let company = try Company()
        let sound = try await forgery(company, approvedBy: ["bo"])
        for files in [
            [toCRM: mapped.with("object: lead", "object: account")], [toCRM: mapped.with("quantity: 1", "quantity: 2")],
            [toCRM: mapped, leads: Company.leads.with("name: Leads", "name: L")], [toCRM: nil],
            [toCRM: mapped, "hightouch/models/new.yaml": Company.users],
        ] as [[String: String?]] {
            var forged = sound
            forged.tree = try company.tree(of: sound.onto, files)
            #expect(words(try forged.verify()) == "3 anotherSubject")
        }
        // Only the layout differs: the same meaning.
        var forged = sound
        forged.tree = try company.tree(of: sound.onto, [toCRM: "# x\n" + mapped])
        #expect(words(try forged.verify()) == "valid")
    }

    @Test("B2 an ungoverned change beside the approved one is found, a harmless-looking file too")
    func evilMerge() async throws {
        let company = try Company()
        let sound = try await forgery(company, approvedBy: ["bo"])
        for path in ["README.md", "dbt_project.yml", "hightouch/models/x.sql", "hightouch/manifest-acme.yaml"] {
            var forged = sound
            forged.tree = try company.tree(of: sound.onto, [toCRM: mapped, path: "x\n"])
            #expect(words(try forged.verify()) == "3 ungoverned")
        }
    }

    @Test(
        "B2 an approval by someone who may not give it does not count",
        arguments: ["ana", "abe", "eva", "dora", "nobody", "Bo", "bo "])
    func powerless(member: String) async throws {
        let company = try Company()
        #expect(words(try await forgery(company, approvedBy: [member]).verify()) == "4 missing")
    }

    @Test("B2 no approval, a decline, or a waiver by someone who may not publish do not count either")
    func notApproved() async throws {
        let company = try Company()
        let sound = try await forgery(company)
        #expect(words(try sound.verify()) == "4 missing")
        var forged = sound
        forged.add(.publish, by: "ana")
        #expect(words(try forged.verify()) == "4 missing")
        forged = sound
        forged.add(.publish, by: "bo") { $0.waive = nil }
        #expect(words(try forged.verify()) == "4 missing")
        forged.add(.publish, by: "bo")
        #expect(words(try forged.verify()) == "valid")
        forged = sound
        forged.add(.approve, by: "bo")
        forged.add(.decline, by: "carol")
        #expect(words(try forged.verify()) == "4 declined")
        forged.add(.approve, by: "carol")
        #expect(words(try forged.verify()) == "valid")
        forged = sound
        forged.add(.approve, by: "bo")
        forged.add(.withdraw, by: "ana") {
            $0.revision = nil
            $0.subject = nil
        }
        #expect(words(try forged.verify()) == "1 brokenChain")
    }

    @Test("B2 an author who may not draft, or approves their own, is found")
    func authors() async throws {
        let company = try Company()
        var forged = try await forgery(company, approvedBy: ["bo"])
        forged.events[0].actor = "eva"
        forged.relink()
        #expect(words(try forged.verify()) == "4 strangers")
        forged.events[0].actor = "bo"
        forged.relink()
        #expect(words(try forged.verify()) == "4 missing")
        // A revise makes an author too.
        forged = try await forgery(company, "other")
        forged.add(.revise, by: "bo")
        forged.add(.approve, by: "bo")
        #expect(words(try forged.verify()) == "4 missing")
    }

    @Test("B3 a line that was edited, re-ordered or left out breaks the chain")
    func brokenChain() async throws {
        let company = try Company()
        var sound = try await forgery(company, approvedBy: ["bo", "bea"])
        sound.add(.approve, by: "carol")
        let edits: [(inout Forgery) -> Void] = [
            { $0.events[0].comment = "edited" }, { $0.events[1].actor = "carol" }, { $0.events.swapAt(1, 2) },
            { $0.events.remove(at: 1) }, { $0.events.insert($0.events[1], at: 1) }, { $0.events[2].sequence = 7 },
            { $0.events[2].request = String(repeating: "0", count: 64) },
            { $0.events[1].previous = String(repeating: "0", count: 64) },
            { $0.events[2].workspace = "another" }, { $0.events[2].branch = "prod" },
            { forged in
                var again = forged.events[0]
                again.nonce = "ff"
                forged.events.insert(again, at: 1)
            },
        ]
        for (index, edit) in edits.enumerated() {
            var forged = sound
            edit(&forged)
            #expect(words(try forged.verify()) == "1 brokenChain", "edit \(index)")
        }
        // Without its first event it is no landing at all.
        var forged = sound
        forged.events.removeFirst()
        #expect(try forged.verify()?.rule == 1)
        forged.events = []
        #expect(words(try forged.verify()) == "1 notALanding")
    }

    @Test("B3 a chain of another workspace or branch is no proof here")
    func replayed() async throws {
        let company = try Company()
        let sound = try await forgery(company, approvedBy: ["bo"])
        for change in [{ $0.workspace = "0000000000000000" }, { $0.branch = "prod" }] as [(inout EventDraft) -> Void] {
            var forged = sound
            for index in forged.events.indices { change(&forged.events[index]) }
            forged.relink()
            #expect(words(try forged.verify()) == "1 anotherWorkspace")
        }
    }

    @Test("B3 an approval of another subject does not count for this one")
    func anotherSubject() async throws {
        let company = try Company()
        let sound = try await forgery(company)
        var forged = sound
        forged.add(.approve, by: "bo") { $0.subject = String(repeating: "0", count: 64) }
        #expect(words(try forged.verify()) == "4 missing")
        forged = sound
        forged.events[0].subject = String(repeating: "0", count: 64)
        forged.relink()
        #expect(words(try forged.verify()) == "3 anotherSubject")
        // Approved as it is, whatever was asked for.
        forged.add(.approve, by: "bo") { $0.subject = sound.events[0].subject }
        #expect(words(try forged.verify()) == "valid")
    }

    @Test("B3 events on another revision than they name, or that change files, are found")
    func revision() async throws {
        let company = try Company()
        let sound = try await forgery(company, approvedBy: ["bo"])
        var forged = sound
        forged.revision = try company.write(
            tree: try company.repository().commit(sound.revision).tree, parents: [sound.revision])
        #expect(words(try forged.verify()) == "1 wrongRevision")
        forged = sound
        forged.eventTree =
            sound.tree == (try company.repository().commit(sound.revision).tree)
            ? try company.tree(of: sound.revision, ["README.md": "x\n"]) : sound.tree
        #expect(words(try forged.verify()) == "1 brokenChain")
    }

    @Test("B3 an event with a history of its own beside the line is found")
    func eventWithParents() async throws {
        let company = try Company()
        let sound = try await forgery(company, approvedBy: ["bo"])
        let tree = try company.repository().commit(sound.revision).tree
        let other = try company.write(tree: try company.tree(of: sound.onto, ["x.bin": "x"]), parents: [])
        let first = try company.write(
            tree: tree, parents: [sound.revision, other], message: sound.events[0].message())
        let last = try company.write(tree: tree, parents: [first], message: sound.events[1].message())
        let merge = try company.write(tree: sound.tree, parents: [sound.onto, last])
        #expect(try company.verify(merge)?.rule == 1)
    }

    @Test("B3 a revision whose history a draft may not have is found: an added root, an ungoverned commit")
    func unfitRevision() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let tree = try company.repository().commit(draft.tip).tree
        let root = try company.write(tree: tree, parents: [])
        let secret = try company.write(tree: try company.tree(of: draft.tip, ["secret": "x"]), parents: [draft.tip])
        try await company.submit(draft)
        let sound = try Forgery(company, of: draft, approvedBy: ["bo"])
        for parents in [[draft.tip, root], [secret]] {
            var forged = sound
            forged.revision = try company.write(tree: tree, parents: parents)
            for index in forged.events.indices { forged.events[index].revision = forged.revision }
            forged.relink()
            #expect(words(try forged.verify()) != "valid")
        }
    }
}
