import Approvals
import Git
import Resources
import Review

/// Words that go on record: from `-m` or, on a terminal, from git's editor.
extension Invocation {
    /// Words without which the act makes no sense.
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
        let words = try await written("", act, command, in: workspace)
        try words.requireRoom()
        return words
    }

    /// Words that replace a default message.
    ///
    /// - Parameter usual: the default message, which the editor shows.
    /// - Returns: nil: the usual ones.
    func words(
        _ typed: String?, insteadOf usual: String, for act: Words, _ command: [String], in workspace: OpenWorkspace
    ) async throws -> String? {
        guard typed == nil, mayAsk, !global.saysYes else { return typed }
        do {
            let words = try await written(usual, act, command, in: workspace)
            return words == usual ? nil : words
        } catch let error as GitError where error.lacksEditor {
            note(sentence: "\(error.message), so the default message is used: \(usual)")
            return nil
        }
    }

    private func written(
        _ start: String, _ act: Words, _ command: [String], in workspace: OpenWorkspace
    ) async throws -> String {
        let editor = MessageEditor(workspace)
        afterFailure = [NextStep("or without an editor", "\(Shell.line(command)) -m \"…\"")]
        let words = try await editor.words(
            startingWith: start, about: Page(.paragraph(act)).text(Style(width: 72)))
        guard !words.isEmpty else {
            throw CalledOff(farewell: RefusalWords("cancelled: the message is empty, so nothing was done.").page)
        }
        // What somebody took the time to write is not lost with what it was for.
        let isShort = words.count <= 72 && !words.contains("\n")
        let message = isShort ? Shell.quoted(words) : "\"$(cat \(Shell.quoted(editor.path)))\""
        afterFailure = [NextStep("then, with what you wrote", "\(Shell.line(command)) -m \(message)")]
        return words
    }
}
