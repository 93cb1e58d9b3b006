import Git

/// Where requests landed on the line to a tip that main had: as it was proven here before, and where the line went on since
/// as its commits have it.
struct PastLandings {
    private let repository: Repository
    private let tip: ObjectID
    private let proven: Remembered?

    init(upTo tip: ObjectID, in repository: Repository) {
        self.repository = repository
        self.tip = tip
        proven = Remembered(of: repository)
    }

    /// Those of these requests that landed, each with its commit.
    func commits(of requests: Set<String>) throws -> [String: ObjectID] {
        if requests.isEmpty { return [:] }
        let since = try proven.flatMap { try repository.firstParents(from: tip, until: $0.tip) }
        var found: [String: ObjectID] = [:]
        if since != nil, let proven {
            for request in requests { found[request] = proven.landings.commit(of: request) }
        }
        for id in try since ?? repository.firstParents(from: tip) where found.count < requests.count {
            if let landing = try LandingOnMain(at: id, in: repository), requests.contains(landing.request) {
                found[landing.request] = id
            }
        }
        return found
    }
}
