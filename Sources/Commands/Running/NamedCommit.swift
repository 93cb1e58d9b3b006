import ArgumentParser
import Git
import Review

/// A commit as it is typed: its id or the beginning of one, a branch, `HEAD~2`.
struct NamedCommit {
    let id: ObjectID

    init(_ name: String, in repository: Repository) throws {
        guard let commit = try repository.resolve(name) else {
            throw ValidationError("there is no commit \(SafeText.line(name))")
        }
        id = commit
    }
}
