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
                "the events of a request cannot be believed: in \(problem.commit.short), \(problem.reason).",
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
        "You may only read here, and nothing was changed. Ask whose it is for the right to write, or work in a clone."

    fileprivate var explanation: RefusalWords {
        if let problem { return problem.explanation }
        if let file = lockFile {
            return RefusalWords(
                "another program holds \(SafeText.line(file)).",
                facts: ["If none is at work here, one was killed and left it behind. Remove it then, and try again."],
                next: [.init("only if no git and no assent runs here", Shell.line(["rm", file]))])
        }
        if isLocked {
            return RefusalWords("\(message).", facts: ["Another program holds that lock. Nothing was changed."])
        }
        if isModified {
            return RefusalWords("\(message).", facts: ["Somebody was faster. Nothing was changed; type it again."])
        }
        if function == "editor" {
            return RefusalWords(
                "\(message).", facts: ["What it wrote is kept, and nothing was saved or sent."],
                next: [.init("choose another", "git config --global core.editor nano")])
        }
        if isReadOnly { return RefusalWords("\(message).", facts: [Self.readOnly]) }
        let lines = SafeText.lines(message)
        let first = lines.first ?? "git failed"
        return RefusalWords(
            function.hasPrefix("git ") ? "\(function) says: \(first)" : "\(first)",
            facts: lines.dropFirst().filter { $0 != "Aborting" }.map { Words($0) },
            next: function == "git switch" ? [.init("keep them where you are, then try again", "assent save")] : [])
    }
}

extension RepositoryProblem {
    fileprivate var explanation: RefusalWords {
        switch self {
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
                "\(path) is a bare repository, and git's safe.bareRepository asks to name such a one.",
                next: [.init("if it is yours", Shell.line(["env", "GIT_DIR=\(path)", "assent", "status"]))])
        case .sha256:
            RefusalWords(
                "this repository names its objects by SHA-256, which assent cannot read. It takes one that uses SHA-1.")
        case .partialClone:
            RefusalWords(
                "this is a partial clone: objects may be missing, and assent reads them all.",
                next: [.init("clone all of it", "git clone <url> <folder>")])
        case .unknownExtension(let name):
            RefusalWords("this repository uses extensions.\(name), which assent cannot read.")
        case .unknownFormat:
            RefusalWords("this repository is of a format that is newer than assent.")
        case .damaged:
            RefusalWords(
                "this is not a complete git repository.", next: [.init("see what git says", "git status")])
        }
    }
}
