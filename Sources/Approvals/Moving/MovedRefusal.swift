package import Git

/// Refs could not be moved, here or at the remote.
package enum MovedRefusal: Refusal {
    /// Main kept moving.
    case mainMoved(branch: String)
    /// Somebody changed the draft or its request after it was looked up.
    case changedMeanwhile(draft: String)
    /// A work tree that has main, or a draft, checked out carries uncommitted edits of files that would follow.
    case branchIsEdited(branch: String, directory: String, obstacle: String)
    case offline(remote: String)
    /// It is not known whether a push arrived: there was no answer, and the remote cannot be asked.
    case unknownOutcome(remote: String)
    /// The remote would not take away what went live, drafts or requests, time and again; it is not asked any more.
    case keptThere([String], RemoteError)
    /// The remote's branch has commits that are not here.
    case draftWentApart(draft: String, remote: String, isBehind: Bool)

    package var kind: RefusalKind {
        switch self {
        case .mainMoved: RefusalKind("mainMoved", .conflict)
        case .changedMeanwhile: RefusalKind("changedMeanwhile", .conflict)
        case .branchIsEdited: RefusalKind("branchIsEdited", .failed)
        case .offline: RefusalKind("offline", .failed)
        case .unknownOutcome: RefusalKind("unknownOutcome", .failed)
        case .keptThere: RefusalKind("keptThere", .failed)
        case .draftWentApart: RefusalKind("draftWentApart", .conflict)
        }
    }
}
