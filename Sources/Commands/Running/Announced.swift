import Approvals
import Synchronization

/// Acts that were done, and of which members are to hear.
final class Announced: Sendable {
    private let noted = Mutex<[(announcement: Announcement, problem: FileProblem?)]>([])

    func note(_ announcement: Announcement, _ problem: FileProblem?) {
        noted.withLock { $0.append((announcement, problem)) }
    }

    func take() -> [(announcement: Announcement, problem: FileProblem?)] {
        noted.withLock { noted in
            defer { noted = [] }
            return noted
        }
    }
}
