internal import CGit2
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Signals that end the process (Ctrl-C, a terminal that is closed, a CI job that is cancelled), put off while a lock is
/// held or a git runs.
///
/// git takes its lock files away in a signal handler. Here none is left to take away: the signal is passed on to the gits
/// that run, which end in their own way, and it ends the process as soon as the last lock is released.
package enum Interrupts {
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    /// How many locks and gits there are.
    private static let held = Atomic(0)
    /// The signal that was put off; 0: none.
    private static let waiting = Atomic<Int32>(0)
    /// When, in seconds.
    private static let since = Atomic(0)
    /// The process ids of gits, in memory that a handler may read; 0: free.
    nonisolated(unsafe) private static let gits: UnsafeMutablePointer<Atomic<Int32>> = {
        let gits = UnsafeMutablePointer<Atomic<Int32>>.allocate(capacity: places)
        for index in 0..<places { (gits + index).initialize(to: Atomic(0)) }
        return gits
    }()
    private static let places = 64

    /// For the process that a person or a job started; tests, which run commands in their own, do not call it. What is
    /// ignored (`nohup`) stays so.
    package static func take() {
        // What is made at its first use is made now: a handler makes nothing.
        _ = (held.load(ordering: .relaxed), waiting.load(ordering: .relaxed), since.load(ordering: .relaxed), gits)
        for number in signals {
            let before = signal(number, Self.handler)
            if isIgnoring(before) { signal(number, SIG_IGN) }
        }
    }

    /// Puts signals off until it is done.
    static func hold() { held.add(1, ordering: .sequentiallyConsistent) }

    static func release() {
        let left = held.subtract(1, ordering: .sequentiallyConsistent).newValue
        let number = waiting.load(ordering: .sequentiallyConsistent)
        if left == 0, number != 0 { end(number) }
    }

    /// Notes a git that runs: a signal is passed on to it.
    ///
    /// - Returns: its place, for `ended`; nil if there are too many.
    static func started(_ process: Int32) -> Int? {
        let place = (0..<places).first {
            gits[$0].compareExchange(expected: 0, desired: process, ordering: .sequentiallyConsistent).exchanged
        }
        let number = waiting.load(ordering: .sequentiallyConsistent)
        if number != 0 { kill(process, number) }
        return place
    }

    static func ended(_ place: Int?) {
        if let place { gits[place].store(0, ordering: .sequentiallyConsistent) }
    }

    /// Only calls what POSIX lets a handler call.
    private static let handler: @convention(c) (Int32) -> Void = { number in
        let before = errno
        defer { errno = before }
        if Interrupts.held.load(ordering: .sequentiallyConsistent) == 0 { return Interrupts.end(number) }
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let isFirst = Interrupts.waiting.compareExchange(
            expected: 0, desired: number, ordering: .sequentiallyConsistent
        ).exchanged
        if isFirst { Interrupts.since.store(now.tv_sec, ordering: .sequentiallyConsistent) }
        // A person who presses Ctrl-C again means it; the same Ctrl-C may come twice, from the terminal and from a
        // parent.
        if now.tv_sec > Interrupts.since.load(ordering: .sequentiallyConsistent) + 1 { return Interrupts.end(number) }
        for place in 0..<Interrupts.places {
            let process = Interrupts.gits[place].load(ordering: .sequentiallyConsistent)
            if process != 0 { kill(process, number) }
        }
        // The last lock may have been released before it could see that a signal waits.
        if Interrupts.held.load(ordering: .sequentiallyConsistent) == 0 { Interrupts.end(number) }
    }

    private static func end(_ number: Int32) {
        signal(number, SIG_DFL)
        // Threads that do what tasks want done let no signal through.
        var this = sigset_t()
        sigemptyset(&this)
        sigaddset(&this, number)
        pthread_sigmask(SIG_UNBLOCK, &this, nil)
        raise(number)
    }
}

extension Interrupts {
    /// `SIG_IGN` is a number in the place of a function.
    private static func isIgnoring(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
        unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
