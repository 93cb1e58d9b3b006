import FoundationEssentials
import Git
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Surroundings {
    /// What this process was given. A reader that went away (`assent log | head`) and a full disk end nothing half way:
    /// that nobody gets the rest is told at the end.
    package static func ofProcess() -> Surroundings {
        occupyStandardDescriptors()
        // Then a write fails, and says why.
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
        Interrupts.take()
        var surroundings = Surroundings(
            directory: workingDirectory(), environment: processEnvironment(), clock: { Date() },
            randomness: { count in
                var generator = SystemRandomNumberGenerator()
                return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            },
            input: Input(isTerminal: isatty(STDIN_FILENO) == 1, atInterrupt: Interruption.say) { line() },
            output: output(STDOUT_FILENO), errors: output(STDERR_FILENO), minutesAhead: minutesAhead, page: show)
        surroundings.input.readAll = readAll
        surroundings.program = program()
        surroundings.limitTime = TimeLimit.set
        surroundings.startAlone = startAlone
        surroundings.fewFiles = fewFiles()
        return surroundings
    }

    /// `POSIX_SPAWN_SETSID` of spawn.h, which Swift does not see in glibc's.
    #if canImport(Darwin)
        private static let newSession: Int16 = 0x400
    #else
        private static let newSession: Int16 = 0x80
    #endif

    /// Without a terminal, and without anything to read or write that would keep others waiting for its end.
    @Sendable
    private static func startAlone(_ arguments: [String]) {
        guard let program = program() else { return }
        var attributes = posix_spawnattr_t()
        var actions = posix_spawn_file_actions_t()
        posix_spawnattr_init(&attributes)
        posix_spawn_file_actions_init(&actions)
        defer {
            posix_spawnattr_destroy(&attributes)
            posix_spawn_file_actions_destroy(&actions)
        }
        posix_spawnattr_setflags(&attributes, newSession)
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, "/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY, 0)
        }
        var words = (["assent"] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var process = pid_t()
        posix_spawn(&process, program, &actions, &attributes, words, environ)
    }

    private static func program() -> String? {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard readlink("/proc/self/exe", &path, path.count - 1) > 0 else { return nil }
        return String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func readAll(_ most: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= most {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { break }
        }
        return bytes
    }

    /// Pipes to git, packs and objects on every core. Runtime and libraries end the process where there is no room for
    /// theirs, so that it is looked for beforehand.
    private static func fewFiles() -> FewFiles? {
        var limit = rlimit()
        let kind = openFiles
        // Whoever starts us sets what is usual; what is allowed is usually more.
        if getrlimit(kind, &limit) == 0, limit.rlim_cur < 4096, limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = min(limit.rlim_max, 4096)
            setrlimit(kind, &limit)
        }
        let needed = 32
        let opened = (0..<needed).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        defer { for descriptor in opened where descriptor >= 0 { close(descriptor) } }
        return opened.contains { $0 < 0 } ? FewFiles(needed: needed) : nil
    }

    #if canImport(Glibc)
        private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let openFiles = RLIMIT_NOFILE
    #endif

    /// Ends the process: by the signal, as other programs do, where nobody reads the output any more.
    package static func end(_ status: Int32) -> Never {
        if status == readerLeft {
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        exit(status)
    }

    /// What a shell makes of a process that `SIGPIPE` ended.
    static let readerLeft: Int32 = 128 + SIGPIPE

    /// One that is closed would be taken by the next file that is opened, and what is printed written into it. Nothing can
    /// be written into these.
    private static func occupyStandardDescriptors() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest that is free is this one.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// A line that was ended by Enter: who presses Ctrl-D behind a word has not answered.
    private static func line() -> String? {
        guard let line = Swift.readLine(strippingNewline: false), line.last?.isNewline == true else { return nil }
        return String(line.dropLast())
    }

    /// By the zone of this machine, or of `TZ`.
    @Sendable
    private static func minutesAhead(_ seconds: Int64) -> Int {
        var moment = time_t(seconds)
        var local = tm()
        tzset()
        return localtime_r(&moment, &local) == nil ? 0 : local.tm_gmtoff / 60
    }

    private static func output(_ descriptor: Int32) -> Output {
        let isTerminal = isatty(descriptor) == 1
        let size = isTerminal ? size(of: descriptor) : nil
        let problem = FirstProblem()
        var output = Output(isTerminal: isTerminal, width: size?.width, height: size?.height) { bytes in
            // Once something could not be written, nothing is written after it: output never has a gap.
            guard problem.number == nil else { return }
            if let number = send(bytes, to: descriptor) { problem.note(number) }
        }
        output.problem = { problem.number }
        return output
    }

    /// `errno` if not all of it could be written.
    private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 {
                return EIO
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                // A pipe that whoever made it set not to block: its reader is slow.
                var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&place, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }

    private static func size(of descriptor: Int32) -> (width: Int, height: Int)? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// As git does: `less` ends at once where the text fits, and lets colours through.
    ///
    /// - Returns: whether it ended well; else nobody knows what was seen of the text.
    package static func show(_ text: [UInt8], with pager: String) -> Bool {
        guard let pipe = popen("LESS=${LESS-FRX} LV=${LV--c} \(pager)", "w") else { return false }
        // Ctrl-C is for the pager, which the person looks at.
        let before = signal(SIGINT, SIG_IGN)
        fwrite(text, 1, text.count, pipe)
        let status = pclose(pipe)
        signal(SIGINT, before)
        return status == 0
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

/// `errno` of the first write that failed.
private final class FirstProblem: Sendable {
    private let first = Mutex<Int32?>(nil)

    var number: Int32? { first.withLock { $0 } }

    func note(_ number: Int32) { first.withLock { $0 = $0 ?? number } }
}
