import Approvals
import Delivery
import Git
import Resources
import Review
import Spelling

/// What went wrong, in words and as an exit status: the one table for everything that a use case throws.
struct Failure {
    /// What programs know it by: `mayNot`, `git`.
    let kind: RefusalKind
    let explanation: RefusalWords

    /// - Parameter workspace: names people and roles, where one was opened.
    init(_ error: any Error, in workspace: OpenWorkspace?) {
        // Where history was cut off, it is what is not there.
        let isCutOff = (error as? GitError)?.isNotFound == true && workspace?.repository.isShallow == true
        switch isCutOff ? ContentRefusal.shallow : error {
        case let refusal as any Refusal:
            kind = refusal.kind
            let reader = workspace.flatMap { Self.reader(of: $0) }
            let current = workspace.flatMap { Self.currentDraft(of: $0) }
            explanation = RefusalWords(refusal, in: RefusalContext(reader, on: current))
        case let error as GitError:
            kind = RefusalKind("git", error.isModified ? .conflict : .failed)
            let moved = error.reference.flatMap { Self.explanation(ofMoved: $0, in: workspace) }
            explanation = moved ?? RefusalWords(error, in: RefusalContext(nil))
        case is EditorProblem:
            kind = RefusalKind("git", .failed)
            explanation = RefusalWords(error, in: RefusalContext(nil))
        case let error as RemoteError:
            kind = Self.kind(of: error.problem)
            explanation = RefusalWords(error, in: RefusalContext(nil))
        case is ChainProblem:
            kind = RefusalKind("brokenRequest", .failed)
            explanation = RefusalWords(error, in: RefusalContext(nil))
        case is FileProblem, is OutboxProblem:
            kind = RefusalKind("file", .failed)
            explanation = RefusalWords(error, in: RefusalContext(nil))
        case let unfit as UnfitSetting:
            kind = RefusalKind("settings", .failed)
            explanation =
                Self.words(of: unfit)
        case let problem as Unwritable:
            kind = RefusalKind("unwritable", .failed)
            explanation = RefusalWords("\(problem.reason).")
        case let unconfirmed as Unconfirmed:
            kind = RefusalKind("unconfirmed", .badArguments)
            explanation = unconfirmed.words
        case let none as NothingToName:
            kind = RefusalKind("nothingToName", .failed)
            explanation = RefusalWords(none.message, next: none.next)
        case let few as Surroundings.FewFiles:
            kind = RefusalKind("fewFiles", .failed)
            explanation = RefusalWords(
                "assent cannot open enough files at once (ulimit -n): it needs \(few.needed) more.")
        case let missing as ReasonMissing:
            kind = RefusalKind("reasonMissing", .badArguments)
            explanation =
                RefusalWords(
                    "it is somebody else's request: say why you withdraw it. Nothing was changed.",
                    next: [.init("for example", missing.command)])
        case let none as NoTerminal:
            kind = RefusalKind("noTerminal", .failed)
            explanation =
                RefusalWords(
                    "edit needs a terminal. Without one, these do the same:",
                    next: (workspace.flatMap(Self.currentDraft) == nil
                        ? [.init("start a draft", "assent draft start <name>")] : []) + [
                            .init("change \(none.path), then", "assent save"),
                            .init("then", "assent submit"),
                        ])
        case let unknown as UnknownSetting:
            kind = RefusalKind("unknownSetting", .badArguments)
            let near = unknown.name.near
            explanation =
                RefusalWords(
                    "\(unknown.name.message).",
                    facts: near.isEmpty ? [] : ["did you mean \(near.map { Words($0) }.inWords("or"))?"],
                    next: [.init("see all settings", "assent settings")])
        default:
            kind = RefusalKind("unexpected", .failed)
            explanation = RefusalWords(error, in: RefusalContext(nil))
        }
    }

    private static func words(of unfit: UnfitSetting) -> RefusalWords {
        let (problem, lookUp) = (unfit.problem, NextStep("see what there is", unfit.lookUp))
        let help = problem.help.map { Words($0) } ?? Words()
        guard let command = problem.command else {
            return RefusalWords("\(problem.message).", facts: help.isEmpty ? [] : [help], next: [lookUp])
        }
        return RefusalWords("\(problem.message).", next: [NextStep(help, command), lookUp])
    }

    /// Who reads is worked out again: it may be the very thing that failed.
    static func reader(of workspace: OpenWorkspace) -> Reader? {
        let member: Member?
        do { member = try workspace.me() } catch { member = nil }
        do { return try Reader(workspace, member) } catch { return nil }
    }

    private static func currentDraft(of workspace: OpenWorkspace) -> String? {
        do { return try Drafts(workspace).current()?.name } catch { return nil }
    }

    /// These names are promised, whatever the cases are called.
    private static func kind(of problem: RemoteError.Problem) -> RefusalKind {
        switch problem {
        case .unreachable: RefusalKind("unreachable", .failed)
        case .hostKey, .hostKeyChanged: RefusalKind("hostKey", .failed)
        case .authentication: RefusalKind("authentication", .failed)
        case .noPermission: RefusalKind("noPermission", .refused)
        case .noRepository: RefusalKind("noRepository", .failed)
        case .notRemote: RefusalKind("notRemote", .failed)
        case .protectedBranch: RefusalKind("protectedBranch", .refused)
        case .hook: RefusalKind("hook", .refused)
        case .noAtomicPush: RefusalKind("noAtomicPush", .failed)
        case .noSpace: RefusalKind("noSpace", .failed)
        case .moved: RefusalKind("moved", .conflict)
        case .lockedThere: RefusalKind("lockedThere", .failed)
        case .nameTaken: RefusalKind("nameTaken", .failed)
        case .checkedOut: RefusalKind("checkedOut", .failed)
        case .noAnswer: RefusalKind("noAnswer", .failed)
        case .noSuchRef: RefusalKind("noSuchRef", .failed)
        case .lockedHere: RefusalKind("lockedHere", .failed)
        case .readOnlyHere: RefusalKind("readOnlyHere", .failed)
        case .noSpaceHere: RefusalKind("noSpaceHere", .failed)
        case .other: RefusalKind("other", .failed)
        }
    }
}

// MARK: - Telling

extension Invocation {
    /// Words on standard error, and on standard output what the format has for it: a document, an annotation.
    ///
    /// - Parameter wasForwarded: git's own words stand above.
    func fail(_ failure: Failure, wasForwarded: Bool = false) -> ExitStatus {
        let words = failure.explanation
        if global.format == .json { terminal.print(JSONDocument(error: words, failure.kind).text) }
        if global.format == .github {
            let steps = words.next.map { "\($0.label.plain): \($0.command)" }
            let message = ([words.message.plain] + words.facts.map(\.plain) + steps).joined(separator: "\n")
            terminal.print(WorkflowCommand("error", [("title", "assent")], message).line)
        }
        // `git commit says: …`
        let teller = words.message.plain.firstRange(of: " says: ").map { words.message.plain[..<$0.lowerBound] }
        let told =
            wasForwarded && teller?.hasPrefix("git ") == true
            ? RefusalWords("\(String(teller ?? "git")) failed. Its output is above.", next: words.next) : words
        terminal.complain(told.page.text(terminal.errorStyle))
        return failure.kind.status
    }
}
