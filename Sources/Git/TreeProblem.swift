/// What is wrong with a folder as it is stored. git never writes such a folder; somebody made it by hand.
package enum TreeProblem: Hashable, Sendable {
    /// Two entries have this name. Programs take one or the other: git checks out the last.
    case twice(String)
    /// The entry does not stand where git sorts it, so that programs that search find another or none.
    case unsorted(String)
    /// A name that git does not check out: empty, `.`, `..`, with a `/`, or what a file system may take for `.git`.
    case badName(String)
    /// A mode that git does not write, as stored: `100664`, `040000`.
    case oddMode(String, mode: String)
    /// From this byte on it cannot be read.
    case damaged(at: Int)
    /// The object that the entry calls a folder is of another kind.
    case notATree
    /// What has the mode of a file is another object.
    case notAFile(String)
    /// It lies deeper than `TreeDifference.mostLevels`.
    case tooDeep

    /// Old programs wrote other modes than git does today. All readers take them for the same.
    package var isHarmless: Bool { if case .oddMode = self { true } else { false } }
}

extension TreeProblem: CustomStringConvertible {
    /// What follows "the folder …": a phrase for people.
    package var description: String {
        switch self {
        case .twice(let name): "has two entries named \"\(name)\""
        case .unsorted(let name): "has \"\(name)\" in the wrong place: git sorts it elsewhere"
        case .badName(let name): "has an entry named \"\(name)\", which git does not allow"
        case .oddMode(let name, let mode): "has \"\(name)\" with the mode \(mode), which git does not write"
        case .damaged(let byte): "cannot be read beyond byte \(byte)"
        case .notATree: "is not stored as a folder"
        case .notAFile(let name): "has \"\(name)\" stored as something else than a file"
        case .tooDeep: "lies more than \(TreeDifference.mostLevels) levels deep"
        }
    }
}

/// A folder of a tree that is not as git writes it.
package struct BrokenTree: Hashable, Sendable {
    /// From the top of the repository; empty for the top itself.
    package let path: String
    package let problem: TreeProblem

    package init(path: String, problem: TreeProblem) {
        self.path = path
        self.problem = problem
    }

    /// Of the file at a path that is none.
    package init(fileAt path: String) {
        let parts = path.split(separator: "/")
        self.init(
            path: parts.dropLast().joined(separator: "/"), problem: .notAFile(parts.last.map(String.init) ?? path))
    }
}

extension BrokenTree {
    /// Whether another tree has the same fault at the same place.
    package func isIn(_ tree: ObjectID, of repository: Repository) throws(GitError) -> Bool {
        guard !path.isEmpty else { return try repository.problems(of: tree).contains(problem) }
        guard let entry = try repository.entry(at: path, in: tree), entry.mode == .tree else { return false }
        if problem == .tooDeep { return true }
        return try repository.problems(of: entry.id).contains(problem)
    }
}

extension BrokenTree: CustomStringConvertible {
    /// `hightouch/models has two entries named "leads.yaml"`
    package var description: String {
        let parts = path.split(separator: "/")
        let folder = parts.count > 8 ? parts.prefix(3).joined(separator: "/") + "/…" : path
        return "\(folder.isEmpty ? "the top folder" : folder) \(problem)"
    }
}
