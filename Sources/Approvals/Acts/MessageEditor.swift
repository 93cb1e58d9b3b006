package import Git

/// Asks for words in git's editor, as `git commit` asks for its message. Each message has a folder of its own, so that
/// none is written over another: what was written stays there until `forget` is told that it is needed no more.
package struct MessageEditor: OnWorkspace {
    package let workspace: OpenWorkspace
    /// Of the work tree, as git's own: there what was written can be found again. Editors know the file by this name.
    package let path: String

    package init(_ workspace: OpenWorkspace) throws {
        self.workspace = workspace
        let folder = try LocalFile.newFolder(in: "\(workspace.repository.gitDirectory)/assent/messages")
        path = "\(folder)/COMMIT_EDITMSG"
    }

    package enum EditedMessage: Hashable, Sendable {
        /// The editor was left without writing the file.
        case unwritten
        /// What was written, without lines of comment and without blank ones around it.
        case words(String)
    }

    /// - Parameters:
    ///   - start: what stands there already.
    ///   - about: shown beneath it in comment lines, which are not kept.
    ///   - ending: what it takes to go on, or not to; shown beneath that.
    /// - Throws: `EditorProblem`, where the editor fails.
    package func answer(startingWith start: String, about: String, ending: String) async throws -> EditedMessage {
        let git = WorkTree(workspace).git
        // git knows what begins such a line here.
        let comment = try await git.check(["stripspace", "--comment-lines"], input: Array(about.utf8)).text
        let mark = comment.prefix { !$0.isWhitespace }
        let file = LocalFile(path)
        try file.write(
            """
            \(start)

            \(comment)\(mark) Lines that start with \(mark) are ignored.
            \(mark) \(ending)

            """)
        let asked = file.stamp
        do { try await git.edit(path) } catch {
            let words = try await words()
            if file.stamp == asked || words.isEmpty || words == start {
                forget()
                throw EditorProblem(error: error, kept: nil)
            }
            try file.write(words + "\n")
            throw EditorProblem(error: error, kept: path)
        }
        if file.stamp == asked { return .unwritten }
        let words = try await words()
        if !words.isEmpty { try file.write(words + "\n") }
        return .words(words)
    }

    private func words() async throws -> String {
        let file = PlainFile(path)
        // An editor that took the file away left no words.
        guard file.isFile else { return "" }
        var written = try file.read()
        guard String(validating: written, as: UTF8.self) != nil else {
            let reason = GitError(code: 1, message: "what was written in \(path) is not UTF-8", function: "editor")
            throw EditorProblem(error: reason, kept: nil)
        }
        // Some editors write a byte order mark, which is not a word.
        if written.starts(with: [0xEF, 0xBB, 0xBF]) { written.removeFirst(3) }
        let git = WorkTree(workspace).git
        let words = try await git.check(["stripspace", "--strip-comments"], input: written).text
        return words.hasSuffix("\n") ? String(words.dropLast()) : words
    }

    /// What was written is on record, or called off.
    package func forget() { LocalFile(path).removeWithFolder() }
}

/// An editor that is not there, or that failed.
package struct EditorProblem: Error, Sendable {
    package let error: GitError
    /// Where what was written in it is kept, if anything was.
    package let kept: String?
    /// A file of the work tree that the editor took away, and git still has.
    package let gone: String?

    package init(error: GitError, kept: String?, gone: String? = nil) {
        self.error = error
        self.kept = kept
        self.gone = gone
    }
}
