package import Resources
import SSH
import Signatures

/// A chain of events under one state of the settings. Which of them stand is decided here, once; who asked, what for,
/// who approved and declined, and all that is printed of a request is derived from those. **A void event is as if it
/// were not there**: it is listed beside the others (`voids`), never among them.
package struct RequestRecord: Hashable, Sendable {
    package struct JudgedEvent: Hashable, Sendable {
        package let recorded: RecordedEvent
        package let standing: EventStanding
        /// The request was its actor's when they did it: they had asked for it, or the draft is theirs.
        let isByOwner: Bool

        package var event: Event { recorded.event }
    }

    package struct VoidEvent: Hashable, Sendable {
        package let event: Event
        package let reason: VoidReason
    }

    package let chain: EventChain
    /// Those that stand, in order.
    package let entries: [JudgedEvent]
    package let voids: [VoidEvent]
    /// The `submit` or `revise` in force; where none stands, what the chain begins with, and `doubt` says why that
    /// counts for nothing.
    package let proposal: Proposal
    /// The member who submitted it, or in whose name it was submitted.
    package let proposer: String
    /// When, as the event tells it.
    package let proposed: String
    /// Why there is no proposal: no member who may submit it provably did.
    package let doubt: VoidReason?
    /// The members who submitted or revised it, each once, in order. Git's author fields prove nothing.
    package let authorsInOrder: [String]
    /// When it was asked for first, as the event tells it.
    package let submitted: String

    /// protocol.md, Events: more comments than this are void; acts never are.
    package static let mostComments = 900

    package init(_ chain: EventChain, under settings: Settings) {
        var entries: [JudgedEvent] = []
        var voids: [VoidEvent] = []
        var comments = 0
        var authors: [String] = []
        var first: Event?
        // Until somebody asks who may, the first event says whose it is.
        var owner = Refs.member(ofDraft: chain.openingProposal.draft)
        for recorded in chain.events {
            var standing = EventStanding(of: recorded.signed, under: settings)
            let event = recorded.event
            if event.isComment, !standing.isVoid {
                comments += 1
                if comments > Self.mostComments { standing = .void(.tooManyComments(limit: Self.mostComments)) }
            }
            let isByOwner = owner?.isExactly(event.actor) == true || authors.contains(event.actor)
            if event.closes, !isByOwner,
                settings.permissions(of: event.actor).isDisjoint(with: [.approve, .manage]), !standing.isVoid
            {
                standing = .void(.lacks(.approve))
            }
            if let proposal = event.proposal, !standing.isVoid {
                if !authors.contains(event.actor) { authors.append(event.actor) }
                first = first ?? event
                owner = Refs.member(ofDraft: proposal.draft)
            }
            if let reason = standing.voidReason {
                voids.append(VoidEvent(event: event, reason: reason))
            } else {
                entries.append(JudgedEvent(recorded: recorded, standing: standing, isByOwner: isByOwner))
            }
        }
        self.chain = chain
        self.entries = entries
        self.voids = voids
        let asked = entries.last { $0.event.isProposal }?.event
        let event = asked ?? chain.first
        proposal = asked?.proposal ?? chain.openingProposal
        proposer = event.actor
        proposed = event.time
        doubt = asked == nil ? voids.first?.reason : nil
        authorsInOrder = authors
        submitted = first?.time ?? chain.first.time
    }
}

extension RequestRecord {
    package var id: String { chain.id }
    package var events: [Event] { entries.map(\.event) }

    package var authors: Set<String> { Set(authorsInOrder) }

    /// The owners of the request: its authors, or the member in whose name it was submitted if nobody provably did.
    package var owners: Set<String> { authorsInOrder.isEmpty ? [proposer] : authors }

    /// The members last asked to approve it; those who became authors since are no longer asked.
    package var asked: [String] {
        let named = events.last { $0.proposal?.to.isEmpty == false }?.proposal?.to ?? proposal.to
        return named.filter { !authors.contains($0) }
    }

    /// The first member to submit it; if nobody who may did, the one in whose name it was submitted.
    package var author: String { authorsInOrder.first ?? chain.first.actor }

    /// The newest proposal that stands and has a comment: who submits again without one still means the last.
    package var explained: Event? { events.last { $0.proposal?.comment != nil } }

    /// What was said last with a proposal.
    package var comment: String? { explained?.comment ?? proposal.comment }

    /// The last event that stands; nil: none does.
    package var last: Event? { entries.last?.event }

    package var comments: [Event] { events.filter(\.isComment) }
    package var takesComments: Bool { comments.count < Self.mostComments }

    /// The member's last `approve` or `decline` of a subject is the one that counts, across `revise` (protocol.md).
    ///
    /// - Parameter counts: whether what the event rests on is there.
    package func verdicts(on subject: String, where counts: (Event) -> Bool = { _ in true }) -> [String: Event] {
        var verdicts: [String: Event] = [:]
        for event in events where event.isApproval || event.isDecline {
            if event.subject == subject, counts(event) { verdicts[event.actor] = event }
        }
        return verdicts
    }

    /// The waiver for this subject: a `publish` that says "publish now".
    package func waiver(of subject: String) -> Event? { events.last { $0.waives && $0.subject == subject } }

    /// What would withdraw or delete it, if its actor may: `Policy.closing` says which does.
    package var closings: [Event] { events.filter(\.closes) }

    /// Approvals, declines and waivers of a subject that are void.
    package func voids(on subject: String) -> [VoidEvent] {
        voids.filter { ($0.event.isApproval || $0.event.isDecline || $0.event.waives) && $0.event.subject == subject }
    }
}

// MARK: - What went live

extension RequestRecord {
    /// Of a published request: what the last act that can land a request was about.
    private var landed: Event? { events.last { $0.isApproval || $0.kind == .publish } }

    /// Members whose approval of what went live stands, in the order of the events.
    package var approvers: [String] {
        guard let subject = landed?.subject else { return [] }
        let verdicts = verdicts(on: subject)
        return events.map(\.actor).reduce(into: []) { found, actor in
            if verdicts[actor]?.isApproval == true, !found.contains(actor) { found.append(actor) }
        }
    }

    /// The member who moved main; nil if nobody provably did.
    package var publisher: String? { landed?.actor }

    /// It was published by the one member who made it, who asked nobody and said nothing of it before.
    package var isDirect: Bool {
        authorsInOrder == [publisher] && approvers.isEmpty && asked.isEmpty && explained == nil
    }

    /// "Publish now", with its reason.
    package var landedWaiver: Event? { landed.flatMap { $0.waives ? $0 : nil } }

    /// What asked for it, the approvals that counted, and who published it, in their order.
    func witnesses(
        approvers: [String], _ verdicts: [String: Event], fingerprint: (SSHPublicKey) -> String
    ) -> [Witness] {
        let approvals = Set(approvers).compactMap { verdicts[$0] }
        let asked = entries.last { $0.event.isProposal }?.recorded.digest
        return entries.filter { entry in
            entry.recorded.digest == asked || entry.event.kind == .publish || approvals.contains(entry.event)
        }.map { entry in
            Witness(
                act: entry.event.kind, member: entry.event.actor, time: entry.event.time,
                fingerprint: entry.standing.key.map(fingerprint), waives: entry.event.waives)
        }
    }
}
