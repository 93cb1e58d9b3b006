package import Git
import Resources

/// A publish that was proven, in what is said about it.
package struct ProvenLanding: Hashable, Sendable {
    package let commit: ObjectID
    /// The request's id.
    package let request: String
    package let draft: String?
    /// Who asked first.
    package let author: String
    package let approvers: [String]
    /// Who published it now, waiving the approval; and why.
    package let waivedBy: String?
    package let reason: String?
    package let neededApproval: Bool
    /// Who asked for it, approved it and published it, and what proves that.
    package let witnesses: [Witness]

    /// Each event that counts is proven by a key.
    package var isSigned: Bool {
        witnesses.allSatisfy { $0.fingerprint != nil || $0.act == .publish && !$0.waives }
    }
}

extension VerifiedLanding {
    package var proven: ProvenLanding {
        ProvenLanding(
            commit: commit, request: chain.id, draft: chain.proposal.draft, author: chain.first.actor,
            approvers: approvers, waivedBy: isWaived ? decision.waivedBy : nil,
            reason: chain.events.last { $0.event.waive == true }?.event.comment,
            neededApproval: !decision.requirements.isEmpty, witnesses: witnesses)
    }
}

/// The tip of main that `verify` found in order last, and what it had proven up to there, in `assent/verified` of the
/// common git folder.
///
/// Two uses. What was proven is not proven again. And main may only have moved forward since: a server that shows
/// another line than before, each of whose commits may be valid, is found out (protocol.md, Verification).
///
/// Losing the file costs time, and the second use until the next `verify`. It is believed, as the pinned genesis beside
/// it is: whoever can write it can as well exchange git's objects, its hooks, or the program. `verify --all` believes
/// nothing of it.
struct Remembered: Equatable {
    /// Goes up whenever the rules of verification change, so that what was proven by older ones is proven again.
    static let rules = 1

    let genesis: ObjectID
    let tip: ObjectID
    let otherCommits: Int
    /// Oldest first; nil if main had commits that were accepted: those are looked at again as a whole.
    let landings: [ProvenLanding]?

    init(_ verification: Verification) {
        genesis = verification.genesis
        tip = verification.tip
        otherCommits = verification.otherCommits
        landings = verification.accepted.isEmpty ? verification.proven : nil
    }

    private static func file(of repository: Repository) -> LocalFile {
        LocalFile(repository.commonDirectory + "/assent/verified")
    }

    /// Nil where there is none, or none that this version wrote.
    init?(of repository: Repository) {
        guard let bytes = Self.file(of: repository).contents() else { return nil }
        let json: JSON
        do { json = try JSON(canonical: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]) } catch {
            return nil
        }
        guard case .object(let members) = json, members["rules"]?.int == Self.rules,
            let genesis = members["genesis"]?.string.flatMap(ObjectID.init(hex:)),
            let tip = members["tip"]?.string.flatMap(ObjectID.init(hex:)), let others = members["otherCommits"]?.int
        else { return nil }
        self.genesis = genesis
        self.tip = tip
        otherCommits = others
        guard case .array(let items)? = members["landings"] else {
            landings = nil
            return
        }
        let read = items.compactMap(ProvenLanding.init)
        guard read.count == items.count else { return nil }
        landings = read
    }

    func write(in repository: Repository) throws(FileProblem) {
        var members: [String: JSON] = [
            "rules": .int(Self.rules), "genesis": .string(genesis.hex), "tip": .string(tip.hex),
            "otherCommits": .int(otherCommits),
        ]
        members["landings"] = landings.map { .array($0.map(\.json)) }
        try Self.file(of: repository).write(JSON.object(members).canonical + "\n")
    }
}

extension ProvenLanding {
    fileprivate init?(_ json: JSON) {
        guard case .object(let members) = json, let commit = members["commit"]?.string.flatMap(ObjectID.init(hex:)),
            let request = members["request"]?.string, let author = members["author"]?.string,
            case .array(let approvers)? = members["approvers"], case .bool(let needed)? = members["neededApproval"],
            case .array(let witnesses)? = members["witnesses"]
        else { return nil }
        self.init(
            commit: commit, request: request, draft: members["draft"]?.string, author: author,
            approvers: approvers.compactMap(\.string), waivedBy: members["waivedBy"]?.string,
            reason: members["reason"]?.string, neededApproval: needed, witnesses: witnesses.compactMap(Witness.init))
    }

    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "commit": .string(commit.hex), "request": .string(request), "author": .string(author),
            "approvers": .array(approvers.map(JSON.string)), "neededApproval": .bool(neededApproval),
            "witnesses": .array(witnesses.map(\.json)),
        ]
        members["draft"] = draft.map(JSON.string)
        members["waivedBy"] = waivedBy.map(JSON.string)
        members["reason"] = reason.map(JSON.string)
        return .object(members)
    }
}

extension Witness {
    fileprivate init?(_ json: JSON) {
        guard case .object(let members) = json, let act = members["act"]?.string.flatMap(Event.Kind.init(rawValue:)),
            let member = members["member"]?.string, let time = members["time"]?.string
        else { return nil }
        self.init(
            act: act, member: member, time: time, fingerprint: members["key"]?.string,
            waives: members["waives"] == .bool(true))
    }

    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "act": .string(act.rawValue), "member": .string(member), "time": .string(time),
        ]
        members["key"] = fingerprint.map(JSON.string)
        if waives { members["waives"] = true }
        return .object(members)
    }
}

extension OpenWorkspace {
    /// The tip that was verified here last, if main left it behind otherwise than by moving forward.
    func lostTip() throws -> ObjectID? {
        guard let seen = Remembered(of: repository), seen.genesis == genesis(),
            try repository.firstParents(from: tip, until: seen.tip) == nil
        else { return nil }
        return seen.tip
    }

    /// Before anything is published on top.
    func requireKeptLine() throws {
        if let seen = try lostTip() { throw Refusal.lineLost(branch: branch, seen: seen, tip: tip) }
    }
}
