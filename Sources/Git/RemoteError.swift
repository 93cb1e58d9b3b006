/// What went wrong between us and another repository: `git fetch` and `git push` in one word, with git's own words.
package struct RemoteError: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// No network, no such host, nobody answers.
        case unreachable
        /// ssh does not know the host's key, or knows another.
        case hostKey
        /// Who we are is not known there, or may not come in.
        case authentication
        /// We may read there, and not write.
        case noPermission
        /// There is no repository at that place; it moved, or we may not see it.
        case noRepository
        /// The place is no place, or git has no such remote.
        case notRemote
        /// The server lets nobody push to this branch.
        case protectedBranch
        /// A hook there (or one of ours, before the push) said no.
        case hook
        /// The server cannot take several refs all or none.
        case noAtomicPush
        /// No space left there.
        case noSpace
        /// A ref there is not what it was expected to be.
        case moved
        /// The branch is checked out there, in a repository that somebody works in.
        case checkedOut
        /// The connection ended before the answer came.
        case noAnswer
        /// The ref that was asked for is not there.
        case noSuchRef
        case other
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
        let problem = Self.signs.first { sign in sign.1.contains { told.contains($0) } }?.0 ?? .other
        self.init(problem, remote: remote, words: Self.worthTelling(lines))
    }

    /// The first that is found decides: what is sure before what is general.
    private static let signs: [(Problem, [String])] = [
        (.noAtomicPush, ["does not support --atomic push"]),
        (.hostKey, ["host key verification failed", "remote host identification has changed"]),
        (.noSpace, ["no space left on device", "disk quota exceeded", "unable to write file", "insufficient storage"]),
        (
            .protectedBranch,
            ["protected branch", "gh006", "gh013", "not allowed to push code to protected", "prohibited by gerrit"]
        ),
        (.checkedOut, ["branch is currently checked out", "refusing to update checked out branch"]),
        (.hook, ["hook declined", "pre-push hook", "failed to run pre-push"]),
        (
            .moved,
            [
                "stale info", "fetch first", "non-fast-forward", "reference already exists", "cannot lock ref",
                "failed to update ref", "incorrect old value provided", "atomic push failed", "remote ref updated",
            ]
        ),
        (
            .noPermission,
            [
                "permission to ", "insufficient permission for adding an object", "unable to create temporary object",
                "write access to repository not granted", "you are not allowed to push", "403 forbidden",
                "the requested url returned error: 403", "read-only", "unpacker error", "unpack failed",
                "deploy key", "access denied",
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
                "the requested url returned error: 404", "project you were looking for could not be found",
                "not found: did you run git update-server-info", "no such file or directory",
            ]
        ),
        (
            .unreachable,
            [
                "could not resolve host", "connection refused", "connection timed out", "operation timed out",
                "no route to host", "network is unreachable", "failed to connect", "couldn't connect",
                "temporary failure in name resolution", "name or service not known", "unable to connect",
                "connection reset", "connection closed by", "kex_exchange_identification", "empty reply from server",
                "the requested url returned error: 502", "the requested url returned error: 503",
                "the requested url returned error: 504",
            ]
        ),
        (.noSuchRef, ["couldn't find remote ref"]),
        (.notRemote, ["no such remote", "no path specified", "unable to find remote helper", "is not valid"]),
        (
            .noAnswer,
            [
                "hung up unexpectedly", "early eof", "rpc failed", "unexpected disconnect", "broken pipe",
                "unexpected flush", "bad pack header", "the requested url returned error: 500", "sideband",
            ]
        ),
        (.unreachable, ["could not read from remote repository"]),
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
            "Unpacking objects", "Receiving objects", "! [", "= [", "* [", "- [", "warning: Permanently added",
        ]
        return lines.filter { line in !empty.contains { line.hasPrefix($0) } }
    }
}
