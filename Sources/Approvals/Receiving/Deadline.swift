import FoundationEssentials

/// When a push has to be judged: the person who pushed is waiting. A push that cannot be judged by then is refused.
package struct Deadline: Sendable {
    package static let seconds = 30

    private let end: Date
    private let clock: @Sendable () -> Date

    /// - Parameter seconds: from now.
    package init(_ session: Session, seconds: Int = Deadline.seconds) {
        clock = session.clock
        end = session.clock().addingTimeInterval(Double(seconds))
    }

    struct Passed: Error {}

    func check() throws(Passed) {
        if clock() > end { throw Passed() }
    }
}
