/// What makes plain git show another history than the one that the objects hold: replace refs (git-replace(1)) and
/// grafts (`info/grafts`). They are ignored here, because no clone has them.
package struct HistoryOverrides: Sendable, Hashable {
    /// The objects that git replaces by others.
    package let replaced: [ObjectID]
    /// The file of grafts, if it says anything.
    package let graftFile: String?

    package init(replaced: [ObjectID], graftFile: String?) {
        self.replaced = replaced
        self.graftFile = graftFile
    }

    package static let none = HistoryOverrides(replaced: [], graftFile: nil)

    package var isEmpty: Bool { replaced.isEmpty && graftFile == nil }
}

extension HistoryOverrides {
    package init(of repository: Repository) throws(GitError) {
        let prefix = "refs/replace/"
        let replaced = try repository.references(under: prefix).compactMap {
            ObjectID(hex: String($0.name.dropFirst(prefix.count)))
        }
        let file = repository.commonDirectory + "/info/grafts"
        let lines = (File.read(file) ?? []).split(separator: UInt8(ascii: "\n"))
        let hasGrafts = lines.contains { $0.first != UInt8(ascii: "#") }
        self.init(replaced: replaced, graftFile: hasGrafts ? file : nil)
    }
}
