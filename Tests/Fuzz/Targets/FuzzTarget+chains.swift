import Approvals
import Git
import Resources
import Signatures

extension FuzzTarget {
    /// Messages of commits, each on top of the one before, as a request's ref that anybody may push; and the same acts
    /// linked as the client links them, which no change of bytes hits upon.
    static let chains = FuzzTarget("chains", seeds: [".chain"], dictionary: "event") { bytes in
        let messages = bytes.pieces
        let pushed = try PushedLine(messages)
        let chain = try pushed.chainIfAny()
        if let chain { try holdsReading(of: chain, pushed) }
        let acts = LinkedActs(messages)
        guard !acts.events.isEmpty else {
            if chain == nil { throw Refused() }
            return
        }
        guard chain == nil || acts.messages != messages else { return }
        let line = try PushedLine(acts.messages)
        guard let linked = try line.chainIfAny() else {
            throw Broken(description: "acts that are linked as they should be are a chain")
        }
        try holdsReading(of: linked, line)
    }

    private static let judges = ["optional", "required"].compactMap { signatures in
        Settings.parse(FileText(bytes: Array(workspace.utf8) + "signatures: \(signatures)\n".utf8)).settings
    }

    /// Members with keys, who signed the seeds, and members without.
    private static let workspace = """
        version: 1
        id: 6f1c2a9e0b5d4c77
        workspace: w
        branch: main
        require_approvals: true
        members:
          ana: {name: A, email: a@example.com, role: editor, keys: [\(key("O8pWoEHgo5mU5rH0ZlWDj/YZ6XcsxIBZkb4/NT/zfhx"))]}
          bo: {name: B, email: b@example.com, role: editor, keys: [\(key("LwL8cAxLA72QvdcS3Sg/CnSsNkdwCmZUo67AL/1VgAS"))]}
          carol: {name: C, email: c@example.com, role: admin}
          dan: {name: D, email: d@example.com, role: draft-contributor}
          eva: {name: E, email: e@example.com, role: viewer}
          fay: {name: F, email: f@example.com, role: approver}
          gone: {name: G, removed: true}
        roles:
          approver: {permissions: [approve]}

        """

    private static func key(_ point: String) -> String { "\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\(point)\"" }

    // MARK: What holds

    private static func holdsReading(of chain: EventChain, _ line: PushedLine) throws {
        try hold(judges.count == 2 && judges[0].allMembers.count == 7, "there are settings to judge by")
        try hold(try line.chain() == chain, "a chain is read the same twice")
        let events = chain.events
        try hold(
            events.map { Array($0.signed.message.utf8) } == line.messages.suffix(events.count),
            "all acts from the first on are read, byte for byte")
        try hold(chain.id == events.first?.digest, "a request has the digest of its first event for its id")
        for (position, recorded) in events.enumerated() {
            let link =
                position == 0
                ? nil : Link(request: chain.id, sequence: position, previous: events[position - 1].digest)
            try hold(recorded.event.link == link, "each event is linked to the one before")
            try hold(
                recorded.event.workspace == chain.first.workspace && recorded.event.branch == chain.first.branch,
                "all events of a request are of one workspace and branch")
        }
        for settings in judges {
            let record = RequestRecord(chain, under: settings)
            try hold(record == RequestRecord(chain, under: settings), "events stand or do not, the same twice")
            try holdsStandings(of: record, under: settings)
            try holdsVoids(of: record, line, under: settings)
            try holdsEnd(of: record, line, under: settings)
        }
    }

    private static func holdsStandings(of record: RequestRecord, under settings: Settings) throws {
        let events = record.chain.events
        try hold(record.entries.count + record.voids.count == events.count, "each event stands or is void")
        var rest = events[...]
        for entry in record.entries {
            while let event = rest.first, event != entry.recorded { rest = rest.dropFirst() }
            try hold(rest.popFirst() != nil, "what stands is in order")
            let actor = settings.member(entry.event.actor)
            try hold(actor != nil, "nobody who is not a member does anything")
            let isSigned = entry.standing.key.map { actor?.publicKeys.contains($0) == true } ?? false
            try hold(
                isSigned || !settings.mustSign(entry.event.actor), "who must sign, signs with a key of their own")
        }
        let isSurplus = { (reason: VoidReason) in reason == .tooManyComments(limit: RequestRecord.mostComments) }
        let surplus = record.voids.filter { isSurplus($0.reason) }
        try hold(surplus.allSatisfy(\.event.isComment), "acts are never too many")
        try hold(record.comments.count <= 900, "no more than 900 comments stand")
        try hold(surplus.isEmpty || record.comments.count == 900, "no comment is void before there are 900")
        try hold(record.takesComments == (record.comments.count < 900), "comments are taken up to 900")
        for author in record.authors {
            try hold(settings.permissions(of: author).contains(.draft), "who asks may draft")
        }
        for subject in Set(events.compactMap(\.event.subject)) {
            for (member, verdict) in record.verdicts(on: subject) {
                let last = record.events.last {
                    $0.actor == member && $0.subject == subject && ($0.isApproval || $0.isDecline)
                }
                try hold(verdict == last, "the last verdict of a member counts")
                try hold(
                    !settings.permissions(of: member).isDisjoint(with: [.approve, .manage]),
                    "who approves or declines may approve")
            }
        }
    }

    /// protocol.md: a void event is as if it were not there.
    private static func holdsVoids(of record: RequestRecord, _ line: PushedLine, under settings: Settings) throws {
        let chain = record.chain
        let isVoid = Set(record.voids.map(\.event))
        // Behind what it follows. All links stay, and so do signatures.
        let last = chain.events.indices.dropFirst().last { isVoid.contains(chain.events[$0].event) }
        if let place = last, chain.count < 100 {
            let without = RequestRecord(try line.chain(endingIn: chain.events[place - 1]), under: settings)
            let with = RequestRecord(try line.chain(endingIn: chain.events[place]), under: settings)
            try hold(with.voids.last?.event == chain.events[place].event, "no event stands for what follows it")
            try hold(without.entries == with.entries, "a void event changes nothing of what stands before it")
            try hold(Outcome(without, settings) == Outcome(with, settings), "a void event comes to nothing")
        }
        // Before what follows it. The others get other links, which signatures do not survive.
        guard !record.voids.isEmpty, record.entries.allSatisfy({ $0.standing == .unsigned }) else { return }
        let standing = Set(record.entries.map(\.recorded))
        var kept = LinkedActs(chain.opening.signed)
        for recorded in chain.others where standing.contains(recorded) { kept.append(recorded.signed) }
        try holdsOutcome(record, of: kept, under: settings, "acts come to the same without the void ones among them")
        // Until somebody asks who may, whose draft the first event names may close the request.
        let unasked = record.entries.prefix { !$0.event.isProposal }
        guard !record.authors.isEmpty, !standing.contains(chain.opening), !unasked.contains(where: \.event.closes)
        else { return }
        let proposal = Proposal(
            draft: "draft/nobody/y",
            matter: Matter(revision: .zero, subject: String(repeating: "0", count: 64)))
        var first = chain.first
        first.actor = "nobody"
        first.act = .submit(proposal, nonce: "0")
        var others = LinkedActs(SignedEvent(first))
        for recorded in chain.others where standing.contains(recorded) { others.append(recorded.signed) }
        try holdsOutcome(record, of: others, under: settings, "what a void first event says comes to nothing")
    }

    private static func holdsOutcome(
        _ record: RequestRecord, of acts: LinkedActs, under settings: Settings, _ promise: String
    ) throws {
        let other = RequestRecord(try PushedLine(acts.messages).chain(), under: settings)
        try hold(Outcome(other, settings) == Outcome(record, settings), promise)
    }

    /// F7: an act that ends a request ends it, whatever is appended.
    private static func holdsEnd(of record: RequestRecord, _ line: PushedLine, under settings: Settings) throws {
        let end = Outcome(record, settings).closing
        for recorded in record.chain.events.filter(\.event.closes).prefix(2) {
            let before = RequestRecord(try line.chain(endingIn: recorded), under: settings)
            guard let first = Outcome(before, settings).closing else { continue }
            try hold(end == first, "what ends a request ends it, whatever is appended")
            return
        }
    }
}

/// All that a record comes to, wherever its events stand.
private struct Outcome: Equatable {
    let acts: [Event]
    let proposal: Proposal
    let words: [String?]
    let people: [[String]]
    let verdicts: [String: [String: Event]]
    let waivers: [String: Event]
    let landedWaiver: Event?
    let closing: Event?

    init(_ record: RequestRecord, _ settings: Settings) {
        let subjects = Set(record.events.compactMap(\.subject))
        acts = record.events.map(\.withoutPlace)
        proposal = record.proposal
        words = [record.proposer, record.proposed, record.author, record.submitted, record.comment, record.publisher]
        people = [record.authorsInOrder, record.approvers]
        verdicts = .init(uniqueKeysWithValues: subjects.map { ($0, record.verdicts(on: $0).mapValues(\.withoutPlace)) })
        waivers = .init(
            uniqueKeysWithValues: subjects.compactMap { subject in
                record.waiver(of: subject).map { (subject, $0.withoutPlace) }
            })
        landedWaiver = record.landedWaiver?.withoutPlace
        closing = Policy(settings, connections: Connections()).closing(of: record) { [] }?.withoutPlace
    }
}

extension Event {
    fileprivate var withoutPlace: Event { linked(to: Link(request: "", sequence: 0, previous: "")) }
}
