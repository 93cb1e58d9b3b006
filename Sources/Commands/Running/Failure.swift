import Approvals
import Git
import Resources
import Review
import Spelling

/// What went wrong, in words and as an exit status: the one table for everything that a use case throws.
struct Failure {
    let status: ExitStatus
    /// A name for programs: `mayNot`, `git`.
    let kind: String
    private let explain: (_ width: Int) -> RefusalWords

    func explanation(width: Int) -> RefusalWords { explain(width) }

    /// - Parameter workspace: names people and roles, where one was opened.
    init(_ error: any Error, in workspace: OpenWorkspace?) {
        // Where history was cut off, it is what is not there.
        let isCutOff = (error as? GitError)?.isNotFound == true && workspace?.repository.isShallow == true
        switch isCutOff ? ContentRefusal.shallow : error {
        case let refusal as any ExplainedRefusal:
            status = refusal.kind.status
            kind = refusal.kind.name
            let reader = workspace.flatMap { Self.reader(of: $0) }
            let current = workspace.flatMap { Self.currentDraft(of: $0) }
            explain = { refusal.explained(in: RefusalContext(reader, on: current, width: $0)) }
        case let error as GitError:
            status = error.isModified ? .conflict : .failed
            kind = "git"
            let moved = error.reference.flatMap { Self.explanation(ofMoved: $0, in: workspace) }
            explain = { _ in moved ?? Self.explanation(of: error) }
        case let error as RemoteError:
            switch error.problem {
            case .hook, .protectedBranch, .noPermission: status = .refused
            case .moved: status = .conflict
            default: status = .failed
            }
            kind = "\(error.problem)"
            explain = { _ in error.explanation }
        case let problem as ChainProblem:
            (status, kind) = (.failed, "brokenRequest")
            explain = { _ in
                RefusalWords(
                    "the events of a request cannot be believed: in \(problem.commit.short), \(problem.reason).",
                    next: [.init("look at it", "git show \(problem.commit.short)")])
            }
        case let problem as FileProblem:
            (status, kind) = (.failed, "file")
            explain = { _ in
                RefusalWords(
                    "\(problem.path) cannot be written: \(problem.reason).",
                    facts: problem.isReadOnly ? [Self.readOnly] : [])
            }
        case let unfit as UnfitSetting:
            (status, kind) = (.failed, "settings")
            explain = { _ in
                RefusalWords(
                    "\(unfit.problem.message).", facts: unfit.problem.help.map { [Words($0)] } ?? [],
                    next: [.init("what there is", unfit.lookUp)])
            }
        case let problem as Unwritable:
            (status, kind) = (.failed, "unwritable")
            explain = { _ in RefusalWords("\(problem.reason).") }
        case let unconfirmed as Unconfirmed:
            (status, kind) = (.badArguments, "unconfirmed")
            explain = { _ in
                RefusalWords(
                    "this discards work, and there is no terminal to confirm it.",
                    next: [.init("to do it anyway", unconfirmed.command)])
            }
        case let none as NoTerminal:
            (status, kind) = (.failed, "noTerminal")
            explain = { _ in
                RefusalWords(
                    "edit needs a terminal. Without one, these do the same:",
                    next: [
                        .init(
                            "start a draft", Shell.line(["assent", "draft", "start", none.resource.slug])),
                        .init("change \(none.path), then", "assent save"),
                        .init("then", "assent submit"),
                    ])
            }
        case let unknown as UnknownSetting:
            (status, kind) = (.badArguments, "unknownSetting")
            let near = nearest(unknown.key, among: Settings.keys)
            explain = { _ in
                RefusalWords(
                    "there is no setting \(unknown.key).",
                    facts: near.isEmpty ? [] : ["did you mean \(near.map { Words($0) }.inWords("or"))?"],
                    next: [.init("what there is", "assent settings")])
            }
        default:
            (status, kind) = (.failed, "unexpected")
            let text = String(describing: error)
            explain = { _ in RefusalWords("\(text)") }
        }
    }

    /// Who reads is worked out again: it may be the very thing that failed.
    static func reader(of workspace: OpenWorkspace) -> Reader? {
        let member: Member?
        do { member = try workspace.me() } catch { member = nil }
        do { return try Reader(workspace, member) } catch { return nil }
    }

    private static func currentDraft(of workspace: OpenWorkspace) -> String? {
        do { return try workspace.currentDraft()?.name } catch { return nil }
    }
}

// MARK: - Git

extension Failure {
    private static let readOnly: Words =
        "You may only read here, and nothing was changed. Ask whose it is for the right to write, or work in a clone."

    private static func explanation(of error: GitError) -> RefusalWords {
        if let problem = error.problem { return explanation(of: problem) }
        if let file = error.lockFile {
            return RefusalWords(
                "another program holds \(SafeText.line(file)).",
                facts: ["If none is at work here, one was killed and left it behind. Remove it then, and try again."],
                next: [.init("only if no git and no assent runs here", Shell.line(["rm", file]))])
        }
        if error.isLocked {
            return RefusalWords("\(error.message).", facts: ["Another program holds that lock. Nothing was changed."])
        }
        if error.isModified {
            return RefusalWords(
                "\(error.message).", facts: ["Somebody was faster. Nothing was changed; type it again."])
        }
        if error.function == "editor" {
            return RefusalWords(
                "\(error.message).", facts: ["What it wrote is kept, and nothing was saved or sent."],
                next: [.init("choose another", "git config --global core.editor nano")])
        }
        if error.isReadOnly { return RefusalWords("\(error.message).", facts: [Self.readOnly]) }
        let lines = SafeText.lines(error.message)
        let first = lines.first ?? "git failed"
        return RefusalWords(
            error.function.hasPrefix("git ") ? "\(error.function) says: \(first)" : "\(first)",
            facts: lines.dropFirst().filter { $0 != "Aborting" }.map { Words($0) },
            next: error.function == "git switch"
                ? [.init("keep them where you are, then try again", "assent save")] : [])
    }

    private static func explanation(of problem: RepositoryProblem) -> RefusalWords {
        switch problem {
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

// MARK: - Telling

extension Invocation {
    /// Words on standard error, and on standard output what the format has for it: a document, an annotation.
    func fail(_ failure: Failure) -> ExitStatus {
        let words = failure.explanation(width: terminal.errorStyle.width)
        if global.format == .json { terminal.print(Self.document(of: words, kind: failure.kind, failure.status)) }
        if global.format == .github {
            let steps = words.next.map { "\($0.label.plain): \($0.command)" }
            let message = ([words.message.plain] + words.facts.map(\.plain) + steps).joined(separator: "\n")
            terminal.print(WorkflowCommand("error", [("title", "assent")], message).line)
        }
        terminal.complain(words.page.text(terminal.errorStyle))
        return failure.status
    }

    /// `{"error":{"kind":"mayNot","message":"…","next":["assent submit --to bo"],"status":3},"version":1}`
    static func document(of words: RefusalWords, kind: String, _ status: ExitStatus) -> String {
        document([
            "error": [
                "kind": .string(kind), "message": .string(words.message.plain),
                "next": .array(words.next.map { .string($0.command) }), "status": .int(Int(status.rawValue)),
            ]
        ])
    }
}
