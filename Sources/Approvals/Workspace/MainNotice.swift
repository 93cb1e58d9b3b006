package import Git

/// How main was found, where a person should know.
package enum MainNotice: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// The remote's HEAD.
        case remoteHead(String)
        /// What is checked out, where there is no remote.
        case head
        /// No other local branch can be it.
        case onlyCandidate
        /// git config `assent.branch`
        case configuration
    }

    /// First use of this clone: from now on it holds to these.
    case pinned(branch: String, genesis: ObjectID, Source)
    /// A publish that was approved gave main another name.
    case renamed(from: String, to: String)
    /// The branch that is pinned leads to a line without a commit that was verified or pinned here, and no other branch
    /// provably continues from that.
    case lost(branch: String, remote: String?, commit: ObjectID)
    /// The branch that is pinned is where it was before: what was published since is not on it any more.
    case setBack(branch: String, remote: String?, from: ObjectID, to: ObjectID)
}

/// Thrown where nobody can say which branch is main before the remote was asked for its HEAD.
package struct UnaskedHead: Error {
    package let remote: Remote
}
