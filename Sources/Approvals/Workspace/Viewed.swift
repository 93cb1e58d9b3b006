import Git

/// Which subjects a member was shown, so that `approve` signs off just those (protocol.md, Subject).
extension OpenWorkspace {
    /// Notes that a member saw a request as it stands.
    package func remember(_ subject: String, of request: String, by member: String) throws {
        try viewed(request, by: member).write(subject + "\n")
    }

    /// The subject that the member was shown last.
    package func remembered(of request: String, by member: String) -> Set<String> {
        guard let line = viewed(request, by: member).firstLine(), line.utf8.count == 64 else { return [] }
        return [line]
    }

    private func viewed(_ request: String, by member: String) -> LocalFile {
        // A member's id may hold what no file name can.
        let name = "\(request)-\(Digest.sha256(Array(member.utf8)).prefix(16))"
        return LocalFile(repository.commonDirectory + "/assent/viewed/" + name)
    }
}
