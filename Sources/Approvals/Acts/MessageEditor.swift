import Git

/// Asks for words in git's editor, as `git commit` asks for its message.
package struct MessageEditor: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Of the work tree, as git's own: there what was written can be found again. Editors know the file by this name.
    package var path: String { "\(repository.gitDirectory)/assent/COMMIT_EDITMSG" }

    /// - Parameters:
    ///   - start: what stands there already.
    ///   - about: shown beneath it in comment lines, which are not kept.
    /// - Returns: what was written, without such lines and without blank ones around it; empty where that is nothing.
    package func words(startingWith start: String, about: String) async throws -> String {
        let git = WorkTree(workspace).git
        // git knows what begins such a line here.
        let comment = try await git.check(["stripspace", "--comment-lines"], input: Array(about.utf8)).text
        let mark = comment.prefix { !$0.isWhitespace }
        let file = LocalFile(path)
        try file.write(
            """
            \(start)

            \(comment)\(mark) Lines that start with \(mark) are ignored, and an empty message calls the command off.

            """)
        try await git.edit(path)
        let written = try PlainFile(path).read()
        let words = try await git.check(["stripspace", "--strip-comments"], input: written).text
        try file.write(words)
        return words.hasSuffix("\n") ? String(words.dropLast()) : words
    }
}
