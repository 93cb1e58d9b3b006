import Git
import Resources

extension Repository {
    /// What stands at an entry: of a link the target, of a submodule or folder nothing. What is stored as a file and is
    /// another object has no mode at all.
    func text(of entry: TreeEntry) throws -> FileText {
        guard entry.mode.isFile || entry.mode == .link else { return FileText(bytes: [], mode: entry.mode.rawValue) }
        guard let bytes = try blobIfAny(entry.id) else { return FileText(bytes: [], mode: 0) }
        return FileText(bytes: bytes, mode: entry.mode.rawValue)
    }
}
