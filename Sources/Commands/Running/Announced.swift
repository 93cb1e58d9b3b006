import Approvals
import Synchronization

/// Acts that were done, and of which members are to hear.
final class Announced: Sendable {
    private let noted = Mutex<[(announcement: Announcement, problem: (any Error)?)]>([])

    /// - Parameter announcement: as `Session.announced` is given it.
    func note(_ announcement: any Sendable, _ problem: (any Error)?) {
        guard let announcement = announcement as? Announcement else { return }
        noted.withLock { $0.append((announcement, problem)) }
    }

    func take() -> [(announcement: Announcement, problem: (any Error)?)] {
        noted.withLock { noted in
            defer { noted = [] }
            return noted
        }
    }
}
