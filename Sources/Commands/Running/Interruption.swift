#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ctrl-C at a question: a last word, and then the process ends by the signal, as its caller expects (status 130).
///
/// Swift's `readLine` goes on reading behind a signal, so the handler itself must speak: it only calls what POSIX lets
/// a handler call.
enum Interruption {
    /// Where the handler finds its words: plain memory, which is never freed while it may be read.
    nonisolated(unsafe) private static var words: UnsafeMutableRawPointer?
    nonisolated(unsafe) private static var count = 0

    /// What the signal does where nobody is asked.
    nonisolated(unsafe) private static var usual: (@convention(c) (Int32) -> Void)?

    /// - Parameter farewell: for standard error; nil: the questions are over, and the signal does what it did before.
    static func say(_ farewell: [UInt8]?) {
        if words != nil { signal(SIGINT, usual) }
        words?.deallocate()
        words = nil
        guard let farewell, !farewell.isEmpty else { return }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: farewell.count, alignment: 1)
        memory.copyMemory(from: farewell, byteCount: farewell.count)
        (words, count) = (memory, farewell.count)
        usual = signal(SIGINT) { _ in
            // Whether it could be written changes nothing: the process ends.
            if let words = Interruption.words { _ = write(STDERR_FILENO, words, Interruption.count) }
            signal(SIGINT, SIG_DFL)
            raise(SIGINT)
        }
    }
}
