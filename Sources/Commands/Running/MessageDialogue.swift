import Approvals
import Git
import Resources
import Review

/// Words that go on record: from `-m`, and without it on a terminal from git's editor.
struct MessageDialogue {
    private let invocation: Invocation
    private let workspace: OpenWorkspace
    /// The same, typed with `-m` behind it.
    private let command: [String]

    init(_ invocation: Invocation, _ command: [String], in workspace: OpenWorkspace) {
        self.invocation = invocation
        self.command = command
        self.workspace = workspace
    }

    /// Words without which there is nothing to do.
    ///
    /// - Parameters:
    ///   - act: what they are for, and who will read them.
    ///   - missing: without a terminal.
    func words(
        _ typed: String?, for act: Words, orElse missing: @autoclosure () -> any Error
    ) async throws -> String {
        if let typed { return typed }
        guard invocation.mayAsk else { throw missing() }
        let ending = "To cancel the command, leave the message empty."
        guard let words = try await written("", act, ending), !words.isEmpty else {
            throw calledOff(because: "the message is empty")
        }
        try words.requireRoom()
        return words
    }

    /// Words that stand in the place of others.
    ///
    /// - Parameter usual: what is said without them; it stands in the editor.
    /// - Returns: nil: the usual ones.
    func words(_ typed: String?, insteadOf usual: String, for act: Words) async throws -> String? {
        guard typed == nil, invocation.mayAsk, !invocation.global.saysYes else { return typed }
        let ending = "To cancel the command, empty the message."
        do {
            // Left alone, the message is the usual one, as where git merges.
            guard let words = try await written(usual, act, ending) else { return nil }
            if words.isEmpty { throw calledOff(because: "the message is empty") }
            return words == usual ? nil : words
        } catch let problem as EditorProblem where problem.error.lacksEditor {
            invocation.note(sentence: "\(problem.error.message), so the default message is used: \(usual)")
            return nil
        }
    }

    private func calledOff(because why: Words) -> CalledOff {
        CalledOff(farewell: RefusalWords("cancelled: \(why), so nothing was done.").page)
    }

    /// - Returns: nil: the editor was left without saving.
    private func written(
        _ start: String, _ act: Words, _ ending: String
    ) async throws -> String? {
        let editor = try MessageEditor(workspace)
        invocation.afterFailure = [NextStep("or without an editor", "\(Shell.line(command)) -m \"…\"")]
        do {
            let about = Page(.paragraph(act)).text(Style(width: 72))
            switch try await editor.answer(startingWith: start, about: about, ending: ending) {
            case .words(let words) where !words.isEmpty:
                keep(words, of: editor)
                return words
            case .words(let nothing):
                editor.forget()
                return nothing
            case .unwritten:
                editor.forget()
                return nil
            }
        } catch let problem as EditorProblem {
            if let path = problem.kept { invocation.afterFailure = [kept(at: path)] }
            throw problem
        }
    }

    /// What somebody took the time to write is not lost with what it was for.
    private func keep(_ words: String, of editor: MessageEditor) {
        let isShort = words.count <= 72 && !words.contains("\n")
        invocation.afterFailure = [
            isShort
                ? NextStep("then, with what you wrote", "\(Shell.line(command)) -m \(Shell.quoted(words))")
                : kept(at: editor.path)
        ]
        invocation.afterSuccess = editor.forget
    }

    private func kept(at path: String) -> NextStep {
        NextStep("then, with what you wrote", "\(Shell.line(command)) -m \"$(cat \(Shell.quoted(path)))\"")
    }
}
