/// How one path differs from HEAD, in the index or in the working tree.
package struct StatusEntry: Hashable, Sendable {
    package enum Change: Character, Hashable, Sendable {
        case none = "."
        case modified = "M"
        case added = "A"
        case deleted = "D"
        /// A file became a link, or the like.
        case typeChanged = "T"
        case unmerged = "U"
        case untracked = "?"
    }

    /// From the top of the repository, with `/` between.
    package let path: String
    /// HEAD → index.
    package let index: Change
    /// Index → working tree.
    package let workTree: Change
    /// Both sides of a merge changed it, and nobody has decided.
    package let isUnmerged: Bool

    package init(path: String, index: Change, workTree: Change, isUnmerged: Bool = false) {
        self.path = path
        self.index = index
        self.workTree = workTree
        self.isUnmerged = isUnmerged
    }
}

extension GitProcess {
    /// What differs from HEAD at or beneath these paths (none: everywhere), untracked files one by one, ignored ones
    /// left out, renames shown as delete and add; sorted by path. The index is read, never written.
    ///
    /// - Parameter paths: from the top of the repository, taken literally.
    package func status(_ paths: [String] = []) async throws(GitError) -> [StatusEntry] {
        let paths = ["--"] + paths.map { ":(top,literal)\($0)" }
        let command =
            [
                "--no-optional-locks", "status", "--porcelain=v2", "-z", "--no-renames", "--untracked-files=all",
                "--ignore-submodules=none",
            ] + paths
        let output = try await run(command)
        // `git status` goes through all of HEAD's tree by recursion, whatever it is asked about: folders that somebody
        // nested without end are the end of it.
        if output.status > 128 { return try await statusInParts(paths) }
        if !output.isSuccess { throw output.failure(of: command) }
        return try StatusEntry.parse(output.output)
    }

    /// The same by commands that look only at the paths that they are asked about.
    private func statusInParts(_ paths: [String]) async throws(GitError) -> [StatusEntry] {
        let diff = [
            "--no-optional-locks", "diff", "--raw", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none",
        ]
        let index = StatusEntry.parse(raw: try await check(diff + ["--cached"] + paths).output)
        let workTree = StatusEntry.parse(raw: try await check(diff + paths).output)
        let others = try await check(["ls-files", "--others", "--exclude-standard", "--full-name", "-z"] + paths).output
        var entries = Set(index.keys).union(workTree.keys).map { path in
            StatusEntry(
                path: path, index: index[path] ?? .none, workTree: workTree[path] ?? .none,
                isUnmerged: index[path] == .unmerged || workTree[path] == .unmerged)
        }
        entries += others.split(separator: 0).map {
            StatusEntry(path: String(decoding: $0, as: UTF8.self), index: .none, workTree: .untracked)
        }
        return entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The top folder of the working tree.
    package func top() async throws(GitError) -> String {
        let text = try await check(["rev-parse", "--show-toplevel"]).text
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    func elsewhereAtTop(_ top: String) -> GitProcess { GitProcess(directory: top, environment: environment) }
}

extension StatusEntry {
    /// Reads `git diff --raw -z`: `:100644 100644 <id> <id> M`, then the path.
    static func parse(raw output: [UInt8]) -> [String: Change] {
        let words = output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        var changes: [String: Change] = [:]
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            guard let letter = words[index].last, let change = Change(rawValue: letter) else { continue }
            if changes[words[index + 1]] != .unmerged { changes[words[index + 1]] = change }
        }
        return changes
    }

    /// Reads `git status --porcelain=v2 -z`:
    ///
    ///     1 XY sub mH mI mW hH hI path          u XY sub m1 m2 m3 mW h1 h2 h3 path          ? path
    static func parse(_ output: [UInt8]) throws(GitError) -> [StatusEntry] {
        var entries: [StatusEntry] = []
        for line in output.split(separator: 0) {
            let count: Int
            switch line.first {
            case UInt8(ascii: "?"): count = 2
            case UInt8(ascii: "1"): count = 9
            case UInt8(ascii: "u"): count = 11
            case UInt8(ascii: "#"), UInt8(ascii: "!"): continue
            default: count = 0
            }
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: max(count - 1, 0))
            guard count > 0, fields.count == count else {
                throw GitError(
                    message: "git status printed something unexpected: \(String(decoding: line, as: UTF8.self))")
            }
            let path = String(decoding: fields[count - 1], as: UTF8.self)
            if count == 2 {
                entries.append(StatusEntry(path: path, index: .none, workTree: .untracked))
                continue
            }
            let letters = fields[1].map { Change(rawValue: Character(Unicode.Scalar($0))) }
            guard letters.count == 2, let index = letters[0], let workTree = letters[1] else {
                throw GitError(
                    message: "git status printed something unexpected: \(String(decoding: line, as: UTF8.self))")
            }
            entries.append(StatusEntry(path: path, index: index, workTree: workTree, isUnmerged: count == 11))
        }
        return entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}
