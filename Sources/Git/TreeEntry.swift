/// What an entry of a tree is.
package enum FileMode: UInt32, Hashable, Sendable {
    case tree = 0o040000
    case file = 0o100644
    case executable = 0o100755
    case link = 0o120000
    case submodule = 0o160000

    /// From the mode that a tree holds. Modes that git does not write (100664, which old repositories have) count as
    /// what git takes them for.
    init(stored mode: UInt32) {
        switch mode & 0o170000 {
        case 0o040000: self = .tree
        case 0o100000: self = mode & 0o100 == 0 ? .file : .executable
        case 0o120000: self = .link
        default: self = .submodule
        }
    }

    package var isFile: Bool { self == .file || self == .executable }
}

/// One line of a folder.
package struct TreeEntry: Hashable, Sendable {
    /// For people and for look-ups by path; bytes that are not UTF-8 are replaced.
    package var name: String { String(decoding: rawName, as: UTF8.self) }
    /// As stored. Two names may be equal as Swift strings (composed and decomposed accents) and yet differ here.
    package let rawName: [UInt8]
    package let mode: FileMode
    package let id: ObjectID

    package init(rawName: [UInt8], mode: FileMode, id: ObjectID) {
        self.rawName = rawName
        self.mode = mode
        self.id = id
    }
}

/// One file, link or submodule that differs between two trees. Folders are descended into and not listed, but for those
/// that nobody can go through to the end (`Repository.difference`).
package struct TreeChange: Hashable, Sendable {
    /// From the top, with `/` between.
    package let path: String
    /// nil: added.
    package let old: TreeEntry?
    /// nil: removed.
    package let new: TreeEntry?

    package init(path: String, old: TreeEntry?, new: TreeEntry?) {
        self.path = path
        self.old = old
        self.new = new
    }
}

/// One change to make in a tree.
package struct TreeEdit: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        /// Takes the place of whatever is there, a folder with all it holds included.
        case put(ObjectID, FileMode)
        /// A file or a whole folder; it is not an error if nothing is there.
        case remove
    }

    /// From the top, with `/` between; no empty parts, no `.`, `..` or `.git`.
    package let path: String
    package let action: Action

    package init(_ path: String, _ action: Action) {
        self.path = path
        self.action = action
    }

    /// Makes of a path what stands at one of another tree; nil: nothing.
    package init(_ path: String, _ entry: TreeEntry?) {
        self.init(path, entry.map { .put($0.id, $0.mode) } ?? .remove)
    }
}
