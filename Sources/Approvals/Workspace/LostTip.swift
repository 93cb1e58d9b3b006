package import Git

/// A tip of main that was known here and is not on main's line any more.
package struct LostTip: Hashable, Sendable {
    package let branch: String
    package let seen: ObjectID
    package let now: ObjectID
    /// False: git threw it away in this clone.
    package let isHere: Bool
    /// Main is at a commit that it had before: nothing else was published instead.
    package let isSetBack: Bool
    /// Main has nothing of the workspace any more, not even its start.
    package let isReplaced: Bool
    package let remote: String?
}
