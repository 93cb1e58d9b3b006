#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends this process when it has taken too long, even where it hangs in a library: a signal comes then, whose handler needs
/// nothing of the program.
enum TimeLimit {
    /// What is said then, in memory that a handler may read.
    nonisolated(unsafe) private static var words: UnsafeMutableBufferPointer<UInt8>?

    /// - Parameter seconds: 0: no longer.
    static func set(_ seconds: Int, _ text: String) {
        alarm(0)
        if seconds == 0 { return }
        let bytes = Array(text.utf8)
        let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = memory.initialize(from: bytes)
        words = memory
        signal(SIGALRM) { _ in
            if let words = TimeLimit.words { _ = write(STDERR_FILENO, words.baseAddress, words.count) }
            _exit(1)
        }
        // Whoever started us may have put it off.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGALRM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        alarm(UInt32(seconds))
    }
}
