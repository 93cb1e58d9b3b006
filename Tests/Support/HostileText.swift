import Dispatch
import Foundation
import Synchronization

/// Texts that nobody writes and anybody may push, and how long it takes to read them: time in proportion to their length,
/// and no stack.
package enum HostileText {
    /// Seconds of a thread's own time, in a build that is not optimised. What grows with the square takes minutes.
    package static let patience = 4.0

    /// How long something takes on a thread with as small a stack as any has that a command works on.
    package static func cost(_ work: @escaping @Sendable () -> Void) -> Double {
        let seconds = Mutex(0.0)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let start = Self.threadTime()
            work()
            let spent = Self.threadTime() - start
            seconds.withLock { $0 = spent }
            done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        done.wait()
        return seconds.withLock { $0 }
    }

    private static func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    package static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    package static func nested(_ open: String, _ close: String, _ count: Int, _ inner: String = "1") -> String {
        many(open, count) + inner + many(close, count)
    }

    package static func list(_ count: Int, _ item: (Int) -> String) -> String {
        (0..<count).map(item).joined(separator: ", ")
    }
}
