import Git
import Resources

extension Verifier {
    /// Where the workspace of now starts: at the oldest commit that carries settings or, in a copy, at the one that gave it
    /// an id of its own. What lies before that must be proven by itself: else one commit that changes the id could hide
    /// all that was done before it, and only who knows the start may name it.
    ///
    /// - Parameter line: newest first.
    func findGenesis(in line: [ObjectID]) throws -> ObjectID? {
        guard let oldest = try line.lastIndex(where: { try settingsEntry(of: $0) != nil }) else { return nil }
        // Most workspaces are no copies.
        guard let now = try id(at: line[0]), let first = try id(at: line[oldest]), now != first else {
            return line[oldest]
        }
        let verifies = repository.verifiesObjects
        repository.verifiesObjects = true
        defer { repository.verifiesObjects = verifies }
        var start = oldest
        for position in line.indices[..<oldest].reversed() where try isRenewal(line[position]) {
            let before = line[(position + 1)..<start].reversed()
            let known = Verification(genesis: line[start], tip: line[position + 1])
            guard try prove(Array(before), known, believesIndex: false).failure == nil else { break }
            start = position
        }
        return line[start]
    }

    /// Whether a commit gives a copy its own id and does nothing else, as `init --new-id` writes it.
    func isRenewal(_ id: ObjectID) throws -> Bool {
        let commit = try repository.commit(id)
        guard commit.parents.count == 1, let parent = try commit.parents.first.map(repository.commit),
            try settingsEntry(of: parent.id) != settingsEntry(of: id),
            let before = try settings(at: parent.id), let after = try settings(at: id), before.id != after.id
        else { return false }
        var renewed = before
        renewed.id = after.id
        renewed.branch = after.branch
        guard renewed == after else { return false }
        let difference = try repository.difference(from: parent.tree, to: commit.tree)
        let layout = Layout(root: after.root)
        return difference.broken.isEmpty
            && difference.changes.allSatisfy {
                $0.path == Layout.settingsPath || !layout.isGoverned(changed: $0.path, isThere: $0.new != nil)
            }
    }

    private func settingsEntry(of commit: ObjectID) throws -> TreeEntry? {
        try repository.entry(at: Layout.settingsPath, in: repository.commit(commit).tree)
    }

    /// Nil where they are not there or cannot be read.
    private func settings(at commit: ObjectID) throws -> Settings? {
        guard let entry = try settingsEntry(of: commit) else { return nil }
        return Settings.parse(try readText(of: entry, in: repository)).settings
    }

    private func id(at commit: ObjectID) throws -> String? { try settings(at: commit)?.id }
}
