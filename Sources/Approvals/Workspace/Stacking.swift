package import Git
package import Resources

/// Drafts that stand on other drafts.
extension OpenWorkspace {
    /// The drafts whose changes a revision contains, though they are not published: whoever publishes it publishes those
    /// as well.
    ///
    /// - Parameter all: the drafts that there are, where they are known already.
    package func drafts(beneath revision: ObjectID, of draft: String, among all: [Draft]? = nil) throws -> [String] {
        let own = Set(try repository.commits(reachableFrom: [revision], hiding: [tip]))
        guard !own.isEmpty else { return [] }
        let base = try base(of: draft)
        return try (all ?? drafts()).filter { other in
            guard other.name != draft else { return false }
            // One that moved on has only its beginning in here; of two that are the same, the record tells.
            if other.name == base { return try own.contains(other.tip) || shares(other.tip, with: revision, own) }
            return try own.contains(other.tip) && other.tip != revision && self.base(of: other.name) != draft
        }.map(\.name)
    }

    private func shares(_ other: ObjectID, with revision: ObjectID, _ own: Set<ObjectID>) throws -> Bool {
        try repository.mergeBases(other, revision).contains(where: own.contains)
    }

    /// What the draft was started on, as git keeps what belongs to a branch; lost with the clone, which costs little.
    private func base(of draft: String) throws -> String? { try repository.config("branch.\(draft).assentbase") }

    /// Starts a draft on another one, or on main.
    package func startAndSwitch(_ slug: String, for member: Member, on base: Draft?) async throws -> Draft {
        let draft = try await startAndSwitch(slug, for: member, at: base?.tip)
        if let base {
            try await git.check(["config", "branch.\(draft.name).assentBase", base.name])
        } else if try self.base(of: draft.name) != nil {
            // Of an older draft of that name.
            try await git.check(["config", "--unset", "branch.\(draft.name).assentBase"])
        }
        return draft
    }
}
