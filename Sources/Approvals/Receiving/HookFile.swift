package import Git

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A hook of a server's repository that calls this program.
package struct HookFile: Sendable {
    /// `pre-receive`
    package let name: String
    /// Where git looks for it.
    package let path: String
    package let program: String

    package static let names = ["pre-receive", "post-receive", transaction]
    private static let transaction = "reference-transaction"
    /// Behind the name of a hook: the one that was there before.
    private static let keptSuffix = ".before-assent"
    private static let mark = "# Written by assent hook install."

    package enum State: Hashable, Sendable {
        /// It is this one.
        case current
        case missing
        /// It is ours, and calls another program, or cannot be run.
        case old
        /// It is somebody else's, which will be kept.
        case others
        /// The same, and one is kept already.
        case blocked
    }

    package var keptPath: String { path + Self.keptSuffix }

    /// The hook that was there before ours, if git would run it.
    ///
    /// - Parameter path: of ours.
    package static func kept(beside path: String, _ session: Session) -> HookProcess? {
        HookProcess(path + keptSuffix, environment: session.environment)
    }

    /// Whether another hook is kept beside this one.
    package var keepsAnother: Bool { LocalFile(keptPath).exists }

    private var text: String {
        let body = name == Self.transaction ? Self.step : #"exec <program> hook <name> --beside "$0""#
        return """
            #!/bin/sh
            \(Self.mark) What was here before it is <name>\(Self.keptSuffix), and runs as well.
            \(body)

            """.replacing("<name>", with: name).replacing("<program>", with: Self.quoted(program))
    }

    /// git asks for every step of every ref, also for refs that it merely packs. What a push does is judged; most of that are
    /// drafts and tags alone, and a shell says so sooner.
    private static let step = #"""
        input=$(cat)
        if [ "$1" = prepared ]; then
            case $input in
            *"
        "*) pushed=? ;;
            *" refs/heads/draft/"* | *" refs/tags/"*) pushed= ;;
            *) pushed=? ;;
            esac
            case ${pushed:+$(tr '\0' ' ' < "/proc/$PPID/cmdline" 2> /dev/null)} in
            *receive-pack*) printf '%s\n' "$input" | <program> hook <name> "$1" || exit 1 ;;
            esac
        fi
        [ ! -x "$0.before-assent" ] || printf '%s\n' "$input" | "$0.before-assent" "$1"
        """#

    private static func quoted(_ path: String) -> String { "'" + path.replacing("'", with: "'\\''") + "'" }

    package var state: State {
        guard let bytes = LocalFile(path).contents() else {
            // A link that leads nowhere is somebody's too.
            return LocalFile(path).isLink ? (keepsAnother ? .blocked : .others) : .missing
        }
        let found = String(decoding: bytes, as: UTF8.self)
        if found == text { return access(path, X_OK) == 0 ? .current : .old }
        if found.contains(Self.mark) { return .old }
        return keepsAnother ? .blocked : .others
    }

    /// Puts it in place. There is no moment at which no hook is there.
    package func install() throws(FileProblem) {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        // A repository without git's examples has none.
        if mkdir(folder, 0o777) != 0, errno != EEXIST { throw FileProblem(path: folder, code: errno) }
        let new = path + ".new"
        try LocalFile(new).write(text)
        if chmod(new, 0o755) != 0 { throw FileProblem(path: new, code: errno) }
        if state == .others, link(path, keptPath) != 0 { throw FileProblem(path: keptPath, code: errno) }
        if rename(new, path) != 0 { throw FileProblem(path: path, code: errno) }
    }
}

extension LocalFile {
    /// It is a symbolic link, wherever that leads.
    fileprivate var isLink: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
