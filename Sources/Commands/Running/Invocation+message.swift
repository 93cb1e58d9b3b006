import Approvals
import Git
import Resources
import Review

/// What goes on record in words: from `-m`, and without it on a terminal from git's editor.
extension Invocation {
    /// Words without which there is nothing to do.
    ///
    /// - Parameters:
    ///   - act: what they are for, and who will read them.
    ///   - command: the same, typed with `-m` behind it.
    ///   - missing: without a terminal.
    func words(
        _ typed: String?, for act: Words, _ command: [String], in workspace: OpenWorkspace,
        orElse missing: @autoclosure () -> any Error
    ) async throws -> String {
        if let typed { return typed }
        guard mayAsk else { throw missing() }
        let ending = "To call the command off, leave the message empty."
        guard let words = try await written("", act, ending, command, in: workspace), !words.isEmpty else {
            throw calledOff(because: "the message is empty")
        }
        try words.requireRoom()
        return words
    }

    /// Words that stand in the place of others.
    ///
    /// - Parameter usual: what is said without them; it stands in the editor.
    /// - Returns: nil: the usual ones.
    func words(
        _ typed: String?, insteadOf usual: String, for act: Words, _ command: [String], in workspace: OpenWorkspace
    ) async throws -> String? {
        guard typed == nil, mayAsk, !global.saysYes else { return typed }
        let ending = "To call the command off, leave without saving, or with an empty message."
        do {
            guard let words = try await written(usual, act, ending, command, in: workspace) else {
                throw calledOff(
                    because: "the message was not saved",
                    NextStep("to use it as it stands", Shell.line(command + ["--yes"])))
            }
            if words.isEmpty { throw calledOff(because: "the message is empty") }
            return words == usual ? nil : words
        } catch let problem as EditorProblem where problem.error.lacksEditor {
            note(sentence: "\(problem.error.message), so the default message is used: \(usual)")
            return nil
        }
    }

    private func calledOff(because why: Words, _ next: NextStep? = nil) -> CalledOff {
        CalledOff(
            farewell: RefusalWords("called off: \(why), so nothing was done.", next: next.map { [$0] } ?? []).page)
    }

    /// - Returns: nil: the editor was left without saving.
    private func written(
        _ start: String, _ act: Words, _ ending: String, _ command: [String], in workspace: OpenWorkspace
    ) async throws -> String? {
        let editor = try MessageEditor(workspace)
        afterFailure = [NextStep("or without an editor", "\(Shell.line(command)) -m \"…\"")]
        do {
            let about = Page(.paragraph(act)).text(Style(width: 72))
            switch try await editor.answer(startingWith: start, about: about, ending: ending) {
            case .words(let words) where !words.isEmpty:
                keepWords(words, of: editor, for: command)
                return words
            case .words(let nothing):
                editor.forget()
                return nothing
            case .unwritten:
                editor.forget()
                return nil
            }
        } catch let problem as EditorProblem {
            if let path = problem.kept { afterFailure = [kept(at: path, for: command)] }
            throw problem
        }
    }

    /// What somebody took the time to write is not lost with what it was for.
    private func keepWords(_ words: String, of editor: MessageEditor, for command: [String]) {
        let isShort = words.count <= 72 && !words.contains("\n")
        afterFailure = [
            isShort
                ? NextStep("then, with what you wrote", "\(Shell.line(command)) -m \(Shell.quoted(words))")
                : kept(at: editor.path, for: command)
        ]
        afterSuccess = editor.forget
    }

    private func kept(at path: String, for command: [String]) -> NextStep {
        NextStep("then, with what you wrote", "\(Shell.line(command)) -m \"$(cat \(Shell.quoted(path)))\"")
    }
}
