import Approvals
import Git

/// Commits as they are stored, each with one message and on top of the one before.
final class PushedLine {
    let messages: [[UInt8]]
    private let tip: ObjectID
    private let commits: [ObjectID: Commit]
    private var chains: [ObjectID: EventChain] = [:]

    init(_ messages: [[UInt8]]) throws {
        var commits: [ObjectID: Commit] = [:]
        var tip: ObjectID?
        for message in messages {
            let parent = tip.map { "parent \($0)\n" } ?? ""
            let headers =
                "tree \(ObjectID.emptyTree)\n\(parent)author a <a@assent.invalid> 0 +0000\n"
                + "committer a <a@assent.invalid> 0 +0000\n\n"
            let raw = Array(headers.utf8) + message
            let commit = try Commit(id: raw.withUnsafeBytes { ObjectID(of: $0, .commit) }, raw: raw)
            try hold(
                commit.messageBytes == message && commit.parents == [tip].compactMap { $0 },
                "no message passes for a header")
            commits[commit.id] = commit
            tip = commit.id
        }
        self.messages = messages
        self.commits = commits
        self.tip = tip ?? .zero
    }

    /// Nil: the commits are not a chain of events.
    func chainIfAny() throws -> EventChain? { do { return try chain() } catch is Refused { return nil } }

    /// - Throws: `Refused`, where the commits are not a chain of events.
    func chain() throws -> EventChain { try chain(endingIn: tip) }

    /// The chain as it was when `last` was its end.
    func chain(endingIn last: RecordedEvent) throws -> EventChain {
        if let chain = chains[last.commit] { return chain }
        let chain = try chain(endingIn: last.commit)
        chains[last.commit] = chain
        return chain
    }

    private func chain(endingIn tip: ObjectID) throws -> EventChain {
        do {
            return try EventChain(endingIn: tip) { id in
                guard let commit = commits[id] else { throw Broken(description: "only parents are read") }
                return commit
            }
        } catch is ChainProblem { throw Refused() }
    }
}

/// The acts that messages hold, linked anew: those that are not events or that begin another request are left out. Three
/// empty messages at the end repeat the act before them many times.
struct LinkedActs {
    private(set) var events: [SignedEvent] = []

    var messages: [[UInt8]] { events.map { Array($0.message.utf8) } }

    private static let times = 905

    init(_ first: SignedEvent) { events = [first] }

    init(_ messages: [[UInt8]]) {
        for message in messages {
            do throws(EventProblem) { append(try SignedEvent(message: message)) } catch { continue }
        }
        if let last = events.last, messages.count > 3, messages.suffix(3).allSatisfy(\.isEmpty) {
            // Without a signature: it would be looked at each time, and prove nothing.
            for _ in 0..<Self.times { append(SignedEvent(last.event)) }
        }
    }

    mutating func append(_ signed: SignedEvent) {
        guard let first = events.first, let last = events.last else {
            if signed.event.kind == .submit { events = [signed] }
            return
        }
        guard signed.event.link != nil else { return }
        var event = signed.event.linked(to: Link(request: first.digest, sequence: events.count, previous: last.digest))
        event.workspace = first.event.workspace
        event.branch = first.event.branch
        events.append(SignedEvent(event, signed.signature))
    }
}

extension Event {
    func linked(to link: Link) -> Event {
        var event = self
        switch act {
        case .submit, .accept: break
        case .revise(let proposal, _): event.act = .revise(proposal, link)
        case .comment(let text, _): event.act = .comment(text, link)
        case .approve(let matter, let said, _): event.act = .approve(matter, said, link)
        case .decline(let matter, let reason, _): event.act = .decline(matter, reason: reason, link)
        case .withdraw(let comment, _): event.act = .withdraw(comment: comment, link)
        case .delete(let comment, _): event.act = .delete(comment: comment, link)
        case .publish(let matter, let said, _): event.act = .publish(matter, said, link)
        }
        return event
    }
}
