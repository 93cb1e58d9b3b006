import FoundationEssentials
package import Git
package import Resources
import SSH

/// The outcome of starting a workspace.
package struct Initialization: Sendable {
    /// The short name of the branch that is published.
    package let branch: String
    /// The commit that everything is verified from.
    package let genesis: ObjectID
    /// Where others would find it; nil: git has no remote.
    package let remote: String?
    package let settings: Settings
    package let member: Member
    /// How many models and syncs are published as they were found.
    package let models: Int
    package let syncs: Int
    /// What the checks say of them; nothing of it blocks anybody.
    package let findings: [Finding]
    /// Nothing was committed here before: the files of models and syncs went into the first commit.
    package let isFirstCommit: Bool
    /// A copy got an id of its own.
    package let isRenewed: Bool
    package let isBare: Bool
    /// The remote that has the workspace of which this is a copy: it is left alone from now on.
    package let original: String?
}

/// What a person may choose about a workspace that they start; each has a default.
package struct InitializationWishes: Sendable {
    package var workspace: String?
    package var root: String?
    package var branch: String?
    /// The first member's id.
    package var member: String?
    /// The repository is a copy of another workspace and is to have an id of its own.
    package var renewsID: Bool
    /// Editors are to find the JSON Schemas: the same commit adds them, and `assent.yaml` starts with its modeline.
    package var addsSchemas: Bool

    package init(
        workspace: String? = nil, root: String? = nil, branch: String? = nil, member: String? = nil,
        renewsID: Bool = false, addsSchemas: Bool = false
    ) {
        self.workspace = workspace
        self.root = root
        self.branch = branch
        self.member = member
        self.renewsID = renewsID
        self.addsSchemas = addsSchemas
    }
}

/// Starts workspaces.
package enum Initializer {
    /// Starts a workspace: one commit on main that adds `assent.yaml`, and touches nothing else. Models and syncs that
    /// are there are published unchanged (B6).
    package static func start(_ session: Session, _ wishes: InitializationWishes) async throws -> Initialization {
        let repository = try Repository(at: session.directory, environment: session.environment)
        let main = try mainBranch(of: repository, wishes)
        let tip = try repository.reference(main)
        let tree = try tip.map { try repository.commit($0).tree }
        let name = String(main.dropFirst(Refs.heads.count))
        let existing = try tree.flatMap { try repository.entry(at: Layout.settingsPath, in: $0) }

        var text: FileText
        var original: String?
        let member: Member
        if let existing {
            guard wishes.renewsID else {
                // Whatever keeps it from being opened must be fixed first.
                throw WorkspaceRefusal.workspaceExists(branch: try OpenWorkspace(session).branch)
            }
            let old = try readText(of: existing, in: repository)
            let (known, problems) = Settings.parse(old)
            guard let known else { throw WorkspaceRefusal.unreadableSettings(problems) }
            // Nothing is written for somebody who could not work in it.
            member = try OpenWorkspace.me(in: known, of: repository, session)
            original = try sharer(of: known.id, in: repository)
            if original == nil, let tip, try isRenewal(tip, in: repository) {
                throw WorkspaceRefusal.idIsNew(known.id, since: tip)
            }
            var renewed = try Settings.renewing(id: session.identifier(), in: old.bytes)
            if !known.branch.isExactly(name) { renewed = try Settings.setting("branch", to: name, in: renewed) }
            text = FileText(bytes: renewed, mode: old.mode)
        } else {
            // Others share a workspace, and its main is not here: this would be another one beside it.
            if tip == nil,
                case .mainNotHere(let branch, let remote, let renamed, _)? = try OpenWorkspace.absence(
                    in: repository, session) as? WorkspaceRefusal
            {
                throw WorkspaceRefusal.mainNotHere(branch: branch, remote: remote, renamed: renamed, isAsked: true)
            }
            try requireNoneShared(with: repository, session)
            if try repository.head().branch == main, repository.workFiles.file(at: Layout.settingsPath, limit: 1) != nil
            {
                throw WorkspaceRefusal.settingsNotCommitted
            }
            member = try await founder(of: repository, session, wishes)
            text = FileText(
                bytes: Settings.newFile(
                    id: session.identifier(), workspace: wishes.workspace ?? folderName(of: repository), branch: name,
                    root: try root(in: tree, of: repository, wishes), signatures: .optional, administrator: member))
        }
        if wishes.addsSchemas {
            let marked = SchemaKind.settings.addingModeline(to: text.bytes, at: Layout.settingsPath)
            text = FileText(bytes: marked, mode: text.mode)
        }
        let (parsed, problems) = Settings.parse(text)
        guard let parsed else { throw WorkspaceRefusal.unreadableSettings(problems) }

        let schemas = wishes.addsSchemas ? SchemaKind.allCases.map { (path: $0.path, bytes: $0.file) } : []
        let genesis = try await commit(
            text, parsed, beside: schemas, to: main, tip: tip, tree: tree, in: repository, session)
        try Pin(branch: name, genesis: genesis).write(in: repository)
        // Else the next command would look at the original, and send there.
        if original != nil { try await WorkTree.git(in: repository, session).check(["config", "assent.remote", "."]) }
        let workspace = try OpenWorkspace(session)
        return Initialization(
            branch: name, genesis: genesis, remote: original == nil ? try Remote.configured(in: repository)?.name : nil,
            settings: parsed, member: member,
            models: try workspace.published.slugs(of: .model).count,
            syncs: try workspace.published.slugs(of: .sync).count,
            findings: try CheckOfAll(workspace.published).findings(of: workspace.published),
            isFirstCommit: tip == nil, isRenewed: existing != nil, isBare: repository.isBare, original: original)
    }

    /// Where the remote's HEAD names a branch that nobody pushed, git checks nothing out, and the workspace is easily missed.
    private static func requireNoneShared(with repository: Repository, _ session: Session) throws {
        guard let remote = try Remote.configured(in: repository),
            case let there = try MainFinder(repository, session).candidates(at: remote).map(\.branch), !there.isEmpty
        else { return }
        do { throw WorkspaceRefusal.workspaceExists(branch: try OpenWorkspace(session).branch) } catch is UnaskedHead {
            throw WorkspaceRefusal.unclearMain(candidates: there, remote: remote.name)
        }
    }

    /// Whether a commit gives the workspace another id, as this command writes it.
    private static func isRenewal(_ id: ObjectID, in repository: Repository) throws -> Bool {
        let commit = try repository.commit(id)
        guard commit.parents.count == 1 else { return false }
        let past = PastSettings(repository)
        let (before, after) = (try past.settings(before: id), try past.settings(in: commit.tree))
        return before != nil && after != nil && before?.id != after?.id
    }

    /// The remote that has the workspace with this id on any of its branches, as of the last fetch.
    private static func sharer(of id: String, in repository: Repository) throws -> String? {
        guard let remote = try Remote.configured(in: repository) else { return nil }
        let isThere = try repository.references(under: remote.tracking(Refs.heads)).contains { branch in
            do {
                return try OpenWorkspace.settings(in: repository.commit(branch.id).tree, of: repository).id == id
            } catch is any Refusal {
                return false
            }
        }
        return isThere ? remote.name : nil
    }

    /// The branch to publish: as wished, else `main` or `master` if they exist, else the one that is checked out.
    private static func mainBranch(of repository: Repository, _ wishes: InitializationWishes) throws -> String {
        if let branch = wishes.branch { return Refs.heads + branch }
        for likely in ["main", "master"] where try repository.reference(Refs.heads + likely) != nil {
            return Refs.heads + likely
        }
        guard case .branch(let name, _) = try repository.head() else {
            throw NameRefusal.notOnDraft(head: try repository.head().name)
        }
        return name
    }

    /// Whoever starts a workspace administers it.
    private static func founder(
        of repository: Repository, _ session: Session, _ wishes: InitializationWishes
    ) async throws -> Member {
        let name = try session.environment["GIT_AUTHOR_NAME"] ?? repository.config("user.name")
        let email = try session.environment["GIT_AUTHOR_EMAIL"] ?? repository.config("user.email")
        guard let email, let name else { throw MemberRefusal.noIdentity }
        let local = email.prefix { $0 != "@" }.lowercased().prefix { $0 != "+" }
        let id = String(local.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        return Member(
            id: try wishes.member ?? repository.config("assent.member") ?? id, name: name, email: email,
            role: Role.admin.name,
            keys: try await SigningKey.known(in: repository, session.environment)?.publicKey.map { [$0.line] } ?? [])
    }

    /// The folder that holds models and syncs. One that a Git Sync connection wrote has a manifest or both folders.
    private static func root(in tree: ObjectID?, of repository: Repository, _ wishes: InitializationWishes) throws
        -> String
    {
        if let root = wishes.root {
            guard Layout.accepts(root: root) else { throw WorkspaceRefusal.unclearRoot(candidates: []) }
            return Layout(root: root).root
        }
        guard let tree else { return try rootOnDisk(of: repository) }
        var candidates: [String] = []
        func look(in folder: String, _ id: ObjectID, depth: Int) throws {
            let entries = try repository.tree(id)
            let names = Set(entries.map(\.name))
            let hasManifest = names.contains { $0.hasPrefix("manifest-") && $0.hasSuffix(".yaml") }
            let hasSyncs = try entries.contains { entry in
                try entry.name == "syncs" && entry.mode == .tree
                    && repository.tree(entry.id).contains { $0.name.hasSuffix(".yaml") }
            }
            if hasManifest || hasSyncs { candidates.append(folder) }
            guard depth < 4 else { return }
            for entry in entries where entry.mode == .tree {
                try look(in: folder.isEmpty ? entry.name : "\(folder)/\(entry.name)", entry.id, depth: depth + 1)
            }
        }
        try look(in: "", tree, depth: 0)
        guard candidates.count < 2 else {
            // Those next to the top are most likely meant.
            func depth(_ folder: String) -> Int { folder.isEmpty ? 0 : folder.split(separator: "/").count }
            throw WorkspaceRefusal.unclearRoot(
                candidates: candidates.enumerated().sorted { (depth($0.1), $0.0) < (depth($1.1), $1.0) }.map(\.element))
        }
        return candidates.first ?? ""
    }

    /// Before the first commit only the top and the folders in it are looked at.
    private static func rootOnDisk(of repository: Repository) throws -> String {
        let candidates = ([""] + repository.workFiles.names(in: "").filter { !$0.hasPrefix(".") }).filter { folder in
            let names = repository.workFiles.names(in: folder)
            return names.contains { $0.hasPrefix("manifest-") && $0.hasSuffix(".yaml") } || names.contains("syncs")
        }
        guard candidates.count < 2 else { throw WorkspaceRefusal.unclearRoot(candidates: candidates.sorted()) }
        return candidates.first ?? ""
    }

    /// One commit on main that adds or changes `assent.yaml` alone. In a repository without commits it is the first,
    /// and takes in the governed files that lie ready.
    ///
    /// - Parameter others: files that it adds too, where nothing stands in their place.
    private static func commit(
        _ text: FileText, _ settings: Settings, beside others: [(path: String, bytes: [UInt8])], to main: String,
        tip: ObjectID?, tree: ObjectID?, in repository: Repository, _ session: Session
    ) async throws -> ObjectID {
        let message = """
            Start the workspace \(settings.workspace)

            From here on \(settings.branch) changes only by approval.

            """
        guard let tip else {
            guard let directory = repository.workDirectory else { throw WorkspaceRefusal.noWorkTree }
            let layout = Layout(root: settings.root)
            let git = GitProcess(directory: directory, environment: session.environment)
            let ready = try await git.status().map(\.path)
                .filter { layout.file(at: $0) != nil || layout.isManifest($0) }
            try repository.workFiles.create(at: Layout.settingsPath, bytes: text.bytes)
            for (path, bytes) in others where repository.workFiles.file(at: path, limit: 1) == nil {
                try repository.workFiles.create(at: path, bytes: bytes)
            }
            let paths = ready.filter { $0 != Layout.settingsPath } + [Layout.settingsPath] + others.map(\.path)
            guard let commit = try await git.save(paths, message: message) else { throw WorkspaceRefusal.noWorkTree }
            return commit
        }
        let added = try others.filter { other in
            try tree.map { try repository.entry(at: other.path, in: $0) == nil } ?? true
        }
        let edits = try ([(path: Layout.settingsPath, bytes: text.bytes)] + added).map {
            TreeEdit($0.path, .put(try repository.writeBlob($0.bytes), .file))
        }
        let started = try repository.editTree(tree, edits)
        let name = try session.environment["GIT_AUTHOR_NAME"] ?? repository.config("user.name")
        let email = try session.environment["GIT_AUTHOR_EMAIL"] ?? repository.config("user.email")
        guard let name, let email else { throw MemberRefusal.noIdentity }
        let signature = AuthorStamp(
            name: name, email: email, time: Int64(session.clock().timeIntervalSince1970), offsetMinutes: 0)
        let signer = try CommitSigner(repository, session, committer: signature)
        let commit = try await CommitWriter(repository, signer: signer).write(
            tree: started, parents: [tip], author: signature, message: message)
        let problem = try await Mover.advance(
            main, from: tip, to: commit, message: "assent: init", in: repository, session)
        // Main has moved; the next command lets the work tree follow.
        if let problem { throw problem }
        return commit
    }

    /// For people: the name of the folder that holds the repository.
    private static func folderName(of repository: Repository) -> String {
        let folder = repository.workDirectory ?? repository.gitDirectory
        let name = folder.split(separator: "/").last.map(String.init) ?? "workspace"
        return name.hasSuffix(".git") && name.count > 4 ? String(name.dropLast(4)) : name
    }
}
