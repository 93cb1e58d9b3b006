package import Git

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A repository for one test, with the real `git` beside it: in a folder of its own that goes when the test ends, with
/// a home of its own, the same people and dates each time, and nothing of the machine's configuration.
///
///     @Test(.scratch) func example() async throws {
///         let scratch = ScratchRepository.current
///         let first = try await scratch.commit(["models/leads.yaml": "name: Leads\n"], "first")
///         let repository = try scratch.open()
///     }
package final class ScratchRepository: Sendable {
    /// Holds everything: `home`, the repository, and what a test puts beside it.
    package let folder: String
    /// The repository's top folder; of a bare one the repository itself.
    package let path: String
    package let isBare: Bool
    /// What git and `Repository` are given here.
    package let environment: [String: String]

    /// Of commits made by `git` here, as author and committer.
    package static let person = AuthorStamp(
        name: "Ana Silva", email: "ana@acme.example", time: 1_700_000_000, offsetMinutes: 0)

    @TaskLocal private static var ofTest: ScratchRepository?

    /// The repository of the running test, which has the trait `.scratch`.
    package static var current: ScratchRepository {
        guard let repository = ofTest else { preconditionFailure("the test lacks the trait .scratch") }
        return repository
    }

    static func withCurrent(_ repository: ScratchRepository, _ body: () async throws -> Void) async throws {
        try await $ofTest.withValue(repository) { try await body() }
    }

    /// - Parameters:
    ///   - name: of the repository's folder.
    ///   - environment: added to the usual one.
    package init(
        name: String = "repository", isBare: Bool = false, environment extra: [String: String] = [:]
    ) async throws {
        var template = Array("/tmp/assent-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ScratchError(message: "no scratch folder: errno \(errno)") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = "\(folder)/\(name)"
        self.isBare = isBare
        let person = Self.person
        environment = [
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin",
            "HOME": "\(folder)/home", "XDG_CONFIG_HOME": "\(folder)/home/.config", "LC_ALL": "C", "TZ": "UTC",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_CEILING_DIRECTORIES": folder,
            "GIT_AUTHOR_NAME": person.name, "GIT_AUTHOR_EMAIL": person.email,
            "GIT_AUTHOR_DATE": "\(person.time) +0000",
            "GIT_COMMITTER_NAME": person.name, "GIT_COMMITTER_EMAIL": person.email,
            "GIT_COMMITTER_DATE": "\(person.time) +0000",
        ].merging(extra) { $1 }
        do {
            try makeFolder("\(folder)/home")
            try write(
                """
                [user]
                \tname = \(person.name)
                \temail = \(person.email)
                [init]
                \tdefaultBranch = main
                [gc]
                \tauto = 0

                """, to: "\(folder)/home/.gitconfig")
            try makeFolder(path)
            try await git(["init", "--quiet"] + (isBare ? ["--bare"] : []))
        } catch {
            remove(folder)
            throw error
        }
    }

    deinit { remove(folder) }

    /// The repository through libgit2.
    package func open() throws -> Repository { try Repository(at: path, environment: environment) }

    /// The product's way to run git in the repository, or in `directory`.
    package func process(in directory: String? = nil) -> GitProcess {
        GitProcess(directory: directory ?? path, environment: environment)
    }

    /// Runs the real git and gives its standard output, without the last line end.
    ///
    /// - Throws: if the status is not 0, with git's words.
    @discardableResult
    package func git(_ arguments: String..., input: String = "") async throws -> String {
        try await git(arguments, input: input)
    }

    @discardableResult
    package func git(_ arguments: [String], input: String = "", in directory: String? = nil) async throws -> String {
        try await ChildProcess(in: directory ?? path, environment).git(arguments, input: input)
    }

    /// The object that a revision names, as git sees it.
    package func id(_ revision: String) async throws -> ObjectID {
        let text = try await git("rev-parse", "--verify", revision)
        guard let id = ObjectID(hex: text) else { throw ScratchError(message: "\(revision) is \(text)") }
        return id
    }

    /// Writes these files (nil: removes), adds them and commits with the real git.
    @discardableResult
    package func commit(_ files: KeyValuePairs<String, String?>, _ message: String) async throws -> ObjectID {
        for (name, text) in files {
            // First, so that a file takes the place of a folder, and nothing is written through a link.
            remove("\(path)/\(name)")
            if let text { try write(text, to: "\(path)/\(name)") }
        }
        try await git("add", "--all")
        try await git("commit", "--quiet", "--allow-empty", "-m", message)
        return try await id("HEAD")
    }
}

package struct ScratchError: Error, CustomStringConvertible {
    package let message: String
    package init(message: String) { self.message = message }
    package var description: String { message }
}
