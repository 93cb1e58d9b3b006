package import Resources
package import SSH
import Signatures

/// Whether an event counts under one state of the settings.
package enum EventStanding: Hashable, Sendable {
    /// Its actor has no key there, and need not sign.
    case unsigned
    /// By this key, which its actor has there.
    case proven(SSHPublicKey)
    /// It is void: it neither counts nor blocks, and makes nobody an author.
    case void(VoidReason)

    package var key: SSHPublicKey? {
        if case .proven(let key) = self { key } else { nil }
    }

    package var isVoid: Bool { voidReason != nil }

    package var voidReason: VoidReason? {
        if case .void(let reason) = self { reason } else { nil }
    }
}

/// Why an event is void.
package enum VoidReason: Hashable, Sendable {
    /// Its actor must sign.
    case notSigned
    /// Signed by a key that its actor does not have there.
    case otherKey(SSHPublicKey)
    /// It is not that key's signature over this event.
    case wrongSignature
    /// Its actor is not a member there, or was removed.
    case notMember
    /// Its actor's role does not have what the act takes.
    case lacks(Permission)
    /// A request takes so many comments.
    case tooManyComments(limit: Int)

    /// Whether it may not come from its actor at all; otherwise it does, but they may not do it.
    var isAboutSignature: Bool {
        switch self {
        case .notSigned, .otherKey, .wrongSignature: true
        case .notMember, .lacks, .tooManyComments: false
        }
    }
}

extension EventStanding {
    /// Judges an event by what the settings say of its actor: their keys, and whether they are a member whose role has
    /// what the act takes at all. Whether it reaches what the act is about, `Policy` says once that is known.
    ///
    /// Settings are chosen by position in history, never by time.
    package init(of signed: SignedEvent, under settings: Settings) {
        self = Self.standing(of: signed, under: settings)
    }

    private static func standing(of signed: SignedEvent, under settings: Settings) -> EventStanding {
        let event = signed.event
        guard let actor = settings.member(event.actor) else { return .void(.notMember) }
        let permissions = settings.permissions(of: actor)
        if let permission = event.act.permission, !permissions.contains(permission) {
            // The settings and aliases are approved by who manages the workspace.
            guard permission == .approve, permissions.contains(.manage) else { return .void(.lacks(permission)) }
        }
        guard settings.mustSign(event.actor) else { return .unsigned }
        guard let signature = signed.signature else { return .void(.notSigned) }
        let key = signature.publicKey
        guard actor.publicKeys.contains(key) else { return .void(.otherKey(key)) }
        do {
            try signature.verify(signed.line, namespace: Event.namespace)
        } catch { return .void(.wrongSignature) }
        return .proven(key)
    }
}

extension Act {
    /// What an actor's role must have for the act to stand, whatever it touches (F9). Any member may comment, and a
    /// request is withdrawn by its author too: those are not told by the role alone.
    fileprivate var permission: Permission? {
        switch self {
        case .submit, .revise, .publish: .draft
        case .approve, .decline: .approve
        case .accept: .manage
        case .comment, .withdraw, .delete: nil
        }
    }
}

extension Policy {
    package func standing(of signed: SignedEvent) -> EventStanding { EventStanding(of: signed, under: settings) }
}

/// A member's part in a landing.
package struct Witness: Hashable, Sendable {
    package let act: Event.Kind
    package let member: String
    /// As the event tells it, UTC.
    package let time: String
    /// Of the key that proves it; nil: its actor has no key.
    package let fingerprint: String?
    /// Published now, waiving the approval.
    package let waives: Bool
}
