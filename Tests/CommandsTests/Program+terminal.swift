import Support

extension Program {
    /// Runs `assent` with these words on a terminal of its own.
    ///
    /// - Parameter keys: a list in Python of what is looked for on the terminal, and what is pressed then:
    ///   `[("[y/N]", 'y\\n')]`.
    static func typing(
        _ keys: String, at words: String, with environment: [String: String]
    ) async throws -> ChildProcess.Output {
        let typist = ScratchRepository.current.folder + "/typist.py"
        try write(Self.typist, to: typist)
        return try await shell(
            "python3 \(typist) \"$KEYS\" assent --no-color \(words)", with: environment.merging(["KEYS": keys]) { $1 })
    }

    private static let typist = """
        import os, pty, sys
        program, child = sys.argv[2:], None
        keys = eval(sys.argv[1])
        child, terminal = pty.fork()
        if child == 0:
            os.execvp(program[0], program)
        seen = b""
        while True:
            try:
                read = os.read(terminal, 4096)
            except OSError:
                break
            if not read:
                break
            sys.stdout.buffer.write(read)
            seen += read
            while keys and keys[0][0].encode() in seen:
                question, key = keys.pop(0)
                seen = seen.split(question.encode(), 1)[1]
                os.write(terminal, key.encode())
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.flush()
        sys.exit(128 - status if status < 0 else status)

        """
}
