package import Git
import Resources

/// A publish that was proven, in what is said about it.
package struct ProvenLanding: Hashable, Sendable {
    package let commit: ObjectID
    /// The request's id.
    package let request: String
    package let draft: String?
    /// The first member to submit it.
    package let author: String
    /// All members who submitted it.
    package let authors: [String]
    package let approvers: [String]
    /// What the rules asked for, and who met it.
    package let requirements: [Requirement]
    /// The member who published it without waiting for approval, and why.
    package let waivedBy: String?
    package let reason: String?
    package let neededApproval: Bool
    /// It changed settings or aliases, and nobody was asked.
    package let isFreeSetting: Bool
    /// The members who submitted, approved and published it, and what proves that.
    package let witnesses: [Witness]

    /// Published now, waiving the approval.
    package var isWaived: Bool { waivedBy != nil }
    /// Who moved main, and when, as the last event tells it.
    package var publisher: String { witnesses.last { $0.act == .publish }?.member ?? author }
    package var time: String? { witnesses.last?.time }

    /// A member who is not one of its authors approved it, with a key that none of these acted with. Unsigned acts do not
    /// count.
    package var isByTwoParties: Bool {
        let proposals = witnesses.filter { $0.act == .submit || $0.act == .revise }
        let keys = Set(proposals.compactMap(\.fingerprint))
        return !proposals.isEmpty && proposals.allSatisfy { $0.fingerprint != nil }
            && witnesses.contains { witness in
                guard let key = witness.fingerprint, witness.act == .approve else { return false }
                return !authors.contains(witness.member) && !keys.contains(key)
            }
    }

    /// Each event that counts is proven by a key.
    package var isSigned: Bool {
        witnesses.allSatisfy { $0.fingerprint != nil || $0.act == .publish && !$0.waives }
    }
}

extension ProvenLanding {
    /// - Parameters:
    ///   - settings: those before it.
    ///   - isAboutSettings: it changes settings or aliases.
    init(
        _ commit: ObjectID, _ record: RequestRecord, _ decision: Decision, _ witnesses: [Witness], waiver: Event?,
        under settings: Settings, isAboutSettings: Bool
    ) {
        // Where approvals are off, who manages the workspace changes its settings alone, and waives nothing by that.
        let isFree = isAboutSettings && !settings.requiresApprovals && decision.requirements.allSatisfy(\.isWaived)
        let isWaived = !isFree && decision.requirements.contains(where: \.isWaived)
        self.init(
            commit: commit, request: record.id, draft: record.proposal.draft, author: record.author,
            authors: record.authorsInOrder,
            approvers: decision.requirements.flatMap(\.given).reduce(into: []) {
                if !$0.contains($1) { $0.append($1) }
            },
            requirements: decision.requirements.map { requirement in
                var met = requirement
                met.candidates = []
                met.isWaivable = met.isWaived
                return met
            },
            waivedBy: isWaived ? decision.waivedBy : nil,
            reason: isWaived ? waiver?.comment : nil,
            neededApproval: !isFree && !decision.requirements.isEmpty,
            isFreeSetting: isAboutSettings && (isFree || decision.requirements.isEmpty), witnesses: witnesses)
    }
}

/// All publishes that were proven, oldest first: counted, and written as a line each, since most who ask want the counts
/// alone.
package struct ProvenLandings: Hashable, Sendable {
    package private(set) var count = 0
    /// Those that needed no approval.
    package private(set) var unneeded = 0
    /// Those of them that changed settings or aliases.
    package private(set) var freeSettings = 0
    package private(set) var signed = 0
    /// Published now, waiving the approval.
    package private(set) var waived: [ProvenLanding] = []
    /// Each begins with the end of the one before, then the request, a tab, and all of it as JSON.
    private(set) var lines: [UInt8] = []

    private static let newline = UInt8(ascii: "\n")
    private static let tab = UInt8(ascii: "\t")

    init() {}

    mutating func append(_ landing: ProvenLanding) {
        count += 1
        if !landing.neededApproval { unneeded += 1 }
        if landing.isFreeSetting { freeSettings += 1 }
        if landing.isSigned { signed += 1 }
        if landing.isWaived { waived.append(landing) }
        lines.append(Self.newline)
        lines += landing.request.utf8
        lines.append(Self.tab)
        lines += landing.json.canonical.utf8
    }

    /// One by one.
    package func all() -> [ProvenLanding] {
        lines.split(separator: Self.newline).compactMap(Self.landing)
    }

    /// Which of these requests were published, and by what; oldest first.
    func commits(of requests: Set<String>) -> [(request: String, commit: ObjectID)] {
        lines.split(separator: Self.newline).compactMap { line in
            let request = String(decoding: line.prefix { $0 != Self.tab }, as: UTF8.self)
            return requests.contains(request) ? Self.landing(line).map { (request, $0.commit) } : nil
        }
    }

    /// What published a request; nil: nothing did.
    func commit(of request: String) -> ObjectID? {
        guard let found = lines.firstOccurrence(of: [Self.newline] + Array(request.utf8) + [Self.tab]) else {
            return nil
        }
        return Self.landing(lines[(found.lowerBound + 1)...].prefix { $0 != Self.newline })?.commit
    }

    private static func landing(_ line: ArraySlice<UInt8>) -> ProvenLanding? {
        do { return try ProvenLanding(JSON(canonical: line.drop { $0 != tab }.dropFirst())) } catch { return nil }
    }
}

// MARK: - On disk

extension ProvenLandings {
    /// - Parameter counts: as `counts` gave them.
    init?(_ counts: JSON, lines: [UInt8]) {
        guard let count = counts["published"]?.int, let unneeded = counts["unneeded"]?.int,
            let settings = counts["settings"]?.int, let signed = counts["signed"]?.int,
            let waived = counts["waived"]?.array,
            counts["size"]?.int == lines.count,
            // A disk that was cut off may have left a hole.
            !lines.contains(0)
        else { return nil }
        self.count = count
        self.unneeded = unneeded
        freeSettings = settings
        self.signed = signed
        self.waived = waived.compactMap(ProvenLanding.init)
        self.lines = lines
    }

    var counts: JSON {
        [
            "published": .int(count), "unneeded": .int(unneeded), "settings": .int(freeSettings),
            "signed": .int(signed),
            "waived": .array(waived.map(\.json)), "size": .int(lines.count),
        ]
    }
}

extension ProvenLanding {
    fileprivate init?(_ json: JSON) {
        guard case .object(let members) = json, let commit = members["commit"]?.string.flatMap(ObjectID.init(hex:)),
            let request = members["request"]?.string, let author = members["author"]?.string,
            case .array(let approvers)? = members["approvers"], case .bool(let needed)? = members["neededApproval"],
            case .array(let witnesses)? = members["witnesses"],
            case .array(let requirements)? = members["requirements"]
        else { return nil }
        self.init(
            commit: commit, request: request, draft: members["draft"]?.string, author: author,
            authors: members["authors"]?.array?.compactMap(\.string) ?? [],
            approvers: approvers.compactMap(\.string), requirements: requirements.compactMap(Requirement.init(proven:)),
            waivedBy: members["waivedBy"]?.string,
            reason: members["reason"]?.string, neededApproval: needed,
            isFreeSetting: members["settings"] == .bool(true),
            witnesses: witnesses.compactMap(Witness.init))
    }

    fileprivate var json: JSON {
        var members: JSON.Members = [
            "commit": .string(commit.hex), "request": .string(request), "author": .string(author),
            "authors": .array(authors.map(JSON.string)),
            "approvers": .array(approvers.map(JSON.string)), "requirements": .array(requirements.map(\.proven)),
            "neededApproval": .bool(neededApproval),
            "witnesses": .array(witnesses.map(\.json)),
        ]
        members["draft"] = draft.map(JSON.string)
        members["waivedBy"] = waivedBy.map(JSON.string)
        members["reason"] = reason.map(JSON.string)
        if isFreeSetting { members["settings"] = true }
        return .object(members)
    }
}

extension Requirement {
    fileprivate init?(proven json: JSON) {
        guard let required = json["required"]?.int, let given = json["given"]?.array else { return nil }
        let isManage = json["manage"] == .bool(true)
        let isWaived = json["waived"] == .bool(true)
        self.init(
            reason: json["rule"]?.int.map(Reason.rule) ?? (isManage ? .manage : .approvals), required: required,
            given: given.compactMap(\.string), candidates: [], isWaivable: isWaived, isWaived: isWaived)
    }

    /// As it was met, or waived.
    fileprivate var proven: JSON {
        var members: JSON.Members = ["required": .int(required), "given": .array(given.map(JSON.string))]
        switch reason {
        case .approvals: break
        case .manage: members["manage"] = true
        case .rule(let position): members["rule"] = .int(position)
        }
        if isWaived { members["waived"] = true }
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
        var members: JSON.Members = [
            "act": .string(act.rawValue), "member": .string(member), "time": .string(time),
        ]
        members["key"] = fingerprint.map(JSON.string)
        if waives { members["waives"] = true }
        return .object(members)
    }
}
