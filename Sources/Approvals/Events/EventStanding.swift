import Resources
package import SSH
import Signatures

/// What an event's signature comes to, under one state of the settings.
package enum EventStanding: Hashable, Sendable {
    /// Its actor has no key there, and need not sign.
    case unsigned
    /// By this key, which its actor has there.
    case proven(SSHPublicKey)
    /// It neither counts nor blocks.
    case void(VoidReason)

    package var key: SSHPublicKey? {
        if case .proven(let key) = self { key } else { nil }
    }

    package var isVoid: Bool {
        if case .void = self { true } else { false }
    }
}

/// Why an event cannot be taken for its actor's.
package enum VoidReason: Hashable, Sendable {
    /// Its actor must sign.
    case notSigned
    /// Signed by a key that its actor does not have there.
    case otherKey(SSHPublicKey)
    /// It is not that key's signature over this event.
    case wrongSignature
}

extension Policy {
    /// Whether an unsigned event of this member is void: where signatures are required everybody's, else those of members with
    /// keys (protocol.md, Verification 2).
    package func mustSign(_ member: String) -> Bool {
        settings.signatures == .required || settings.member(member)?.keys.isEmpty == false
    }

    /// Judges an event by the keys that its actor has in these settings: by position in history, never by time.
    package func standing(of signed: SignedEvent) -> EventStanding {
        let event = signed.event
        guard mustSign(event.actor) else { return .unsigned }
        guard let signature = signed.signature else { return .void(.notSigned) }
        let key = signature.publicKey
        guard settings.member(event.actor)?.publicKeys.contains(key) == true else { return .void(.otherKey(key)) }
        do {
            try signature.verify(signed.line, namespace: Event.namespace)
        } catch { return .void(.wrongSignature) }
        return .proven(key)
    }
}

/// A member's part in a landing.
package struct Witness: Hashable, Sendable {
    package let act: Event.Kind
    package let member: String
    /// As the event tells it, UTC.
    package let time: String
    /// Of the key that proves it; nil: the event is unsigned, or (of who published what others approved) void.
    package let fingerprint: String?
    /// Published now, waiving the approval.
    package let waives: Bool
}

/// The standings of one chain's events, each found out once, when it is asked for.
final class Standings {
    private let policy: Policy
    /// By the digest of the event.
    private(set) var known: [String: EventStanding] = [:]

    init(_ policy: Policy) { self.policy = policy }

    func of(_ event: RecordedEvent) -> EventStanding {
        if let standing = known[event.digest] { return standing }
        let standing = policy.standing(of: event.signed)
        known[event.digest] = standing
        return standing
    }

    func counts(_ event: RecordedEvent) -> Bool { !of(event).isVoid }

    func void(_ event: RecordedEvent) -> VoidReason? {
        if case .void(let reason) = of(event) { reason } else { nil }
    }

    /// What asked for it, the approvals that counted, and who published it, in their order.
    func witnesses(of chain: EventChain, approvers: [String], _ verdicts: [String: Event]) -> [Witness] {
        let approvals = Set(approvers).compactMap { verdicts[$0] }
        let asked = chain.recordedProposal.digest
        return chain.events.filter { recorded in
            recorded.digest == asked || recorded.event.kind == .publish || approvals.contains(recorded.event)
        }.map { recorded in
            let event = recorded.event
            return Witness(
                act: event.kind, member: event.actor, time: event.time, fingerprint: of(recorded).key?.fingerprint,
                waives: event.waive == true)
        }
    }

    /// Approvals, declines and waivers of a subject that are void.
    func voids(on subject: String, of chain: EventChain) -> [(event: Event, reason: VoidReason)] {
        chain.events.compactMap { recorded in
            let event = recorded.event
            guard event.kind == .approve || event.kind == .decline || event.waive == true, event.subject == subject
            else { return nil }
            return void(recorded).map { (event, $0) }
        }
    }
}
