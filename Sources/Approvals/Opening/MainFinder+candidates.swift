import Git
import Resources

extension MainFinder {
    struct Candidate {
        let branch: String
        let tip: ObjectID
    }

    func tip(of branch: String, at remote: Remote?) throws -> ObjectID? {
        try repository.reference(remote?.tracking(Refs.heads + branch) ?? Refs.heads + branch)
    }

    func hasSettings(_ commit: ObjectID) throws -> Bool {
        try repository.entry(at: Layout.settingsPath, in: repository.commit(commit).tree) != nil
    }

    /// What a commit's settings call main; nil where they say nothing that can be read, which is `verify`'s to tell.
    func name(in commit: ObjectID) throws -> String? {
        do { return try settings(of: commit)?.branch } catch is any Refusal { return nil }
    }

    /// Nil where there are none.
    func settings(of commit: ObjectID) throws -> Settings? {
        guard try hasSettings(commit) else { return nil }
        return try OpenWorkspace.settings(in: repository.commit(commit).tree, past)
    }

    /// The settings at a tip, or the last before it that can be read: main is main though somebody broke them or took
    /// them away, which is `verify`'s to tell. Looked for so far back only: most repositories never were a workspace.
    func lastSettings(before tip: ObjectID) throws -> Settings? {
        var next: ObjectID? = tip
        for _ in 0..<Self.reach {
            guard let id = next else { break }
            let commit = try repository.commit(id)
            if let settings = try past.settings(in: commit.tree) { return settings }
            // Where history is cut off, what came before is not here.
            next = repository.isShallow ? nil : commit.parents.first
        }
        return nil
    }

    private static let reach = 1000

    /// Branches whose own settings name them. Drafts carry the settings too, so they are never asked; what cannot be
    /// read is nobody's main.
    func candidates(at remote: Remote?) throws -> [Candidate] {
        let heads = remote?.tracking(Refs.heads) ?? Refs.heads
        return try repository.references(under: heads).compactMap { reference in
            let branch = String(reference.name.dropFirst(heads.count))
            guard !(Refs.heads + branch).hasPrefix(Refs.drafts), remote == nil || branch != "HEAD" else { return nil }
            do {
                guard try settings(of: reference.id)?.branch.isExactly(branch) == true else { return nil }
            } catch is any Refusal { return nil } catch is GitError { return nil }
            return Candidate(branch: branch, tip: reference.id)
        }
    }

    /// The branch that the remote's HEAD names, as git noted it when it cloned, or as it was asked for just now.
    func knownHead(of remote: Remote) throws -> String? {
        let prefix = remote.tracking(Refs.heads)
        if let target = try repository.symbolicTarget(of: prefix + "HEAD"), target.hasPrefix(prefix) {
            return String(target.dropFirst(prefix.count))
        }
        guard case .asked(let name?) = session.remoteHead, name.hasPrefix(Refs.heads) else { return nil }
        return String(name.dropFirst(Refs.heads.count))
    }

    func isOnLine(_ commit: ObjectID, of tip: ObjectID) throws -> Bool {
        try Verifier(repository).isOnLine(commit, of: tip)
    }

    /// The only one of some branches whose whole line from genesis is proven, and continues from what was seen before.
    func onlyProven(
        _ candidates: [Candidate], from genesis: ObjectID, after seen: [ObjectID]
    ) throws -> Candidate? {
        if repository.isShallow { return nil }
        let verifies = repository.verifiesObjects
        defer { repository.verifiesObjects = verifies }
        let proven = try candidates.filter { candidate in
            try isOnLine(genesis, of: candidate.tip)
                && Verifier(repository).verify(candidate.tip, genesis: genesis, remembered: seen).failure == nil
        }
        return proven.count == 1 ? proven[0] : nil
    }
}
