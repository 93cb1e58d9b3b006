import Git
package import Resources
import SSH
import Signatures

/// Signs what members do.
package struct ActSigner: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// The event as it goes into a commit: signed, if its actor must, with a key that they have in the settings.
    /// Nothing was recorded where this throws.
    ///
    /// - Parameter judging: the policy that will judge the event, if it is not the current one.
    func sign(_ event: Event, under judging: Policy? = nil) async throws -> SignedEvent {
        // Before anybody is asked for a passphrase: it could not be recorded.
        try workspace.requireAsked()
        let policy = judging ?? self.policy
        try event.requireRoom()
        guard policy.settings.mustSign(event.actor) else { return SignedEvent(event) }
        if let again = signedActs.events.first(where: { $0.event.isSameAct(as: event) }),
            case .proven = policy.standing(of: again)
        {
            return again
        }
        let member = policy.settings.member(event.actor)
        let signed = SignedEvent(event, try await signature(over: event, by: member, policy.settings))
        guard case .proven = policy.standing(of: signed) else {
            throw foreignKey(signed.signature?.publicKey, of: event.actor, policy.settings)
        }
        signedActs.events.append(signed)
        return signed
    }

    /// Refuses a member who could not sign, before signatures are required.
    package func requireKey(of member: Member) async throws {
        guard member.publicKeys.isEmpty else { return }
        throw SigningRefusal.noKey(
            member: member.id, key: try await SigningKey.known(in: repository, session.environment)?.publicKey?.line,
            who: settings.members(who: .manage).map(\.id), isRequired: settings.mustSign(member.id))
    }

    /// That a member can sign what they must, as far as it shows before a key is used.
    package func requireSigning(by member: Member) async throws {
        guard settings.mustSign(member.id) else { return }
        try await requireKey(of: member)
        if let key = try SigningKey.told(in: repository, session.environment)?.publicKey,
            !member.publicKeys.contains(key)
        {
            throw foreignKey(key, of: member.id, settings)
        }
    }

    private func signature(
        over event: Event, by member: Member?, _ settings: Settings
    ) async throws -> SSHSignature {
        let configured = try await SigningKey.configured(in: repository, session.environment)
        let member = member ?? Member(id: event.actor, name: event.actor, email: "", role: "")
        try await requireKey(of: member)
        if let key = configured?.publicKey, !member.publicKeys.contains(key) {
            throw foreignKey(key, of: member.id, settings)
        }
        let program = try SigningKey.program(repository, session.environment)
        for key in try configured.map({ [$0.key] }) ?? keys(of: member) {
            let signer = Signer(
                key: key, program: program, environment: session.environment, hasTerminal: session.hasTerminal)
            do throws(SigningError) {
                return try await signer.sign(
                    Array(event.line.utf8), namespace: Event.namespace, notify: session.notify)
            } catch {
                // Any of several keys will do.
                let isElsewhere = error.reason == .notInAgent || error.reason == .agentMissing
                if configured != nil || !isElsewhere { throw SigningRefusal.notSigned(key, program: program, error) }
            }
        }
        throw SigningRefusal.keyNotHere(member: member.id, keys: member.publicKeys)
    }

    /// Where git is told of no key: those of the member that lie where `ssh` looks, else those that the agent may have.
    private func keys(of member: Member) throws -> [Signer.Key] {
        let file = SigningKey.usualFiles(session.environment).first {
            SigningKey.publicKey(at: $0).map(member.publicKeys.contains) ?? false
        }
        if let file { return [.file(file)] }
        guard session.environment["SSH_AUTH_SOCK"]?.isEmpty == false else { return [] }
        return member.publicKeys.map(Signer.Key.agent)
    }

    private func foreignKey(_ key: SSHPublicKey?, of member: String, _ settings: Settings) -> SigningRefusal {
        .foreignKey(
            member: member, key: key, has: settings.member(member)?.publicKeys ?? [],
            who: settings.members(who: .manage).map(\.id))
    }
}

extension Event {
    /// Without the time and the nonce, which differ each time.
    fileprivate func isSameAct(as other: Event) -> Bool {
        var other = other
        other.time = time
        switch (act, other.act) {
        case (.submit(let proposal, let nonce), .submit(let same, _)) where proposal == same:
            other.act = .submit(proposal, nonce: nonce)
        case (.accept(let matter, let comment, let nonce), .accept(let same, let said, _))
        where matter == same && comment == said:
            other.act = .accept(matter, comment: comment, nonce: nonce)
        default: break
        }
        return self == other
    }
}
