package import Git

/// What HEAD is on, where people work and where CI jobs check things out. A job's HEAD is a commit on no branch, and
/// often a merge of main and a draft that the host made for the job alone.
package enum HeadState: Sendable {
    /// Main, or a commit that it has.
    case published(ObjectID)
    /// A draft as it was at some commit, which its `tip` is here.
    case draft(Draft)
    /// A commit that belongs to no draft.
    case other(ObjectID)
}
