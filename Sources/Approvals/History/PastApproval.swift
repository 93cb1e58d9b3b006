package import Git
import Resources

/// Whether main contains commits that no request published. Only its newest commits are read, as they are on record;
/// `verify` proves it.
package struct PastApproval: OnWorkspace {
    package let workspace: OpenWorkspace
    /// Where nothing was verified yet, no more is read than this.
    private static let mostCommits = 100

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Commits on main that change governed files without a request and were not accepted since; newest first, down
    /// to what was verified here last.
    package func commits() throws -> [Commit] {
        if repository.isShallow { return [] }
        let verified = Remembered.tip(of: repository, from: genesis)
        if verified == tip { return [] }
        var found: [Commit] = []
        let history = try History(workspace)
        let end = verified.flatMap { history.line.firstIndex(of: $0) } ?? Self.mostCommits
        let newest = Set(history.line.prefix(end))
        try history.walk(among: newest) { entry in
            if case .unapproved(accepted: nil) = entry.kind { found.append(entry.commit) }
            return true
        }
        return found
    }

    package struct Found: Sendable {
        /// Newest first.
        package let commits: [Commit]
        /// The last of them that gives the workspace another id: a copy of one starts so (`init --new-id`).
        package let startOfCopy: Commit?

        package static let none = Found(commits: [], startOfCopy: nil)
    }

    package func found() throws -> Found {
        let commits = try commits()
        let start = try commits.first { commit in
            let (before, after) = try (pastSettings.settings(before: commit.id), pastSettings.settings(in: commit.tree))
            return before != nil && after != nil && before?.id != after?.id
        }
        return Found(commits: commits, startOfCopy: start)
    }

    /// Whether the settings that are on main may be what nobody approved.
    package func changesSettings() throws -> Bool {
        try commits().contains { commit in
            let before = try commit.parents.first.flatMap { parent in
                try repository.entry(at: Settings.path, in: repository.commit(parent).tree)
            }
            return try repository.entry(at: Settings.path, in: commit.tree) != before
        }
    }
}
