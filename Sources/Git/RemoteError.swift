/// Why `git fetch` or `git push` failed: a kind, and git's own words.
package struct RemoteError: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// No network, no such host, or no answer.
        case unreachable
        /// ssh does not know the host's key.
        case hostKey
        /// ssh knows another key of that host.
        case hostKeyChanged
        /// The server does not know us, or does not let us in.
        case authentication
        /// We may read there, but not write.
        case noPermission
        /// There is no repository at that place; it moved, or we may not see it.
        case noRepository
        /// The URL is not one that git can use, or git has no such remote.
        case notRemote
        /// The server lets nobody push to this branch.
        case protectedBranch
        /// A hook there (or one of ours, before the push) said no.
        case hook
        /// The server cannot take several refs atomically.
        case noAtomicPush
        /// No space left there.
        case noSpace
        /// A ref there is not what it was expected to be.
        case moved
        /// Another program there holds a lock, or was killed and left it.
        case lockedThere
        /// A branch has the name of a folder in which the ref would lie, or the other way round: there, or here of what
        /// was fetched from there.
        case nameTaken
        /// The branch is checked out there, in a repository that somebody works in.
        case checkedOut
        /// The connection ended before the answer came.
        case noAnswer
        /// The ref that was asked for is not there.
        case noSuchRef
        /// It is not the remote: another program holds a lock in this repository.
        case lockedHere
        /// It is not the remote: this repository can only be read.
        case readOnlyHere
        /// It is not the remote: no space left here.
        case noSpaceHere
        case other

        /// The server answered, and refused.
        package var isRefusal: Bool {
            switch self {
            case .noPermission, .protectedBranch, .hook, .checkedOut, .nameTaken, .other: true
            default: false
            }
        }

        /// It may be that a push was taken all the same, or was overtaken: to know, one looks.
        package var leavesOpen: Bool {
            switch self {
            case .moved, .noAnswer, .lockedThere, .other: true
            default: false
            }
        }
    }

    package let problem: Problem
    /// `origin`
    package let remote: String
    /// What git and the server said, line by line; the server's lines without `remote: `.
    package let words: [String]

    package init(_ problem: Problem, remote: String, words: [String]) {
        self.problem = problem
        self.remote = remote
        self.words = words
    }
}

extension RemoteError {
    /// Reads what `git fetch` and `git push` print when they fail, in the language of `LC_MESSAGES=C`.
    ///
    /// - Parameter reasons: of refs that were not taken, as `git push --porcelain` gives them.
    init(said text: String, reasons: [String] = [], remote: String) {
        let lines = text.split(whereSeparator: \.isNewline).map { Self.plain($0) }.filter { !$0.isEmpty }
        let told = (reasons + lines).joined(separator: "\n").lowercased()
        var problem = Self.signs.first { sign in sign.1.contains { told.contains($0) } }?.0 ?? .other
        // Of a hook that ran here before anything was sent, git says nothing.
        if problem == .other, reasons.isEmpty, lines.contains(where: { $0.hasPrefix("failed to push some refs") }) {
            problem = .hook
        }
        self.init(problem, remote: remote, words: Self.worthTelling(lines))
    }

    /// Of a fetch: nothing was to be written, and nothing sent that could be lost.
    init(fetching text: String, from remote: String) {
        if let (problem, line) = Self.trouble(here: text) {
            self.init(problem, remote: remote, words: [line])
            return
        }
        let error = RemoteError(said: text, remote: remote)
        switch error.problem {
        case .noPermission: self.init(.authentication, remote: remote, words: error.words)
        case .noAnswer: self.init(.unreachable, remote: remote, words: error.words)
        // Two refs of which one stands where the other would have a folder.
        case .moved: self.init(.other, remote: remote, words: error.words)
        default: self = error
        }
    }

    /// Why what was fetched could not be written here, and git's line that says so. Who serves a fetch writes nothing.
    private static func trouble(here text: String) -> (Problem, String)? {
        let writing = [
            "cannot lock ref ", "cannot update ref ", "could not delete reference ", "unable to write ",
            "unable to create temporary file", "failed to write object", "for adding an object to repository database",
            ".lock'", "cannot store pack file", "unable to append to ", "unable to create directory for ",
            "cannot create shallow", "unable to rename temporary", "died of signal 25",
        ]
        let causes: [(Problem, [String])] = [
            // The last is SIGXFSZ, at the largest size that a file may have here.
            (.noSpaceHere, ["No space left on device", "Disk quota exceeded", "File too large", "died of signal 25"]),
            (.readOnlyHere, ["Permission denied", "Read-only file system", "insufficient permission"]),
            // Of another fetch that was faster, git says so.
            (.lockedHere, [".lock': File exists", " but expected ", "reference already exists"]),
            // To a file that was made just before.
            (.noSpaceHere, ["couldn't write '"]),
            (.readOnlyHere, ["unable to create directory for "]),
        ]
        let lines = text.split(whereSeparator: \.isNewline).filter { line in
            !line.hasPrefix("remote: ") && writing.contains { line.contains($0) }
        }
        for (problem, signs) in causes {
            if let line = lines.first(where: { line in signs.contains { line.contains($0) } }) {
                return (problem, plain(line))
            }
        }
        return nil
    }

    /// The lock file that is in the way, of `lockedHere`; nil where another git had it for a moment.
    package var lockFile: String? {
        guard problem == .lockedHere else { return nil }
        return words.first?.split(separator: "'").first { $0.hasSuffix(".lock") && $0.hasPrefix("/") }.map(String.init)
    }

    /// The host whose key is another, of `hostKeyChanged`, as ssh keeps it: `[example.org]:2222`.
    package var host: String? {
        guard problem == .hostKeyChanged else { return nil }
        return words.lazy.compactMap { line in
            line.suffix(after: "Host key for ")?.split(separator: " ").first.map(String.init)
        }.first
    }

    /// The ref whose name is in the way, of `nameTaken`, and the one that it keeps out.
    package var obstacle: (name: String, keepsOut: String)? {
        for line in words where problem == .nameTaken {
            let parts = line.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
            guard let position = parts.firstIndex(of: " exists; cannot create "), position > 0,
                position + 1 < parts.count
            else { continue }
            return (parts[position - 1], parts[position + 1])
        }
        return nil
    }

    /// The first that is found decides: what is sure before what is general.
    private static let signs: [(Problem, [String])] = [
        (.noAtomicPush, ["does not support --atomic push"]),
        // git says itself what to do about it.
        (.other, ["detected dubious ownership", "returned error: 413"]),
        // The same line may say both that there is nothing and that it may not be seen.
        (.noRepository, ["project you were looking for could not be found"]),
        (.hostKeyChanged, ["remote host identification has changed"]),
        (.hostKey, ["host key verification failed"]),
        (.noSpace, ["no space left on device", "disk quota exceeded", "file too large", "insufficient storage"]),
        (
            .protectedBranch,
            ["protected branch", "gh006", "gh013", "not allowed to push code to protected", "prohibited by gerrit"]
        ),
        (.checkedOut, ["branch is currently checked out", "refusing to update checked out branch"]),
        // Our own hook looks before git does, and means the same.
        (.moved, ["what others did meanwhile is not overwritten"]),
        (.hook, ["hook declined", "pre-push hook", "failed to run pre-push"]),
        // git says of each that it cannot lock the ref; nobody moved it.
        (.nameTaken, ["exists; cannot create 'refs/", "there is a non-empty directory"]),
        (.lockedThere, [".lock': file exists"]),
        (
            .noPermission,
            [".lock': permission denied", ".lock': read-only file system", "unable to create directory for"]
        ),
        (
            .moved,
            [
                "stale info", "fetch first", "non-fast-forward", "reference already exists", "cannot lock ref",
                "failed to update ref", "incorrect old value provided", "atomic push failed", "remote ref updated",
            ]
        ),
        // All was sent. What else is said, as by the start-up files of a shell there, is not about it.
        (.noAnswer, ["unexpected disconnect while reading sideband packet"]),
        (
            .noPermission,
            [
                "permission to ", "insufficient permission for adding an object", "unable to create temporary object",
                "write access to repository not granted", "you are not allowed to push", "403 forbidden",
                "the requested url returned error: 403", "read-only", "unpacker error", "unpack failed",
                "deploy key", "read only", "access denied",
            ]
        ),
        (
            .authentication,
            [
                "permission denied (", "authentication failed", "could not read username", "could not read password",
                "terminal prompts disabled", "the requested url returned error: 401",
                "too many authentication failures",
                "invalid credentials", "sign_and_send_pubkey",
            ]
        ),
        (
            .noRepository,
            [
                "does not appear to be a git repository", "repository not found", "' not found", "does not exist",
                "the requested url returned error: 404", "not found: did you run git update-server-info",
            ]
        ),
        (.noSuchRef, ["couldn't find remote ref"]),
        // It was sent, whatever became of the connection: libcurl asks once more, where nobody may listen any more.
        (.noAnswer, ["rpc failed"]),
        // Before anything was sent: git says so where the first answer of the server did not come.
        (
            .unreachable,
            [
                "could not resolve host", "connection refused", "no route to host", "network is unreachable",
                "failed to connect", "couldn't connect", "temporary failure in name resolution",
                "name or service not known", "unable to connect", "kex_exchange_identification",
                "unable to access 'http",
                "could not read from remote repository", "upon initial contact",
            ]
        ),
        (
            .notRemote,
            [
                "no such remote", "no path specified", "unable to find remote helper", "is not a git command",
                "is not valid",
            ]
        ),
        (
            .noAnswer,
            [
                "hung up unexpectedly", "early eof", "rpc failed", "unexpected disconnect", "broken pipe",
                "unexpected flush", "bad pack header", "the requested url returned error: 5", "sideband",
                "connection reset", "connection closed by", "timed out", "empty reply from server",
            ]
        ),
    ]

    private static func plain(_ line: Substring) -> String {
        var line = line
        while line.first?.isWhitespace == true { line.removeFirst() }
        for prefix in ["remote: ", "fatal: ", "error: "] where line.hasPrefix(prefix) { line.removeFirst(prefix.count) }
        while line.last?.isWhitespace == true { line.removeLast() }
        return line == "remote:" ? "" : String(line)
    }

    /// Without git's closing advice and progress.
    private static func worthTelling(_ lines: [String]) -> [String] {
        let empty = [
            "Please make sure you have the correct access rights", "and the repository exists.",
            "failed to push some refs", "hint: ", "Counting objects", "Compressing objects", "Writing objects",
            "Total ", "Delta compression", "Enumerating objects", "To ", "Everything up-to-date", "Resolving deltas",
            "Unpacking objects", "Receiving objects", "! [", "= [", "* [", "- [", "warning: Permanently added", "@@@@",
            "hook declined to update",
            // Of a helper that is not there, said only where git was not fast enough to notice.
            "full write to remote helper failed",
        ]
        let telling = lines.filter { line in !empty.contains { line.hasPrefix($0) } }
        let general = telling.filter { $0 != "Could not read from remote repository." }
        return general.isEmpty ? telling : general
    }
}
