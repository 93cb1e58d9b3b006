package import Git
package import Resources

/// The commit that `init` made, pinned by its object id in the repository's own folder: history before it is adopted,
/// history after it is verified (protocol.md, Verification).
extension OpenWorkspace {
    /// As pinned here; nil where nothing was verified yet.
    package func genesis() -> ObjectID? { Self.genesis(of: repository) }

    static func genesis(of repository: Repository) -> ObjectID? {
        LocalFile(repository.commonDirectory + "/assent/genesis").firstLine().flatMap { ObjectID(hex: $0) }
    }

    /// Who administers the workspace by the settings of its first commit: with their keys everything begins.
    package func founders(in genesis: ObjectID) throws -> [Member] {
        try Self.settings(in: repository.commit(genesis).tree, of: repository).members(who: .manage)
    }

    package static func pin(_ genesis: ObjectID, in repository: Repository) throws {
        try LocalFile(repository.commonDirectory + "/assent/genesis").write(genesis.hex + "\n")
    }
}
