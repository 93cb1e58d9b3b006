internal import Synchronization
package import Testing

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Files that hold, whole or in part, what the program says. Where it says something else the test fails, and what it
/// says is laid beside the file as `<file>.new`, to be compared with it and taken over. All of them are taken over by
///
///     ASSENT_WRITE_GOLDENS=1 swift test
///
/// That run fails as well, so that nothing passes which nobody has read.
package enum Golden {
    /// The folder of the transcripts of commands, from the top of the repository.
    package static let transcripts = "Tests/CommandsTests/Goldens"

    /// What each file is to be, as far as this run has found another text than it holds.
    private static let found = Mutex<[String: String]>([:])

    private static let takesOver =
        getenv("ASSENT_WRITE_GOLDENS").map { $0.pointee != 0 && strcmp($0, "0") != 0 } ?? false

    /// Holds a file against a text; a difference is an issue of the running test.
    ///
    /// - Parameter path: from the top of the repository.
    package static func expect(_ text: String, in path: String, _ location: SourceLocation) throws {
        if let difference = try difference(in: path, { _ in text }) {
            Issue.record(Comment(rawValue: difference), sourceLocation: location)
        }
    }

    /// Changes a file to what it should be, in a copy beside it or, if new texts are taken over, in its place.
    ///
    /// - Parameter changed: the whole text that a file should have, made of one that it has.
    /// - Returns: for people, where the text differs and what to do about it; nil: it does not.
    package static func difference(
        in path: String, of top: String = Documents.top, takesOver: Bool = takesOver, _ changed: (String) -> String
    ) throws -> String? {
        let file = "\(top)/\(path)"
        return try found.withLock { found -> String? in
            let old = readText(file) ?? ""
            let new = changed(old)
            if found[file] == nil { remove("\(file).new") }
            if new == old { return nil }
            let whole = changed(found[file] ?? old)
            found[file] = whole
            try write(whole, to: takesOver ? file : "\(file).new")
            let advice =
                takesOver
                ? "it is written anew: read git diff, then run the tests once more"
                : "compare: git diff --no-index \(path) \(path).new · take it: mv \(path).new \(path)"
            return "\(excerpt(old, new, of: path))\n\(advice)"
        }
    }

    /// The first lines that differ, and the command before them if it is a transcript.
    private static func excerpt(_ old: String, _ new: String, of path: String) -> String {
        let (old, new) = (lines(old), lines(new))
        let first = zip(old, new).prefix { $0 == $1 }.count
        let command = new.prefix(first + 1).last { $0.contains("$ assent") }.map { ", after: \($0)" } ?? ""
        func shown(_ lines: [Substring]) -> String {
            lines.dropFirst(first).prefix(6).map { $0.isEmpty ? "\n" : "\n    \($0)" }.joined()
        }
        return "\(path), line \(first + 1)\(command)\n  it says:\(shown(old))\n  the program says:\(shown(new))"
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
