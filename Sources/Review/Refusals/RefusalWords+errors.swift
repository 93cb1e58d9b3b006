import Approvals
import Git

extension RefusalWords {
    /// What was thrown below, whatever it is.
    package init(_ error: any Error, in context: RefusalContext) {
        switch error {
        case let refusal as any ExplainedRefusal: self = refusal.explained(in: context)
        case let error as GitError: self = error.explanation
        case let error as RemoteError: self = error.explanation
        case let problem as ChainProblem:
            self.init(
                "the record of a request is not valid: in \(problem.commit.short), \(problem.reason).",
                next: [.init("look at it", "git show \(problem.commit.short)")])
        case let problem as FileProblem:
            self.init(
                "\(problem.path) cannot be written: \(problem.reason).",
                facts: problem.isReadOnly ? [GitError.readOnly] : [])
        default:
            let text = String(describing: error)
            self.init("\(text)")
        }
    }
}

extension GitError {
    fileprivate static let readOnly: Words =
        "You can only read this repository, and nothing was changed. Ask its owner for write access, or work in a clone."

    fileprivate var explanation: RefusalWords {
        if let problem { return problem.explanation }
        if let file = lockFile {
            return RefusalWords(
                "another program holds \(SafeText.line(file)).",
                facts: [
                    "If no git and no assent is running here, one was killed and left it behind. In that case remove it, and try again."
                ],
                next: [.init("only if no git and no assent is running here", Shell.line(["rm", file]))])
        }
        if isLocked {
            return RefusalWords("\(message).", facts: ["Another program holds that lock. Nothing was changed."])
        }
        if isModified {
            return RefusalWords("\(message).", facts: ["Somebody was faster. Nothing was changed; try again."])
        }
        if function == "editor" {
            return RefusalWords(
                "\(message).", facts: ["What was written in it is kept; nothing was saved or sent."],
                next: [.init("to use another", "git config --global core.editor <program>")])
        }
        if isReadOnly { return RefusalWords("\(message).", facts: [Self.readOnly]) }
        let lines = SafeText.lines(message)
        let first = lines.first ?? "git failed"
        return RefusalWords(
            function.hasPrefix("git ") ? "\(function) says: \(first)" : "\(first)",
            facts: lines.dropFirst().filter { $0 != "Aborting" }.map { Words($0) },
            next: function == "git switch" && message.contains("would be overwritten")
                ? [.init("set them aside, then try again", "git stash -u")] : [])
    }
}

extension RepositoryProblem {
    fileprivate var explanation: RefusalWords {
        switch self {
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
