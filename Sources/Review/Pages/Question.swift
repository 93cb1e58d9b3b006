package import Approvals
import Git
import Resources

/// What is asked before work is discarded or left behind.
package enum Question {
    package static func delete(_ draft: Draft, _ request: ApprovalRequest?, for reader: Reader) -> Page {
        let also: Words = request.map { " and its request \(reader.short($0.id))" } ?? ""
        return Page(
            .entry(
                Entry("Delete \(draft.name, .strong)\(also)? Changes that exist only in this draft will be lost.")))
    }

    package static func save(_ paths: [String]) -> Page {
        let names = paths.map { Words($0) }.inWords(limit: 5)
        return Page(
            .entry(Entry("\(counted(paths.count, "file is", "files are")) not saved: \(names). Save first?")))
    }
}
