internal import Git

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A bare repository that several people share, behind a real server of its own on a free port of this machine. It ends
/// with the test.
///
///     let server = try await Server(.ssh, people: ["ana", "bo"])
///     try await git.check(["clone", server.url(of: "ana"), "growth"])   // with server.environment(of: "ana")
package final class Server: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// `file://`
        case file
        /// `file://`, and refs can only be pushed one by one.
        case withoutAtomicPush
        /// sshd with a forced command and one key a person.
        case ssh
        /// `git http-backend` behind nginx, with one password a person.
        case http
    }

    package let kind: Kind
    /// Holds the repository, and what the server keeps.
    package let folder: String
    /// What each person's git needs.
    private let needs: [String: [String: String]]
    private let people: [String]

    private static let program = {
        #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/Harness/servers.py"
    }()

    package var repository: String { "\(folder)/growth.git" }

    package init(_ kind: Kind, people: [String]) async throws {
        let scratch = ScratchRepository.current
        self.kind = kind
        self.people = people
        folder = "\(scratch.folder)/served"
        try makeFolder(folder)
        try await scratch.git(["init", "--quiet", "--bare", "\(folder)/growth.git"])
        switch kind {
        case .file: needs = [:]
        case .withoutAtomicPush:
            needs = [:]
            try await scratch.git(["--git-dir", "\(folder)/growth.git", "config", "receive.advertiseAtomic", "false"])
        case .ssh, .http:
            var needs: [String: [String: String]] = [:]
            for line in try await Self.run(["start", kind.rawValue, folder] + people).split(separator: "\n") {
                let words = line.split(separator: " ", maxSplits: 1)
                let value = words[1].split(separator: "=", maxSplits: 1)
                needs[String(words[0]), default: [:]][String(value[0])] = String(value[1])
            }
            self.needs = needs
        }
    }

    deinit {
        for name in ["sshd", "nginx", "fcgiwrap"] {
            if let text = readText("\(folder)/server/\(name).pid"), let pid = pid_t(text.dropLast()) {
                kill(-pid, SIGKILL)
            }
        }
    }

    package func url(of person: String) -> String { needs[person]?["url"] ?? "file://\(repository)" }

    package func environment(of person: String) -> [String: String] {
        (needs[person] ?? [:]).filter { $0.key != "url" }
    }

    /// Where it listens.
    package var port: String { readText("\(folder)/server/port").map { String($0.dropLast()) } ?? "no port" }

    /// Nobody answers any more; without a port, the repository is not where it was.
    package func stop() async throws {
        switch kind {
        case .file, .withoutAtomicPush: try move(repository, to: "\(folder)/away.git")
        case .ssh, .http: _ = try await Self.run(["stop", folder])
        }
    }

    /// On the same port, with the same keys.
    package func start() async throws {
        switch kind {
        case .file, .withoutAtomicPush: try move("\(folder)/away.git", to: repository)
        case .ssh, .http: _ = try await Self.run(["start", kind.rawValue, folder] + people)
        }
    }

    /// The real git in the repository of the server.
    @discardableResult
    package func git(_ arguments: String...) async throws -> String {
        try await ScratchRepository.current.git(["--git-dir", repository] + arguments)
    }

    /// All refs there: `refs/heads/main <object>`.
    package func refs() async throws -> [String] {
        try await git("for-each-ref", "--format=%(refname) %(objectname)").split(separator: "\n").map(String.init)
    }

    /// Installs a hook of the repository, as a shell script.
    package func hook(_ name: String, _ script: String?) throws {
        let path = "\(repository)/hooks/\(name)"
        guard let script else { return remove(path) }
        try write("#!/bin/sh\n\(script)\n", to: path)
        try makeExecutable(path)
    }

    private static func run(_ words: [String]) async throws -> String {
        try await ScratchRepository.current.run("python3", [program] + words)
    }
}

/// Renames a file or folder.
package func move(_ path: String, to new: String) throws {
    guard rename(path, new) == 0 else { throw ScratchError(message: "cannot move \(path): errno \(errno)") }
}
