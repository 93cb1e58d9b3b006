import Approvals
import Git
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"

/// What is limited, at the limit and one step past it; and what is not limited, at a size that nobody has.
@Suite("Limits", .scratch)
struct LimitTests {
    /// A model of exactly this many bytes.
    private func model(bytes: Int) -> String {
        let start = Company.leads + "description: "
        return start + String(repeating: "x", count: bytes - start.utf8.count - 1) + "\n"
    }

    @Test("a file of 1 MiB is saved and published; one byte more is refused before anything is committed")
    func file() async throws {
        let company = try Company()
        let scratch = company.scratch
        try await scratch.git("reset", "--quiet", "--hard")
        let workspace = try company.workspace("bo")
        try await scratch.git("switch", "--quiet", "--create", "draft/bo/large")
        try write(model(bytes: 1 << 20 + 1), to: "\(scratch.path)/\(leads)")
        let main = try company.main()
        let found = await refusal {
            try await Saver(workspace).save(by: workspace.me(), message: nil, forwardingErrors: { _ in })
        }
        guard case ContentRefusal.tooLargeToSave(leads, 1_048_577)? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(try company.repository().head().commit == main)
        try write(model(bytes: 1 << 20), to: "\(scratch.path)/\(leads)")
        let saved = try await Saver(workspace).save(by: workspace.me(), message: nil, forwardingErrors: { _ in })
        try await company.publish(saved.draft, by: "bo")
        #expect(try company.published(leads)?.utf8.count == 1 << 20)
        try await company.expectSound()
    }

    @Test("a draft may hold any number of commits and files: a hundred and five hundred go as one does")
    func draft() async throws {
        let company = try Company()
        let repository = try company.repository()
        let blob = try repository.writeBlob(Array(Company.users.utf8))
        var tree = try repository.commit(company.main()).tree
        var tip = try company.main()
        let person = ScratchRepository.person
        for number in 0..<100 {
            tree = try repository.editTree(
                tree, (0..<5).map { TreeEdit("hightouch/models/m\(number)-\($0).yaml", .put(blob, .file)) })
            tip = try repository.writeCommit(
                tree: tree, parents: [tip], author: person, committer: person, message: "m\(number)\n")
        }
        try repository.update([
            RefUpdate(name: "refs/heads/draft/ana/many", expected: nil, new: tip, message: "many")
        ])
        let draft = try Drafts(company.workspace("ana")).draft(named: "many")
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        #expect(try company.published("hightouch/models/m99-4.yaml") == Company.users)
        try await company.expectSound()
    }

    @Test("a workspace may have any number of members: a thousand are read, and the last of them may act")
    func members() async throws {
        let many = (0..<1000).map { "  m\($0): {name: M, email: m\($0)@acme.example, role: editor}\n" }.joined()
        let company = try Company(["assent.yaml": Company.settings.with("members:\n", "members:\n\(many)")])
        let draft = try company.draft("name", by: "m999", [leads: Company.leads.with("company", "company, tier")])
        try await company.publish(draft)
        #expect(try company.verify().proven.all().last?.isWaived == true)
    }

    /// 16 KiB and one byte more, of which most characters have two.
    private static let full = String(repeating: "é", count: 8192)
    private static let over = full + "x"

    private func submitted(_ company: Company, _ slug: String) async throws -> Draft {
        let draft = try company.draft(slug, by: "ana", [leads: Company.leads.with("company", "company, \(slug)")])
        try await company.submit(draft)
        return draft
    }

    private static let acts = ["submit", "revise", "comment", "approve", "decline", "withdraw", "delete", "publish"]

    @Test("what an act says may have 16 KiB; one byte more is refused, and nothing is done", arguments: acts)
    func comment(act: String) async throws {
        let company = try Company()
        let draft =
            switch act {
            case "submit": try company.draft("tier", by: "ana", [leads: Company.leads.with("company", "company, tier")])
            default: try await submitted(company, "tier")
            }
        func say(_ text: String) async throws {
            let workspace = try company.workspace(["submit", "revise", "delete"].contains(act) ? "ana" : "bo")
            let me = try workspace.me()
            switch act {
            case "submit", "revise": _ = try await Submitter(workspace).submit(draft, by: me, to: [], comment: text)
            case "delete": try await DraftDeleter(workspace).delete(draft, by: me, comment: text)
            case "publish": _ = try await Publisher(workspace).publish(draft, by: me, reason: text)
            default:
                let request = try RequestNames(workspace).request(named: draft.name)
                switch act {
                case "comment": try await Commenter(workspace).comment(request, by: me, text)
                case "decline": _ = try await Decliner(workspace).decline(request, by: me, reason: text)
                case "withdraw": try await Withdrawer(workspace).withdraw(request, by: me, comment: text)
                default:
                    _ = try await Publisher(workspace).approve(
                        [request], by: me, comment: text, shown: [request.subject])
                }
            }
        }
        let before = try await company.scratch.git("for-each-ref")
        let refused = await refusal { try await say(Self.over) }
        guard case CommentRefusal.commentTooLong(16_385)? = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(try await company.scratch.git("for-each-ref") == before)
        try await say(Self.full)
        #expect(try await company.scratch.git("for-each-ref") != before)
        try await company.expectSound()
    }

    @Test("the reason for accepting what nobody approved may have 16 KiB")
    func reason() async throws {
        let company = try Company()
        let commit = try company.commitToMain([leads: Company.leads.with("company", "company, tier")])
        let workspace = try company.workspace("carol")
        let refused = await refusal {
            try await Acceptor(workspace).accept([commit], comment: Self.over)
        }
        #expect(name(of: refused) == "commentTooLong")
        #expect(try company.main() == commit)
        _ = try await Acceptor(workspace).accept([commit], comment: Self.full)
        try await company.expectSound()
    }

    @Test("B3 a longer comment, written by hand, proves nothing: its chain is not read, nor what was landed by it")
    func longerByHand() async throws {
        let company = try Company()
        for (text, result) in [(Self.full, "valid"), (Self.over, "1 brokenChain")] {
            let draft = try await submitted(company, "tier\(text.utf8.count)")
            var forgery = try Forgery(company, of: draft, approvedBy: ["bo"])
            forgery.add(.comment, by: "eva") {
                ($0.revision, $0.subject, $0.comment) = (nil, nil, text)
            }
            #expect(words(try forgery.verify()) == result)
            let tip = try forgery.writeEvents()
            let isRead: Bool
            do {
                isRead = try EventChain(endingIn: tip, in: company.repository()).last.event.comment == text
            } catch is ChainProblem { isRead = false }
            #expect(isRead == (result == "valid"))
        }
    }
}
