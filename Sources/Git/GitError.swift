internal import CGit2

/// What libgit2 or git said went wrong.
package struct GitError: Error, Sendable, Hashable, CustomStringConvertible {
    /// libgit2's code (`GIT_ENOTFOUND`, …), always negative; the exit status of git where git said it.
    package let code: Int32
    /// libgit2's category (`GIT_ERROR_REFERENCE`, …); 0 where libgit2 was not asked.
    package let category: Int32
    /// One line for people, without a last full stop; several lines where git printed them.
    package let message: String
    /// The C function or git command that failed.
    package let function: String
    /// Set where the repository as a whole cannot be used.
    package let problem: RepositoryProblem?
    /// The ref that was not as expected, of `isModified`.
    package let reference: String?

    package init(
        code: Int32 = GIT_ERROR.rawValue, category: Int32 = 0, message: String, function: String = "",
        problem: RepositoryProblem? = nil, reference: String? = nil
    ) {
        self.reference = reference
        self.code = code
        self.category = category
        self.message = message
        self.function = function
        self.problem = problem
    }

    package init(message: String) {
        self.init(code: GIT_ERROR.rawValue, message: message)
    }

    package var description: String { message }
}

/// Why a repository cannot be used at all.
package enum RepositoryProblem: Hashable, Sendable {
    /// No repository at the path or above it.
    case notFound(path: String)
    /// There is nothing at the path itself.
    case noFolder(path: String)
    /// Somebody else's: git's `safe.directory` would have to name it.
    case dubiousOwnership(path: String)
    /// A bare repository that was found but not named, where `safe.bareRepository` is `explicit`.
    case unwelcomeBare(path: String)
    /// `extensions.objectFormat = sha256`.
    case sha256
    /// `extensions.partialClone`: objects may be missing here.
    case partialClone
    /// Another `extensions.*` that libgit2 cannot read, in lower case and without its prefix.
    case unknownExtension(String)
    /// `core.repositoryFormatVersion` beyond 1.
    case unknownFormat
    /// `GIT_DIR`, or what a linked worktree points to, is not a repository.
    case damaged
}

extension GitError {
    package var isNotFound: Bool { code == GIT_ENOTFOUND.rawValue }
    package var isExists: Bool { code == GIT_EEXISTS.rawValue }
    /// Somebody else holds a lock, still after about a second of trying.
    package var isLocked: Bool { code == GIT_ELOCKED.rawValue }
    /// The repository can only be read here.
    package var isReadOnly: Bool {
        ["Permission denied", "Read-only file system"].contains { message.hasSuffix($0) }
    }
    /// The lock file that was in the way, as libgit2 and git name it: `/home/ana/growth/.git/index.lock`.
    package var lockFile: String? {
        guard isLocked || message.contains("File exists") else { return nil }
        return message.split(separator: "'").first { $0.hasSuffix(".lock") && $0.hasPrefix("/") }.map(String.init)
    }
    /// Compare-and-swap lost: the value is not what was expected. Nothing was changed.
    package var isModified: Bool { code == GIT_EMODIFIED.rawValue }
    /// There is no editor to write in: git has none, or the one that it names is not installed.
    package var lacksEditor: Bool { function == "editor" && (code == 127 || code < 0) }
    /// A name that git does not allow.
    package var isInvalidName: Bool { code == GIT_EINVALIDSPEC.rawValue }
    /// The object is damaged.
    package var isDamaged: Bool {
        let categories = [GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_INVALID, GIT_ERROR_ZLIB, GIT_ERROR_TREE]
        return !isNotFound && categories.contains { Int32($0.rawValue) == category }
    }
    /// The object is there, but is of another kind than was asked for.
    package var isWrongKind: Bool { code == GIT_EINVALID.rawValue && category == Int32(GIT_ERROR_ODB.rawValue) }
    package var isAmbiguous: Bool { code == GIT_EAMBIGUOUS.rawValue }

    func with(_ problem: RepositoryProblem) -> GitError {
        GitError(code: code, category: category, message: message, function: function, problem: problem)
    }

    static func notFound(_ message: String) -> GitError {
        GitError(code: GIT_ENOTFOUND.rawValue, message: message)
    }

    /// Of a ref that is shared: somebody was faster.
    package static func swapLost(of name: String) -> GitError { modified(name, "is not what it was") }

    static func modified(_ reference: String, _ how: String) -> GitError {
        GitError(
            code: GIT_EMODIFIED.rawValue, category: Int32(GIT_ERROR_REFERENCE.rawValue),
            message: "\(reference) \(how)", reference: reference)
    }

    static func wrongKind(_ id: ObjectID, _ kind: ObjectKind?, wanted: ObjectKind) -> GitError {
        GitError(
            code: GIT_EINVALID.rawValue, category: Int32(GIT_ERROR_ODB.rawValue),
            message: "object \(id.short) is a \(kind?.rawValue ?? "damaged object"), not a \(wanted.rawValue)")
    }

    static func hasOtherContent(_ id: ObjectID) -> GitError {
        .damaged("object \(id.short) is damaged: its content does not match its id")
    }

    static func damaged(_ message: String) -> GitError {
        GitError(code: GIT_ERROR.rawValue, category: Int32(GIT_ERROR_ODB.rawValue), message: message)
    }

    /// Call at once after the failure: "the error is per thread, and the next call may replace it".
    static func last(_ code: Int32, _ function: StaticString) -> GitError {
        guard let error = git_error_last(), let text = error.pointee.message else {
            return GitError(code: code, message: "\(function) failed with \(code)", function: "\(function)")
        }
        return GitError(
            code: code, category: error.pointee.klass, message: String(cString: text), function: "\(function)")
    }
}

/// Throws what libgit2 said if `status` is negative.
@discardableResult
func check(_ function: StaticString, _ status: Int32) throws(GitError) -> Int32 {
    if status < 0 { throw GitError.last(status, function) }
    return status
}

/// As `check`, with "not found" as an answer: false.
func found(_ function: StaticString, _ status: Int32) throws(GitError) -> Bool {
    if status == GIT_ENOTFOUND.rawValue { return false }
    try check(function, status)
    return true
}
