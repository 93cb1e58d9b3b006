/// A commit, as stored.
package struct Commit: Hashable, Sendable {
    package let id: ObjectID
    package let tree: ObjectID
    package let parents: [ObjectID]
    /// Everything after the first empty line, untouched.
    package let messageBytes: [UInt8]
    // Most commits are read for what they change: nobody asks who made them.
    private let authorLine: [UInt8]
    private let committerLine: [UInt8]

    package var author: AuthorStamp { AuthorStamp(line: authorLine) }
    package var committer: AuthorStamp { AuthorStamp(line: committerLine) }
    /// `messageBytes` as text; bytes that are not UTF-8 are replaced.
    package var message: String { String(decoding: messageBytes, as: UTF8.self) }

    /// The first line of the message.
    package var subject: String {
        String(decoding: messageBytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}

extension Commit {
    /// Reads a raw commit as git does: the tree is its first line, its parents are the lines right behind, and what looks
    /// like either further down means nothing. The author may be missing, since git accepts that. The message is found
    /// by its place alone, never by searching in it: what a message says cannot pass for a header.
    package init(id: ObjectID, raw: [UInt8]) throws(GitError) {
        var rest = raw[...]
        func line() -> ArraySlice<UInt8>? {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }
        guard let tree = line()?.value(of: "tree ").flatMap(ObjectID.init(hex:)) else {
            throw .damaged("commit \(id.short) is damaged: it does not begin with its tree")
        }
        var parents: [ObjectID] = []
        var author: ArraySlice<UInt8>?
        var committer: ArraySlice<UInt8>?
        var header = line()
        while let value = header?.value(of: "parent ") {
            guard let parent = ObjectID(hex: value) else {
                throw .damaged("commit \(id.short) is damaged: bad parent")
            }
            parents.append(parent)
            header = line()
        }
        // A header that continues on further lines (`gpgsig`) continues with a space: no name of ours starts with one.
        while let next = header, !next.isEmpty {
            if let value = next.value(of: "author ") {
                author = author ?? value
            } else if let value = next.value(of: "committer ") {
                committer = committer ?? value
            }
            header = line()
        }
        self.init(
            id: id, tree: tree, parents: parents, messageBytes: Array(rest), authorLine: Array(author ?? []),
            committerLine: Array(committer ?? []))
    }
}

extension Repository {
    /// Commits of this repository that were read through another opening of it.
    package func take(_ commits: [Commit]) {
        for commit in commits { self.commits.keep(commit) }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func value(of prefix: StaticString) -> ArraySlice<UInt8>? {
        let bytes = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
        return starts(with: bytes) ? dropFirst(bytes.count) : nil
    }
}
