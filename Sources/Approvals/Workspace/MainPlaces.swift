package import Git

/// Where commits stand with regard to main, for whoever asks of many.
package final class MainPlaces {
    private let workspace: OpenWorkspace
    /// Read at the first use: most drafts have commits that main has nowhere.
    private var known: Set<ObjectID>?

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    private func own() throws -> Set<ObjectID> {
        if let known { return known }
        let own = Set(try workspace.repository.firstParents(from: workspace.tip))
        known = own
        return own
    }

    /// Whether a commit is one that main was at.
    package func isOnLine(_ commit: ObjectID) throws -> Bool { try own().contains(commit) }

    /// Whether a draft's tip was published as it is: it is part of main, but not on its own line.
    package func isPublished(_ commit: ObjectID) throws -> Bool {
        try workspace.line.has(commit) && !own().contains(commit)
    }
}
