package import Git
import Resources

/// What importing a branch comes to.
package struct Import: Sendable {
    /// The names are promised in JSON.
    package enum Kind: String, CaseIterable, Sendable {
        /// A draft was started.
        case started
        /// The draft that was open has what was written since.
        case updated
        /// The draft that is open has all of it already.
        case unchanged
        /// There was nothing to import, and the branch has now what main has.
        case followed
        /// There is nothing to do.
        case nothing
    }

    /// Whose value stands where the draft and the branch both changed a field since the last import.
    package enum Side: Sendable { case draft, branch }

    /// What the branch has otherwise than main, and stays there.
    package struct LeftOut: Hashable, Sendable {
        /// The names are promised in JSON.
        package enum Why: String, CaseIterable, Sendable {
            /// It is not a file of the workspace.
            case notGoverned
            /// It has more than 1 MiB.
            case tooLarge
        }

        package let path: String
        package let why: Why
    }

    package let kind: Kind
    /// As it was found.
    package let branch: OutsideBranch
    /// Where the branch is after that.
    package let tip: ObjectID
    /// The outside writer's commits that were not imported before, newest first.
    package let commits: [Commit]
    package let leftOut: [LeftOut]
    /// As it is after that.
    package let draft: Draft?
    /// What publishing the draft would do.
    package let plan: Plan?

    /// The draft's request asks for what it was before.
    package var isToBeSubmittedAgain: Bool {
        guard let plan, let request = plan.request else { return false }
        return request.revision != plan.revision
    }
}
