import Git
import Resources

/// What a draft may consist of.
extension Merger {
    static var largestBlob: Int { 1 << 20 }

    /// protocol.md, Publishing: none of a draft's commits adds a root, a blob over 1 MiB, a broken folder, or changes to
    /// ungoverned paths beyond merging main.
    ///
    /// - Parameter known: the commits that main does not have, if they were found already.
    func checkCommits(of revision: ObjectID, draft: String, notIn main: ObjectID, known: [ObjectID]? = nil) throws {
        for id in try known ?? repository.commits(reachableFrom: [revision], hiding: [main]) {
            let commit = try repository.commit(id)
            func unfit(_ problem: FitnessProblem) -> ContentRefusal {
                .unfitCommit(draft: draft, commit: id, problem)
            }
            guard let first = commit.parents.first else { throw unfit(.addsRoot) }
            let others = try commit.parents.dropFirst().map { try repository.commit($0).tree }
            var ungoverned: [String] = []
            let difference = try difference(from: repository.commit(first).tree, to: commit.tree)
            for change in difference.changes {
                if try others.contains(where: { try repository.entry(at: change.path, in: $0) == change.new }) {
                    continue
                }
                if layout.file(at: change.path) == nil { ungoverned.append(change.path) }
                guard let new = change.new, new.mode.isFile else { continue }
                do {
                    let size = try repository.blobSize(new.id)
                    if size > Self.largestBlob { throw unfit(.tooLarge(path: change.path, bytes: size)) }
                } catch let error as GitError where error.isWrongKind {
                    throw unfit(.brokenTree(BrokenTree(fileAt: change.path)))
                }
            }
            // A merge brings what main has.
            for fault in difference.broken where try !others.contains(where: { try fault.isIn($0, of: repository) }) {
                throw unfit(.brokenTree(fault))
            }
            if !ungoverned.isEmpty {
                let attributes = try attributes(ungoverned, in: commit.tree, since: repository.commit(first).tree)
                throw unfit(.ungoverned(paths: ungoverned, attributes: attributes))
            }
        }
    }

    /// What a tree's attributes do to governed files that those of another do not, if they are among these paths.
    func attributes(_ paths: [String], in tree: ObjectID, since old: ObjectID) throws -> [Finding] {
        guard paths.contains(where: layout.isAttributes) else { return [] }
        return try Snapshot(repository, tree: tree, layout: layout).attributeFindings(
            since: Snapshot(repository, tree: old, layout: layout)
        ).filter { !$0.isInherited }
    }
}
