import Git
import Resources

/// Who pushes, as far as the server's transport says so.
enum Pusher {
    /// Nobody is told: an event's signature alone says whose it is.
    case unknown
    case member(Member)
    /// A program that brings what others did, like the review site.
    case relay(String)

    var member: Member? { if case .member(let member) = self { member } else { nil } }
}

/// The one variable by which a server's transport says who pushes: `assent.identity` in the repository's own configuration
/// names it. Its value is a member's `login`. What the environment or anybody's home says of configuration does not
/// count, since who pushes may have chosen that.
struct TransportIdentity {
    let variable: String?
    private let login: String?
    private let relays: [String]

    init(_ repository: Repository, _ environment: [String: String]) throws {
        let own = OwnConfiguration(of: repository)
        variable = try own.values(of: "assent.identity").last.flatMap { $0.isEmpty ? nil : $0 }
        login = variable.flatMap { environment[$0] }.flatMap { $0.isEmpty ? nil : $0 }
        relays = try own.values(of: "assent.relay").flatMap { value in
            value.split { $0 == "," || $0 == " " }.map(String.init)
        }
    }

    func pusher(under settings: Settings) throws(Unidentified) -> Pusher {
        guard let variable else { return .unknown }
        guard let login else { throw Unidentified(reason: .unidentified(variable: variable)) }
        if relays.contains(where: login.isExactly) { return .relay(login) }
        let members = settings.members(login: login)
        guard let member = members.first else { throw Unidentified(reason: .unknownLogin(login)) }
        guard members.count == 1 else {
            throw Unidentified(reason: .ambiguousLogin(login, members: members.map(\.id)))
        }
        return .member(member)
    }
}

struct Unidentified: Error {
    let reason: PushRefusal.Reason
}
