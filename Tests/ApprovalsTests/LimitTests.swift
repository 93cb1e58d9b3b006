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
            try await workspace.save(by: workspace.me(), message: nil, forwardingErrors: { _ in })
        }
        guard case .tooLargeToSave(leads, 1_048_577)? = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(try company.repository().head().commit == main)
        try write(model(bytes: 1 << 20), to: "\(scratch.path)/\(leads)")
        let saved = try await workspace.save(by: workspace.me(), message: nil, forwardingErrors: { _ in })
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
        let draft = try company.workspace("ana").draft(named: "many")
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        #expect(try company.published("hightouch/models/m99-4.yaml") == Company.users)
        try await company.expectSound()
    }

    @Test("a workspace may have any number of members: a thousand are read, and the last of them may act")
    func members() async throws {
        let many = (0..<1000).map { "  m\($0): {name: M, email: m\($0)@acme.example, role: editor}\n" }.joined()
        let company = try Company(["assent.yaml": Company.settings.with("members:\n", "members:\n\(many)")])
        let draft = try company.draft("name", by: "m999", [leads: Company.leads.with("plan", "plan, tier")])
        try await company.publish(draft)
        #expect(try company.verify().landings.last?.isWaived == true)
    }
}
