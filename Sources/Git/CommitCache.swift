/// A bounded cache of commits read lately.
struct CommitCache {
    private var commits: [ObjectID: Commit] = [:]
    private static let limit = 16_384

    subscript(id: ObjectID) -> Commit? { commits[id] }

    mutating func keep(_ commit: Commit) {
        if commits.count >= CommitCache.limit { commits = [:] }
        commits[commit.id] = commit
    }
}
