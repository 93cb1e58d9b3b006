internal import Subprocess

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension GitProcess {
    /// Opens a file in git's editor (`GIT_EDITOR`, `core.editor`, `VISUAL`, `EDITOR`) on the terminal, as git does, and
    /// waits until it is closed. Ctrl-C meanwhile is the editor's; what else would end this process ends the editor
    /// first.
    ///
    /// - Throws: if there is no editor, or it did not end well.
    package func edit(_ path: String) async throws(GitError) {
        // It knows of none where the terminal can show none (`TERM=dumb`).
        let output = try await run(["var", "GIT_EDITOR"])
        let editor = output.text.hasSuffix("\n") ? String(output.text.dropLast()) : output.text
        // `EDITOR=`, which git would try to run.
        guard output.isSuccess, editor.contains(where: { !$0.isWhitespace }) else {
            throw GitError(message: "git has no editor that works here", function: "editor")
        }
        // A handler, unlike what is ignored, is not handed on to the editor.
        let before = signal(SIGINT) { _ in }
        defer {
            Self.letPass(SIGINT)
            signal(SIGINT, before)
        }
        Interrupts.hold()
        defer { Interrupts.release() }
        var place: Int?
        defer { Interrupts.ended(place) }
        let status: Int32
        do {
            // A line of shell; git, too, gives the path as an argument behind it.
            let result = try await Subprocess.run(
                .name("sh"), arguments: ["-c", Self.line(of: editor), editor, path], environment: custom,
                input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError
            ) { place = Interrupts.started($0.processIdentifier.value) }
            status = result.terminationStatus.number
        } catch {
            throw GitError(code: 126, message: "the editor \(editor) could not be run: \(error)", function: "editor")
        }
        // With these statuses the shell says that there is no such program, or that it cannot be run.
        if status == 127 || status == 126 {
            let what = status == 127 ? "was not found" : "cannot be run"
            throw GitError(code: status, message: "the editor \(editor) \(what)", function: "editor")
        }
        if status != 0 {
            throw GitError(
                code: status, message: "the editor \(editor) ended with status \(status)", function: "editor")
        }
    }

    /// Waits for a signal that came to the editor and this process alike: the thread that takes it may be late.
    private static func letPass(_ number: Int32) {
        var pending = sigset_t()
        for _ in 0..<1000 where sigpending(&pending) == 0 && sigismember(&pending, number) == 1 { usleep(1000) }
    }

    /// A program with its options takes the place of the shell, so that a signal for the one reaches the other. What
    /// only a shell knows (a function, a redirection, `:`) runs within it.
    private static func line(of editor: String) -> String {
        let isProgram =
            editor.first.map { $0.isLetter || $0 == "/" } ?? false
            && !editor.contains { ";&|<>(){}$`!*?#=\n".contains($0) }
        return "\(isProgram ? "exec " : "")\(editor) \"$@\""
    }
}
