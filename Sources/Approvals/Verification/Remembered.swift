import Git
import Resources

/// The tip of main that `verify` found in order last, and what it had proven up to there, in `assent/verified` of the
/// common git folder: a line of JSON, then one for each publish.
///
/// Two uses. What was proven is not proven again. And main may only have moved forward since: a server that shows
/// another line than before, each of whose commits may be valid, is found out (protocol.md, Verification).
///
/// Losing the file costs time, and the second use until the next `verify`. It is believed, as the pin beside it is:
/// whoever can write it can as well exchange git's objects, its hooks, or the program. `verify --all` proves all of it
/// anew and holds main against the tip all the same; only `--forget` gives that up.
struct Remembered {
    /// Goes up whenever the rules of verification change, so that what was proven by older ones is proven again.
    static let rules = 5

    let genesis: ObjectID
    let tip: ObjectID
    let otherCommits: Int
    let accepted: [RememberedAcceptance]
    let landings: ProvenLandings

    init(_ verification: Verification) {
        genesis = verification.genesis
        tip = verification.tip
        otherCommits = verification.otherCommits
        accepted = verification.accepted.map(RememberedAcceptance.init)
        landings = verification.proven
    }

    private static func file(of repository: Repository) -> LocalFile {
        LocalFile(repository.commonDirectory + "/assent/verified")
    }

    private static let newline = UInt8(ascii: "\n")

    /// Nil if there is no such file, or another version wrote it.
    init?(of repository: Repository) {
        guard let bytes = Self.file(of: repository).contents() else { return nil }
        let end = bytes.firstIndex(of: Self.newline) ?? bytes.endIndex
        guard let members = Self.members(bytes[..<end]), members["rules"]?.int == Self.rules,
            let genesis = members["genesis"]?.string.flatMap(ObjectID.init(hex:)),
            let tip = members["tip"]?.string.flatMap(ObjectID.init(hex:)), let others = members["otherCommits"]?.int,
            let accepted = members["accepted"]?.array?.map(RememberedAcceptance.init), !accepted.contains(nil),
            let counts = members["landings"],
            let landings = ProvenLandings(counts, lines: Array(bytes[end...]))
        else { return nil }
        self.genesis = genesis
        self.tip = tip
        otherCommits = others
        self.accepted = accepted.compactMap(\.self)
        self.landings = landings
    }

    /// The tip that was found in order last, of the workspace that starts at a commit. What was proven by older rules
    /// is proven again, and main must go on from it all the same.
    static func tip(of repository: Repository, from genesis: ObjectID?) -> ObjectID? {
        guard let genesis, let bytes = file(of: repository).contents(),
            let members = members(bytes.prefix { $0 != newline }),
            members["genesis"]?.string.flatMap(ObjectID.init(hex:)) == genesis
        else { return nil }
        return members["tip"]?.string.flatMap(ObjectID.init(hex:))
    }

    private static func members(_ line: ArraySlice<UInt8>) -> JSON.Members? {
        do {
            guard case .object(let members) = try JSON(canonical: line) else { return nil }
            return members
        } catch { return nil }
    }

    func write(in repository: Repository) throws(FileProblem) {
        let members: JSON.Members = [
            "rules": .int(Self.rules), "genesis": .string(genesis.hex), "tip": .string(tip.hex),
            "otherCommits": .int(otherCommits), "accepted": .array(accepted.map(\.json)),
            "landings": landings.counts,
        ]
        let first = Array(JSON.object(members).canonical.utf8)
        try Self.file(of: repository).write(first + landings.lines)
    }
}

/// Commits that were accepted, by what the rest of it is found again.
struct RememberedAcceptance: Hashable {
    let commits: [ObjectID]
    let acceptance: ObjectID
    let fingerprint: String?

    init(_ accepted: AcceptedCommits) {
        commits = accepted.commits
        acceptance = accepted.acceptance
        fingerprint = accepted.fingerprint
    }

    init?(_ json: JSON) {
        guard let commits = json["commits"]?.array?.map({ $0.string.flatMap(ObjectID.init(hex:)) }),
            !commits.isEmpty, !commits.contains(nil),
            let acceptance = json["acceptance"]?.string.flatMap(ObjectID.init(hex:))
        else { return nil }
        self.commits = commits.compactMap(\.self)
        self.acceptance = acceptance
        fingerprint = json["key"]?.string
    }

    var json: JSON {
        var members: JSON.Members = [
            "commits": .array(commits.map { .string($0.hex) }), "acceptance": .string(acceptance.hex),
        ]
        members["key"] = fingerprint.map(JSON.string)
        return .object(members)
    }
}

/// Whether main still has what was verified here before.
package struct KeptLine: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// The tip that was verified here last, or one that was seen since, if main left it behind otherwise than by moving
    /// forward.
    package func lost() throws -> LostTip? {
        if session.forgets { return nil }
        let seen: ObjectID
        if let verified = Remembered.tip(of: repository, from: genesis),
            try !Verifier(repository).isOnLine(verified, of: tip)
        {
            seen = verified
        } else if case .setBack(_, _, let lost, _)? = notice {
            seen = lost
        } else if case .lost(_, _, let lost)? = notice, lost != genesis {
            seen = lost
        } else {
            return nil
        }
        let isHere = repository.exists(seen)
        return LostTip(
            branch: branch, seen: seen, now: tip, isHere: isHere,
            isSetBack: try isHere && Verifier(repository).isOnLine(tip, of: seen),
            isReplaced: try genesis.map { try !Verifier(repository).isOnLine($0, of: tip) } ?? false,
            remote: remote?.name)
    }

    /// Before anything is published on top.
    func requireKeptLine() throws {
        if let lost = try lost() { throw WorkspaceRefusal.lineLost(lost) }
    }

    /// Main is here from now on, by what was just done: where it was set back before the next command, that is missed.
    func note(_ tip: ObjectID) {
        do {
            guard var pin = try Pin(of: repository), pin.branch?.isExactly(branch) == true else { return }
            pin.lastSeen = tip
            try pin.write(in: repository)
        } catch {
            // What was done stands; the next command notes it.
        }
    }
}
