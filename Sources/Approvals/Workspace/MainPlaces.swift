package import Git

/// Where commits stand with regard to main, for whoever asks of many.
package struct MainPlaces {
    private let line: MainLine
    private let own: Set<ObjectID>

    package init(_ workspace: OpenWorkspace) throws {
        line = workspace.line
        own = Set(try workspace.repository.firstParents(from: workspace.tip))
    }

    /// Whether a commit is one that main was at.
    package func isOnLine(_ commit: ObjectID) -> Bool { own.contains(commit) }

    /// Whether a draft's tip was published as it is: it is part of main, but not on its own line.
    package func isPublished(_ commit: ObjectID) throws -> Bool { try !own.contains(commit) && line.has(commit) }
}
