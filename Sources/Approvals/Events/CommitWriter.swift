import Git

/// Stores commits, signed where there is a signer.
struct CommitWriter {
    let repository: Repository
    let signer: CommitSigner?

    init(_ repository: Repository, signer: CommitSigner?) {
        self.repository = repository
        self.signer = signer
    }

    func write(
        tree: ObjectID, parents: [ObjectID], author: AuthorStamp, message: String
    ) async throws -> ObjectID {
        guard let signer else {
            return try repository.writeCommit(
                tree: tree, parents: parents, author: author, committer: author, message: message)
        }
        let commit = try repository.commitBytes(
            tree: tree, parents: parents, author: author, committer: author, message: message)
        return try repository.writeCommit(commit, signature: try await signer.sign(commit))
    }
}
