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
    /// waits until it is closed. Ctrl-C meanwhile is the editor's.
    ///
    /// - Throws: if there is no editor, or it did not end well.
    package func edit(_ path: String) async throws(GitError) {
        let named = try await check(["var", "GIT_EDITOR"]).text
        let editor = named.hasSuffix("\n") ? String(named.dropLast()) : named
        // A handler, unlike what is ignored, is not handed on to the editor.
        let before = signal(SIGINT) { _ in }
        defer { signal(SIGINT, before) }
        let status: Int32
        do {
            // A line of shell; git, too, gives the path as an argument behind it.
            let result = try await Subprocess.run(
                .name("sh"), arguments: ["-c", "\(editor) \"$@\"", editor, path], environment: custom,
                input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError)
            status = result.terminationStatus.number
        } catch {
            throw GitError(message: "the editor \(editor) could not be run: \(error)", function: "editor")
        }
        if status != 0 {
            throw GitError(
                code: status, message: "the editor \(editor) ended with status \(status)", function: "editor")
        }
    }
}
