package import Git
import Resources
import YAML

/// Drafts that are based on other drafts.
package struct Stacks: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// The drafts whose changes a revision contains, though they are not published: whoever publishes it publishes
    /// those as well. In the order of their names.
    ///
    /// - Parameter all: the drafts that there are, where they are known already.
    package func drafts(
        beneath revision: ObjectID, of draft: String, among all: DraftsByPlace? = nil
    ) throws -> [String] {
        let own =
            try line.departure(of: revision)?.commits
            ?? repository.commits(reachableFrom: [revision], hiding: [tip])
        guard !own.isEmpty else { return [] }
        let all = try all ?? DraftsByPlace(Drafts(workspace).all())
        let base = try base(of: draft)
        var found = try own.flatMap { all[$0] }.filter { other in
            // Of two that are the same, the record tells.
            try !other.name.isExactly(draft)
                && (base.map(other.name.isExactly) ?? false
                    || other.tip != revision && self.base(of: other.name)?.isExactly(draft) != true)
        }
        // A draft that got more commits is contained here only in part.
        if let base, !base.isExactly(draft), let other = all[base], !found.contains(other),
            try shares(other.tip, with: revision, Set(own))
        {
            found.append(other)
        }
        return found.map(\.name).sorted { $0.isExactlyBefore($1) }
    }

    private func shares(_ other: ObjectID, with revision: ObjectID, _ own: Set<ObjectID>) throws -> Bool {
        try repository.mergeBases(other, revision).contains(where: own.contains)
    }

    /// What the draft was started on, as git keeps what belongs to a branch; lost with the clone, which costs little.
    func base(of draft: String) throws -> String? { try repository.config("branch.\(draft).assentbase") }
}

/// Drafts by the commit that they are at, and by their names.
package struct DraftsByPlace {
    private let byTip: [ObjectID: [Draft]]
    private let byName: [ExactText: Draft]

    package init(_ drafts: [Draft]) {
        byTip = Dictionary(grouping: drafts, by: \.tip)
        byName = Dictionary(drafts.map { (ExactText($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(tip: ObjectID) -> [Draft] { byTip[tip] ?? [] }
    subscript(name: String) -> Draft? { byName[ExactText(name)] }
}
