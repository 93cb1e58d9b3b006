import Approvals
import Git
import Resources
import Signatures
import Support
import Testing

/// A landing on main, written by hand: what the publisher would write, to be changed in one place.
struct Forgery {
    let company: Company
    /// Main before.
    var onto: ObjectID
    /// What the events stand on.
    var revision: ObjectID
    /// Of the merge.
    var tree: ObjectID
    var events: [EventDraft]
    /// Changes a message that is written.
    var text: (EventDraft, SSHSignature?) -> String = { $0.message($1) }
    /// Of the events' commits; nil: the revision's.
    var eventTree: ObjectID?
    var message = "Publish\n"
    /// Of the events, by their position.
    var signatures: [Int: SSHSignature] = [:]

    /// - Parameter approvers: add their approvals of the draft's open request.
    init(_ company: Company, of draft: Draft, approvedBy approvers: [String] = []) throws {
        self.company = company
        let workspace = try company.workspace(draft.member)
        let request = try company.request(of: draft)
        let plan = try Planner(workspace).plan(request)
        onto = try company.main()
        revision = plan.revision
        tree = try plan.merge.tree(in: workspace.repository)
        events = request.chain.events.map { EventDraft($0.event) }
        for member in approvers { add(.approve, by: member) }
    }

    /// Adds an event about what was proposed last.
    mutating func add(_ kind: Event.Kind, by member: String, _ change: (inout EventDraft) -> Void = { _ in }) {
        let proposal = events.last { $0.kind == .submit || $0.kind == .revise }!
        var event = EventDraft(
            kind: kind, workspace: events[0].workspace, branch: events[0].branch, request: events[0].digest,
            sequence: events.count, previous: events[events.count - 1].digest, actor: member,
            time: "2026-03-01T12:00:00Z", revision: proposal.revision, subject: proposal.subject,
            risks: kind == .approve ? [] : nil)
        if kind == .publish { event.waive = true }
        if kind == .revise { event.draft = proposal.draft }
        if kind == .decline { event.comment = "no" }
        change(&event)
        events.append(event)
    }

    /// Makes digests and positions right again after an event was changed, as a careful forger would.
    mutating func relink() {
        for index in events.indices.dropFirst() {
            events[index].sequence = index
            events[index].previous = events[index - 1].digest
            events[index].request = events[0].digest
        }
    }

    /// The commits of the events, one on top of the other.
    func writeEvents() throws -> ObjectID {
        let repository = try company.repository()
        let standing = try eventTree ?? repository.commit(revision).tree
        return try events.enumerated().reduce(revision) { parent, item in
            try company.write(
                tree: standing, parents: [parent], message: text(item.element, signatures[item.offset]))
        }
    }

    /// The merge. Nothing leads to it yet.
    func write() throws -> ObjectID {
        try company.write(tree: tree, parents: [onto, writeEvents()], message: message)
    }

    /// What verification says of main with this landing on it.
    func verify() throws -> VerificationFailure? { try company.verify(write()) }
}

extension Company {
    func verify(_ tip: ObjectID, genesis: ObjectID? = nil) throws -> VerificationFailure? {
        try Verifier(repository()).verify(tip, genesis: genesis).failure
    }
}

extension VerificationFailure.Reason {
    /// `anotherSubject`, `missing`.
    var name: String { String("\(self)".prefix { $0.isLetter }) }
}

/// The rule and the reason, for comparing.
func words(_ failure: VerificationFailure?) -> String {
    failure.map { "\($0.rule) \($0.reason.name)" } ?? "valid"
}
