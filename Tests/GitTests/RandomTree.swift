import Git
import Support

/// Trees made up of few names, so that two of them meet in files, folders and both.
struct RandomTree {
    var random: Randomness

    init(seed: UInt64) { random = Randomness(seed: seed) }

    /// Names that git sorts otherwise than their bytes when one is a folder.
    static let names = ["a", "a.b", "a-b", "a0", "b", "ab", "é", "A"]

    mutating func path() -> String {
        let depth = Int.random(in: 1...4, using: &random)
        return (0..<depth).map { _ in RandomTree.names.randomElement(using: &random) ?? "a" }.joined(separator: "/")
    }

    mutating func content() -> String { "content \(Int.random(in: 0..<5, using: &random))\n" }

    mutating func mode() -> FileMode {
        [.file, .file, .file, .executable, .link].randomElement(using: &random) ?? .file
    }

    /// What a tree holds, by path: no path lies beneath another.
    mutating func files(_ count: Int) -> [String: File] {
        var files: [String: File] = [:]
        for _ in 0..<count { put(path(), File(content: content(), mode: mode()), in: &files) }
        return files
    }

    struct File: Hashable {
        var content: String
        var mode: FileMode
    }

    /// As a tree edit puts it: whatever is in the way goes.
    func put(_ path: String, _ file: File, in files: inout [String: File]) {
        remove(path, in: &files)
        for other in files.keys where path.hasPrefix(other + "/") { files[other] = nil }
        files[path] = file
    }

    func remove(_ path: String, in files: inout [String: File]) {
        for other in files.keys where other == path || other.hasPrefix(path + "/") { files[other] = nil }
    }

    /// The tree, made by the real git.
    static func write(_ files: [String: File], with scratch: ScratchRepository) async throws -> ObjectID {
        let repository = try scratch.open()
        var index = ""
        for (path, file) in files {
            let id = try repository.writeBlob(Array(file.content.utf8))
            index += "\(String(file.mode.rawValue, radix: 8)) \(id)\t\(path)\n"
        }
        try await scratch.git("read-tree", "--empty")
        try await scratch.git("update-index", "--index-info", input: index)
        let tree = try await scratch.git("write-tree")
        guard let id = ObjectID(hex: tree) else { throw ScratchError(message: "write-tree said \(tree)") }
        return id
    }
}
