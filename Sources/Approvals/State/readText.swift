import Git
import Resources

/// What stands at an entry: of a link the target, of a submodule or folder nothing. What is stored as a file and is
/// another object has no mode at all.
func readText(of entry: TreeEntry, in repository: Repository) throws -> FileText {
    guard entry.mode.isFile || entry.mode == .link else { return FileText(bytes: [], mode: entry.mode.rawValue) }
    guard let bytes = try repository.blobIfAny(entry.id) else { return FileText(bytes: [], mode: 0) }
    return FileText(bytes: bytes, mode: entry.mode.rawValue)
}
