import ArgumentParser
import Git
import Review

extension Repository {
    /// A commit as it is typed: its id or the beginning of one, a branch, `HEAD~2`.
    func commit(named name: String) throws -> ObjectID {
        guard let commit = try resolve(name) else {
            throw ValidationError("there is no commit \(SafeText.line(name))")
        }
        return commit
    }
}
