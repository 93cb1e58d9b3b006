package import Git

/// What a member was shown last of a request or a draft: `approve` signs off just that (protocol.md, Subject), and
/// `view` tells what is new since.
package struct Viewed: Hashable, Sendable {
    /// Nil: it had conflicts.
    package let subject: String?
    /// The revision that was asked for then, and main as it was: what the subject was computed from.
    package let revision: ObjectID
    package let onto: ObjectID
    /// The digest of the last event of its request; nil: it was a draft without one.
    package let lastEvent: String?
    /// When, in RFC 3339.
    package let time: String

    package init(subject: String?, revision: ObjectID, onto: ObjectID, lastEvent: String? = nil, time: String = "") {
        self.subject = subject
        self.revision = revision
        self.onto = onto
        self.lastEvent = lastEvent
        self.time = time
    }

    /// What was done about a request since, by others and as far as it stands; oldest first.
    package func events(since request: ApprovalRequest, by others: (String) -> Bool) -> [Event] {
        // A chain only grows. Where somebody exchanged it, all but what opened it is new.
        let seen = request.chain.events.lastIndex { $0.digest == lastEvent } ?? 0
        let new = Set(request.chain.events[(seen + 1)...].map(\.digest))
        return request.record.entries.filter { new.contains($0.recorded.digest) && others($0.event.actor) }
            .map(\.event)
    }
}

extension Viewed {
    fileprivate static let nothing = "-"

    fileprivate init?(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 5, words[0] == Self.nothing || words[0].utf8.count == 64,
            let revision = ObjectID(hex: words[1]), let onto = ObjectID(hex: words[2])
        else { return nil }
        func word(_ word: String) -> String? { word == Self.nothing ? nil : word }
        self.init(
            subject: word(words[0]), revision: revision, onto: onto, lastEvent: word(words[3]), time: words[4])
    }

    fileprivate var line: String {
        [subject ?? Self.nothing, revision.hex, onto.hex, lastEvent ?? Self.nothing, time].joined(separator: " ")
    }
}

/// What each member has seen of each request and draft, as it is kept in this clone.
package struct ViewedPlans: OnWorkspace {
    package let workspace: OpenWorkspace

    /// More than anybody reviews at a time; what was viewed long ago need not be remembered.
    static let most = 1000

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Notes that a member saw a request or a draft as it is now.
    package func remember(_ plan: Plan, by member: String) throws {
        let viewed = Viewed(
            subject: plan.subject, revision: plan.revision, onto: plan.merge.onto,
            lastEvent: plan.request?.chain.last.digest, time: session.timestamp())
        do throws(FileProblem) {
            try file(of: plan, by: member).write(viewed.line + "\n")
        } catch {
            // Who can only read here cannot approve here either.
            if !error.isReadOnly { throw error }
        }
        forgetOldest()
    }

    /// What the member was shown last of a request.
    package func viewed(_ request: String, by member: String) -> Viewed? {
        file(called: request, by: member).firstLine().flatMap(Viewed.init)
    }

    /// What the member was shown last of what is planned now.
    package func viewed(_ plan: Plan, by member: String) -> Viewed? {
        file(of: plan, by: member).firstLine().flatMap(Viewed.init)
    }

    /// Whether the member was shown what is planned now.
    package func hasSeen(_ plan: Plan, by member: String) -> Bool {
        guard let viewed = viewed(plan, by: member) else { return false }
        return viewed.subject == plan.subject && (plan.subject != nil || viewed.revision == plan.revision)
    }

    /// The plan that was shown, of the same request or draft; nil if it cannot be computed again, since what it came
    /// from is gone.
    package func plan(of now: Plan, as viewed: Viewed) -> Plan? {
        do {
            let plan = try Planner(workspace).plan(
                viewed.revision, of: now.draft, request: now.request, onto: viewed.onto)
            return plan.subject == viewed.subject ? plan : nil
        } catch {
            // Superseded revisions are kept by nothing: then the whole request is shown again.
            return nil
        }
    }

    private var folder: String { repository.commonDirectory + "/assent/viewed" }

    private func file(of plan: Plan, by member: String) -> LocalFile {
        // A draft's name may hold what no file name can, and so may a member's id.
        file(called: plan.request?.id ?? "draft-\(Digest.sha256(Array(plan.draft.utf8)).prefix(16))", by: member)
    }

    private func file(called name: String, by member: String) -> LocalFile {
        LocalFile("\(folder)/\(name)-\(Digest.sha256(Array(member.utf8)).prefix(16))")
    }

    private func forgetOldest() {
        let names = File.names(in: folder)
        guard names.count > Self.most else { return }
        let files = names.map { LocalFile("\(folder)/\($0)") }.map { (file: $0, written: $0.lastWritten) }
        for old in files.sorted(by: { $0.written < $1.written }).prefix(names.count - Self.most / 2) {
            old.file.remove()
        }
    }
}
