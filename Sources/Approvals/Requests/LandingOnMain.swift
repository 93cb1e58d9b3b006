import FoundationEssentials
package import Git
import YAML

/// A merge on main's line that brings the events of a request, as it is on record there: `Verifier` says whether it is
/// valid. What it landed is read from the events; nothing is decided by what the merge's own message says.
package struct LandingOnMain: Hashable, Sendable {
    package let commit: ObjectID
    package let lastEvent: ObjectID
    /// The request's id, as its last event names it.
    package let request: String
}

extension LandingOnMain {
    /// Nil: the commit is none.
    init?(at id: ObjectID, in repository: Repository) throws {
        let commit = try repository.commit(id)
        guard commit.parents.count == 2, let signed = SignedEvent(in: try repository.commit(commit.parents[1])) else {
            return nil
        }
        self.init(commit: id, lastEvent: commit.parents[1], request: signed.event.link?.request ?? signed.digest)
    }
}

/// The landings on main, as its commits have them: not proven.
package struct Landings: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// All of them, newest first.
    func all() throws -> [LandingOnMain] { try repository.firstParents(from: tip).compactMap(landing(at:)) }

    func landing(at id: ObjectID) throws -> LandingOnMain? { try LandingOnMain(at: id, in: repository) }

    /// The drafts that were published since a moment, each with when it was last, as its events tell it. The line is
    /// followed no further than to the first commit that is older.
    func drafts(since moment: String) throws -> [ExactText: String] {
        var drafts: [ExactText: String] = [:]
        var next: ObjectID? = tip
        while let id = next {
            let commit = try repository.commit(id)
            if commit.committer.time < Timestamp.seconds(moment) { break }
            if let landing = try landing(at: id), let chain = try chain(of: landing),
                let draft = chain.events.last(where: { $0.event.isProposal })?.event.proposal?.draft
            {
                drafts[ExactText(draft)] = drafts[ExactText(draft)] ?? chain.last.event.time
            }
            next = commit.parents.first
        }
        return drafts
    }

    /// Nil: what it landed are not the events of a request.
    func chain(of landing: LandingOnMain) throws -> EventChain? {
        do { return try EventChain(endingIn: landing.lastEvent, in: repository) } catch is ChainProblem { return nil }
    }

    /// Which of these requests have landed up to a commit.
    func landed(of requests: Set<String>, upTo onto: ObjectID) throws -> Set<String> {
        var landed: Set<String> = []
        guard !requests.isEmpty else { return landed }
        for id in try repository.firstParents(from: onto) where landed.count < requests.count {
            if let landing = try landing(at: id), requests.contains(landing.request) { landed.insert(landing.request) }
        }
        return landed
    }
}
