import Approvals
import Git
import Resources
import Support
import Testing

/// What Hightouch's Git Sync does to the branch that it is connected to: a commit for each resource that somebody saved in
/// the app, at most one a minute. It writes files whole, in its own layout, and checks nothing.
final class GitSync {
    let company: Company
    let branch: String
    private var minute: Int64 = 0

    /// Connects it to a new branch at main.
    init(to branch: String = "hightouch", of company: Company) throws {
        self.company = company
        self.branch = branch
        try company.move(reference, to: try company.main())
    }

    var reference: String { "refs/heads/\(branch)" }

    func tip() throws -> ObjectID { try #require(try company.repository().reference(reference)) }

    func tree() throws -> ObjectID { try company.repository().commit(tip()).tree }

    /// One commit; nil removes a file.
    @discardableResult
    func write(_ files: [String: String?], onto parents: [ObjectID] = []) throws -> ObjectID {
        minute += 1
        let repository = try company.repository()
        let person = AuthorStamp(
            name: "Hightouch", email: "git-sync@hightouch.example", time: 1_700_000_000 + minute * 60, offsetMinutes: 0)
        let tip = try tip()
        let names = files.keys.sorted().map { $0.split(separator: "/").last ?? "" }.joined(separator: ", ")
        let commit = try repository.writeCommit(
            tree: try company.tree(of: tip, files), parents: [tip] + parents, author: person, committer: person,
            message: "\(files.values.contains { $0 != nil } ? "Update" : "Delete") \(names)\n")
        try company.move(reference, to: commit)
        return commit
    }

    /// A file of the branch, as text.
    func text(_ path: String) throws -> String? {
        let repository = try company.repository()
        return try repository.entry(at: path, in: tree()).map {
            String(decoding: try repository.blob($0.id), as: UTF8.self)
        }
    }
}

extension Company {
    /// Imports, and holds that the branch only moved forward and kept its files.
    @discardableResult
    func importBranch(
        _ name: String = "hightouch", by member: String = "ana", keeping side: Import.Side? = nil,
        isTrial: Bool = false
    ) async throws -> Import {
        let before = try repository().reference("refs/heads/\(name)")
        let workspace = try workspace(member)
        let found = try await Importer(workspace).importBranch(
            name, by: workspace.me(), keeping: side, isTrial: isTrial)
        let now = try repository().reference("refs/heads/\(name)")
        if isTrial {
            #expect(now == before)
        } else if let before, let now {
            #expect(now == found.tip)
            #expect(try repository().isAncestor(before, of: now))
        }
        return found
    }

    /// The governed files of a commit, by path.
    func governed(_ commit: ObjectID) throws -> [String: String] {
        let repository = try repository()
        let layout = Layout(root: "hightouch")
        var files: [String: String] = [:]
        for change in try repository.changes(from: .emptyTree, to: repository.commit(commit).tree)
        where layout.file(at: change.path) != nil {
            files[change.path] = change.new?.id.hex
        }
        return files
    }
}
