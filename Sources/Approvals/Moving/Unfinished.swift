import Git

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An act that moves several things, noted down before the first of them moves. The first is the commit point; what
/// comes after it (other refs, work trees that follow, a branch that is done with) is finished by the next command if
/// this one is killed, or fails, half way. The note is a small file in `assent/unfinished`; to lose it costs tidiness,
/// never a record. Where a remote has the workspace, the commit point is passed there, and what is left there is finished
/// by a command that has asked it.
struct Unfinished {
    /// In words, as in the reflog: `publish draft/ana/new-leads`.
    let act: String
    /// The first is the commit point.
    var refs: [RefUpdate]
    /// Work trees, by path, that follow the first ref.
    var followers: [String] = []
    /// Drafts to take away if they did not move on: name and revision.
    var drafts: [(name: String, revision: ObjectID)] = []
    /// The remote whose refs these are; nil: they are this repository's own.
    var remote: String?
    /// How often the remote would not do what is left.
    var refusals = 0
    /// A server that refuses this often means it.
    static let patience = 5
    /// Where it is noted; set by `noted`.
    var file: String?

    init(_ act: String, _ refs: [RefUpdate]) {
        self.act = act.hasPrefix("assent: ") ? String(act.dropFirst("assent: ".count)) : act
        self.refs = refs
    }

    private static func folder(_ repository: Repository) -> String {
        repository.commonDirectory + "/assent/unfinished"
    }

    /// The same, written down in the repository's own folder.
    func noted(in repository: Repository) throws(FileProblem) -> Unfinished {
        var noted = self
        let file =
            self.file ?? Self.folder(repository) + "/" + NotedRefs.name(of: refs) + (remote == nil ? "" : "-there")
        try LocalFile(file).write(json.canonicalBytes)
        noted.file = file
        return noted
    }

    /// Whether the commit point is passed.
    func isPast(in repository: Repository) throws -> Bool {
        try NotedRefs.isPast(refs, at: remote, in: repository)
    }

    func forget() { if let file { unlink(file) } }

    /// Moves what is left of the refs. What somebody else has moved since is theirs.
    func finishRefs(in repository: Repository) throws {
        for ref in refs.dropFirst() {
            do throws(GitError) { try repository.update([ref]) } catch {
                guard error.isModified || error.isExists else { throw error }
            }
        }
    }

    /// What processes that are gone have left.
    ///
    /// - Parameter main: the branch that is published.
    static func left(in repository: Repository, main: String) -> [Unfinished] {
        let folder = folder(repository)
        return File.names(in: folder).sorted().compactMap { name in
            // (A file that is being written ends in a number.)
            guard !name.contains("."), LocalFile.isLeft(name) else { return nil }
            return Unfinished(file: "\(folder)/\(name)", main: main)
        }
    }
}

extension Mover {
    /// Moves refs that belong together: the first is the commit point, and once it is passed the others come too, if
    /// need be by a later command.
    func move(_ refs: [RefUpdate], _ act: String) throws {
        guard refs.count > 1 else { return try repository.update(refs) }
        let note = try Unfinished(act, refs).noted(in: repository)
        do { try repository.update(refs) } catch {
            guard try note.isPast(in: repository) else {
                note.forget()
                throw error
            }
            try note.finishRefs(in: repository)
        }
        note.forget()
    }

    /// Whether an earlier command ended half way. It costs a look into two folders.
    package var isUnfinished: Bool { !unfinished().isEmpty || Announcements(repository).areLeft }

    /// What is left, of a remote's if that was asked.
    private func unfinished() -> [Unfinished] {
        Unfinished.left(in: repository, main: main).filter { note in
            note.remote == nil || session.hasFetched && note.remote == remote?.name
        }
    }

    /// Finishes what earlier commands began and did not end. Answers what that was, and what is in the way of the rest.
    package func finish() async -> (acts: [String], problems: [any Error]) {
        var acts: [String] = []
        var problems: [any Error] = []
        do { try Announcements(repository).settle(asked: session.hasFetched ? remote?.name : nil) } catch {
            problems.append(error)
        }
        for note in unfinished() {
            do {
                if note.remote != nil {
                    if try await finishThere(note) { acts.append(note.act) }
                    continue
                }
                if try note.isPast(in: repository) {
                    try note.finishRefs(in: repository)
                    try await follow(note)
                    for draft in note.drafts { try await Mover(workspace).removeLanded(draft.name, at: draft.revision) }
                    acts.append(note.act)
                }
                note.forget()
            } catch {
                problems.append(error)
            }
        }
        return (acts, problems)
    }

    /// Work trees that should follow main, and may have done so in part.
    private func follow(_ note: Unfinished) async throws {
        guard let old = note.refs[0].expected, let now = try repository.reference(note.refs[0].name) else { return }
        for worktree in try Worktrees(repository).on(note.refs[0].name) where note.followers.contains(worktree.path) {
            let git = GitProcess(directory: worktree.path, environment: session.environment).elsewhere(worktree.path)
            let place = try Repository(at: worktree.path, environment: git.environment)
            // A file that git had written, or begun to write, is none that somebody edited.
            for change in try repository.changes(
                from: repository.commit(old).tree, to: repository.commit(now).tree)
            {
                guard let new = change.new, new.mode != .tree, new.mode != .submodule,
                    let file = place.workFiles.file(at: change.path, limit: .max)
                else { continue }
                let bytes = try repository.blob(new.id)
                if bytes == file.bytes {
                    try await git.check(["--literal-pathspecs", "update-index", "--add", "--", change.path])
                } else if bytes.starts(with: file.bytes) {
                    unlink("\(worktree.path)/\(change.path)")
                }
            }
            try await git.follow(from: old, to: now)
        }
    }
}
