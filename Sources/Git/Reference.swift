/// What `HEAD` points to.
package enum Head: Hashable, Sendable {
    /// `name` in full (`refs/heads/main`); `tip` is nil while the branch has no commit.
    case branch(name: String, tip: ObjectID?)
    case detached(ObjectID)

    package var commit: ObjectID? {
        switch self {
        case .branch(_, let tip): tip
        case .detached(let id): id
        }
    }

    package var branch: String? {
        if case .branch(let name, _) = self { name } else { nil }
    }

    /// For people: the branch's short name, or the commit's.
    package var name: String {
        switch self {
        case .branch(let name, _): name.suffix(after: "refs/heads/") ?? name
        case .detached(let id): id.short
        }
    }
}

/// A ref and the object it names.
package struct Reference: Hashable, Sendable {
    /// In full: `refs/heads/main`.
    package let name: String
    package let id: ObjectID

    package init(name: String, id: ObjectID) {
        self.name = name
        self.id = id
    }
}

/// One step of a compare-and-swap.
package struct RefUpdate: Hashable, Sendable {
    /// In full: `refs/heads/main`.
    package let name: String
    /// nil: must not exist.
    package let expected: ObjectID?
    /// nil: delete.
    package let new: ObjectID?
    /// Its line in the reflog.
    package let message: String

    /// As git takes it: a branch without `refs/heads/`.
    package var shortName: String { name.suffix(after: "refs/heads/") ?? name }

    package init(name: String, expected: ObjectID?, new: ObjectID?, message: String) {
        self.name = name
        self.expected = expected
        self.new = new
        self.message = message
    }
}
