import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let users = "hightouch/models/users.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"

/// Random histories of an app that writes its branch, of people who publish, and of imports in between.
@Suite("B7 Importing random histories") struct ImportHistoriesTests {
    @Test(
        "B7 whatever happened, in the end main has what the app wrote, the branch has what main has, and main is proven",
        .bareScratch, arguments: 1...12 as ClosedRange<UInt64>)
    func histories(_ seed: UInt64) async throws {
        var dice = Randomness(seed: seed)
        let company = try Company()
        let sync = try GitSync(of: company)
        var (count, others) = (0, 0)
        func text(_ path: String, _ old: String, _ new: String) throws -> [String: String?] {
            try sync.text(path).map { [path: $0.replacing(old, with: new)] } ?? [:]
        }
        for _ in 0..<Int.random(in: 4...14, using: &dice) {
            count += 1
            switch Int.random(in: 0..<9, using: &dice) {
            case 0: try sync.write(["hightouch/models/extra-\(count % 3).yaml": Company.users + "tags: [a\(count)]\n"])
            case 1: try sync.write(["hightouch/models/extra-\(count % 3).yaml": nil])
            case 2:
                let old = "hightouch/models/extra-\(count % 3).yaml"
                if let moved = try sync.text(old) {
                    try sync.write([old: nil, "hightouch/models/moved-\(count).yaml": moved])
                }
            case 3: try sync.write([toCRM: Company.leadsToCRM.with("quantity: 1}", "quantity: \(count + 1)}")])
            case 4: try sync.write(["README.md": "# \(count)\n"])
            case 5:
                // The app, or somebody by hand, merges main; the app's own files win.
                if try company.repository().mergeBases(company.main(), sync.tip()) != [company.main()] {
                    let onto = try await Self.merged(company, sync)
                    try company.move(sync.reference, to: onto)
                }
            case 6:
                others += 1
                try await company.publish(
                    try company.draft(
                        "own-\(count)", by: "bo", [users: Company.users.with("name: Users", "name: Users \(count)")]))
            case 7: try await Self.publish(company)
            default:
                let found = try await company.importBranch(by: "bo", keeping: .branch)
                if let draft = found.draft, found.kind == .started || found.kind == .updated,
                    Bool.random(using: &dice)
                {
                    others += 1
                    try company.commit([leads: Company.leads.with("name: Leads", "name: Leads \(count)")], to: draft)
                }
            }
        }
        let wanted = try company.governed(sync.tip())
        try await Self.publish(company)
        try await company.importBranch(by: "bo", keeping: .branch)
        #expect(try await company.importBranch(by: "bo").kind == .nothing)
        let (main, branch) = (try company.governed(company.main()), try company.governed(sync.tip()))
        #expect(main == branch)
        if others == 0 { #expect(main == wanted) }
        try await company.expectSound()
    }

    /// Imports what there is, and publishes it.
    private static func publish(_ company: Company) async throws {
        let found = try await company.importBranch(by: "bo", keeping: .branch)
        guard var draft = found.draft else { return }
        if let plan = found.plan, !plan.merge.conflicts.isEmpty { draft = try company.mergeMain(into: draft) }
        if try company.plan(draft).isEmpty {
            // People have undone it.
            try company.mergeMain(into: draft)
            return try company.move(draft.reference, to: nil)
        }
        try await company.publish(draft, by: "bo")
    }

    /// The branch with main merged in, field by field.
    private static func merged(_ company: Company, _ sync: GitSync) async throws -> ObjectID {
        let (main, tip) = (try company.main(), try sync.tip())
        let repository = try company.repository()
        let base = try #require(try repository.mergeBases(main, tip).first)
        var files: [String: String?] = [:]
        for change in try repository.changes(from: repository.commit(base).tree, to: repository.commit(main).tree) {
            let theirs = try repository.entry(at: change.path, in: sync.tree())
            if theirs == change.old {
                files[change.path] = .some(
                    try change.new.map { String(decoding: try repository.blob($0.id), as: UTF8.self) })
            }
        }
        return try sync.write(files, onto: [main])
    }
}
