package import Git
import Resources

/// A publish of a request that was withdrawn, or deleted with its draft, as its closed ref says. Main alone cannot tell, and
/// its author may have withdrawn it after it went live: it is told, and makes no publish invalid.
package struct ClosedLanding: Hashable, Sendable {
    package let commit: ObjectID
    /// The request's id.
    package let request: String
    package let draft: String
    package let closing: Event
}

/// Landings of requests that were closed.
package struct ClosedLandings: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Those among the publishes that were proven, as far as their refs are seen here; newest last.
    package func closedLandings(_ verification: Verification) throws -> [ClosedLanding] {
        let closed = Set(
            try SharedRefs(workspace).shared(under: Refs.closed).map { String($0.name.dropFirst(Refs.closed.count)) })
        guard !closed.isEmpty else { return [] }
        return try verification.proven.commits(of: closed).compactMap { request, commit in
            guard let found = try Requests(workspace).request(at: Refs.closed + request, state: .closed),
                let closing = try policy.closing(of: found.record, { try touches(of: commit) })
            else { return nil }
            return ClosedLanding(commit: commit, request: request, draft: found.draftName, closing: closing)
        }
    }

    /// What a landing reached.
    private func touches(of landing: ObjectID) throws -> [Touch] {
        guard let parent = try repository.commit(landing).parents.first else { return [] }
        let (before, after) = (try snapshot(of: parent), try snapshot(of: landing))
        let paths = try repository.changes(from: before.tree, to: after.tree).map(\.path)
        return try Meaning(before.changes(to: after, at: paths), before: before, after: after).touches
    }
}
