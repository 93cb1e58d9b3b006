import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Surroundings {
    /// What this process was given. A reader that went away (`assent log | head`) ends nothing half way: writing to it
    /// is given up in silence.
    package static func ofProcess() -> Surroundings {
        signal(SIGPIPE, SIG_IGN)
        return Surroundings(
            directory: workingDirectory(), environment: processEnvironment(), clock: { Date() },
            randomness: { count in
                var generator = SystemRandomNumberGenerator()
                return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            },
            input: Input(isTerminal: isatty(STDIN_FILENO) == 1, atInterrupt: Interruption.say) { Swift.readLine() },
            output: output(STDOUT_FILENO), errors: output(STDERR_FILENO), page: page)
    }

    private static func output(_ descriptor: Int32) -> Output {
        let isTerminal = isatty(descriptor) == 1
        let size = isTerminal ? size(of: descriptor) : nil
        return Output(isTerminal: isTerminal, width: size?.width, height: size?.height) { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }

    private static func size(of descriptor: Int32) -> (width: Int, height: Int)? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// As git does: `less` ends at once where the text fits, and lets colours through.
    private static func page(_ text: [UInt8], with pager: String) {
        guard let pipe = popen("LESS=${LESS-FRX} LV=${LV--c} \(pager)", "w") else { return }
        // Ctrl-C is for the pager, which the person looks at.
        let before = signal(SIGINT, SIG_IGN)
        fwrite(text, 1, text.count, pipe)
        pclose(pipe)
        signal(SIGINT, before)
    }

    private static func workingDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    private static func processEnvironment() -> [String: String] {
        var values: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                values[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return values
    }
}
