import Git

/// Main as one command finds it.
struct FoundMain {
    /// `refs/heads/main`
    let name: String
    private(set) var tip: ObjectID
    /// Nil: the workspace lives here alone.
    var remote: Remote?
    /// The commit that starts the workspace; nil in a shallow clone in which none is pinned.
    var genesis: ObjectID?
    /// The remote had main and has it no more; `tip` is what is known of it.
    var isGone = false
    var notice: MainNotice?

    /// The same at another commit.
    func at(_ commit: ObjectID) -> FoundMain {
        var found = self
        found.tip = commit
        return found
    }
}
