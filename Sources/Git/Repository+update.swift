internal import CGit2

extension Repository {
    /// Moves, creates and deletes refs by compare-and-swap.
    ///
    /// Every ref is locked first (in order of name, so that two who want the same refs cannot stop each other), then
    /// read again under its lock; if one is not as expected, nothing changes at all. Then the new values are written in
    /// the order given: the first is the commit point. A lock that somebody holds is waited for, about a second.
    ///
    /// - Parameter by: whom the reflog names; without it, whom git's configuration names.
    /// - Throws: `isModified`, naming the ref, if the swap is lost; `isLocked`. Should writing fail half way (a full
    ///   disk), the refs before that point stay moved: the error's message names them.
    package func update(_ refs: [RefUpdate], by signature: AuthorStamp? = nil) throws(GitError) {
        // 1 + 2 + 4 + … + 256 + 256 + 256 ms: a little over a second.
        var pause = 1
        var waited = 0
        while true {
            do throws(GitError) {
                return try RefTransaction(repository: self, refs: refs).commit(by: signature)
            } catch  where error.isLocked && waited < 1000 {
                File.pause(milliseconds: pause)
                waited += pause
                pause = min(pause * 2, 256)
            }
        }
    }
}
