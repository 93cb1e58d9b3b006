import Approvals
import Delivery
import Git

extension RefusalWords {
    /// What was thrown below, whatever it is.
    package init(_ error: any Error, in context: RefusalContext) {
        switch error {
        case let refusal as WorkspaceRefusal: self = WorkspaceRefusalWords(context: context).words(of: refusal)
        case let refusal as MemberRefusal: self = MemberRefusalWords(context: context).words(of: refusal)
        case let refusal as SigningRefusal: self = SigningRefusalWords(context: context).words(of: refusal)
        case let refusal as NameRefusal: self = NameRefusalWords(context: context).words(of: refusal)
        case let refusal as RightsRefusal: self = RightsRefusalWords(context: context).words(of: refusal)
        case let refusal as ContentRefusal: self = ContentRefusalWords(context: context).words(of: refusal)
        case let refusal as CommentRefusal: self = CommentRefusalWords(context: context).words(of: refusal)
        case let refusal as LandingRefusal: self = LandingRefusalWords(context: context).words(of: refusal)
        case let refusal as ReversalRefusal: self = ReversalRefusalWords(context: context).words(of: refusal)
        case let refusal as ImportRefusal: self = ImportRefusalWords(context: context).words(of: refusal)
        case let refusal as RepairRefusal: self = RepairRefusalWords(context: context).words(of: refusal)
        case let refusal as HookRefusal: self = HookRefusalWords(context: context).words(of: refusal)
        case let refusal as MovedRefusal: self = MovedRefusalWords(context: context).words(of: refusal)
        case let error as GitError: self = Self.words(of: error)
        case let problem as EditorProblem:
            let kept = problem.kept.map { " What was written in it is in \($0)." as Words } ?? Words()
            let next: [NextStep] =
                problem.gone.map { path in
                    [
                        .init("bring it back", Shell.line(["git", "restore", "--", path])),
                        .init("or delete it on the draft", "assent save"),
                    ]
                } ?? [.init("to use another", "git config --global core.editor <program>")]
            self.init("\(problem.error.message).", facts: ["Nothing was saved or sent.\(kept)"], next: next)
        case let error as RemoteError: self = RemoteErrorWords(error).refusal
        case let problem as ChainProblem:
            self.init(
                "the record of a request is not valid: in \(problem.commit.short), \(problem.reason).",
                next: [.init("look at it", "git show \(problem.commit.short)")])
        case let problem as FileProblem:
            self.init(
                "\(problem.path) cannot be written: \(problem.reason).",
                facts: problem.isReadOnly ? [Self.readOnly] : [])
        case let problem as OutboxProblem:
            self.init("\(problem.path) cannot be read or written: \(problem.reason).")
        default:
            let text = String(describing: error)
            self.init("\(text)")
        }
    }
}

extension RefusalWords {
    private static let readOnly: Words =
        "You can only read this repository, and nothing was changed. Ask its owner for write access, or work in a clone."

    private static func words(of error: GitError) -> RefusalWords {
        if let problem = error.problem { return words(of: problem) }
        if let file = error.lockFile {
            return RefusalWords(
                "another program holds \(SafeText.line(file)).",
                facts: [
                    "If neither git nor assent is running here, one was killed and left it behind. In that case remove it, and try again."
                ],
                next: [.init("only if neither git nor assent is running here", Shell.line(["rm", file]))])
        }
        if error.isLocked {
            return RefusalWords("\(error.message).", facts: ["Another program holds that lock. Nothing was changed."])
        }
        if error.isModified {
            return RefusalWords("\(error.message).", facts: ["Somebody was faster. Nothing was changed; try again."])
        }
        if error.isReadOnly { return RefusalWords("\(error.message).", facts: [readOnly]) }
        let lines = SafeText.lines(error.message)
        let first = lines.first ?? "git failed"
        return RefusalWords(
            error.function.hasPrefix("git ") ? "\(error.function) says: \(first)" : "\(first)",
            facts: lines.dropFirst().filter { $0 != "Aborting" }.map { Words($0) },
            next: error.function == "git switch" && error.message.contains("would be overwritten")
                ? [.init("set them aside, then try again", "git stash -u")] : [])
    }

    private static func words(of problem: RepositoryProblem) -> RefusalWords {
        switch problem {
        case .noFolder(let path): RefusalWords("there is no folder \(path).")
        case .notFound(let path):
            RefusalWords(
                "there is no git repository in \(path), nor above it.",
                next: [.init("in the repository that holds your Git Sync folder", "assent init")])
        case .dubiousOwnership(let path):
            RefusalWords(
                "\(path) belongs to another user, and git does not trust it.",
                next: [
                    .init("trust it", Shell.line(["git", "config", "--global", "--add", "safe.directory", path]))
                ])
        case .unwelcomeBare(let path):
            RefusalWords(
                "\(path) is a bare repository, and git's safe.bareRepository requires you to name it.",
                next: [.init("if it is yours", Shell.line(["env", "GIT_DIR=\(path)", "assent", "status"]))])
        case .sha256:
            RefusalWords(
                "this repository uses SHA-256, which assent does not support. It needs one that uses SHA-1.")
        case .partialClone:
            RefusalWords(
                "this is a partial clone: objects may be missing, and assent needs all of them.",
                next: [.init("make a full clone", "git clone <url> <folder>")])
        case .unknownExtension(let name):
            RefusalWords("this repository uses extensions.\(name), which assent does not support.")
        case .unknownFormat:
            RefusalWords("this repository's format is newer than assent.")
        case .damaged:
            RefusalWords(
                "this is not a complete git repository.", next: [.init("see what git says", "git status")])
        }
    }
}
