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
            input: Input(isTerminal: isatty(STDIN_FILENO) == 1) { Swift.readLine() },
            output: output(STDOUT_FILENO), errors: output(STDERR_FILENO))
    }

    private static func output(_ descriptor: Int32) -> Output {
        let isTerminal = isatty(descriptor) == 1
        return Output(isTerminal: isTerminal, width: isTerminal ? width(of: descriptor) : nil) { bytes in
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

    private static func width(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
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
