import Git
package import Resources
import SSH

/// The person who asks is not known, or has a role that does not allow this anywhere.
package enum MemberRefusal: Refusal {
    /// No member has git's identity. `name`, `email` and `key` (the SSH key to sign with) are what git knows.
    case stranger(name: String?, email: String?, key: String?)
    /// git does not know who runs it.
    case noIdentity
    case unknownMember(String, nearest: [String])
    /// The member was removed, so nothing is asked of them.
    case removedMember(String)
    /// Several members have this address.
    case ambiguousMember(email: String, members: [String])
    /// The member has no address that mail can be sent to.
    case noAddress(member: String)
    /// The member's role lacks a permission that this takes, whatever is touched.
    case lacksPermission(member: String, Permission, who: [String])

    package var kind: RefusalKind {
        switch self {
        case .stranger: RefusalKind("stranger", .refused)
        case .noIdentity: RefusalKind("noIdentity", .failed)
        case .unknownMember: RefusalKind("unknownMember", .failed)
        case .removedMember: RefusalKind("removedMember", .failed)
        case .ambiguousMember: RefusalKind("ambiguousMember", .failed)
        case .noAddress: RefusalKind("noAddress", .failed)
        case .lacksPermission: RefusalKind("lacksPermission", .refused)
        }
    }
}

extension MemberRefusal {
    /// Of a stranger: with the key that git's command prints, for the line that they send to an administrator.
    package func knowingKey(_ session: Session) async -> MemberRefusal {
        guard case .stranger(let name, let email, nil) = self else { return self }
        do {
            let repository = try Repository(at: session.directory, environment: session.environment)
            let key = try await SigningKey.known(in: repository, session.environment)
            return .stranger(name: name, email: email, key: key?.publicKey?.line)
        } catch { return self }
    }
}
