import Approvals
import Git
import Signatures

/// An event as somebody with a text editor would make it: whatever its fields hold, and whichever it lacks. What a forger
/// can write is more than `Event` can hold.
struct EventDraft: Equatable {
    var kind: Event.Kind
    var workspace: String
    var branch: String
    var request: String?
    var sequence: Int
    var previous: String?
    var actor: String
    var time: String
    var draft: String?
    var revision: ObjectID?
    var subject: String?
    var risks: [String]?
    var after: [String]?
    var to: [String]?
    var comment: String?
    var waive: Bool?
    var nonce: String?

    init(
        kind: Event.Kind, workspace: String, branch: String, request: String? = nil, sequence: Int,
        previous: String? = nil, actor: String, time: String, draft: String? = nil, revision: ObjectID? = nil,
        subject: String? = nil, risks: [String]? = nil, after: [String]? = nil, to: [String]? = nil,
        comment: String? = nil, waive: Bool? = nil, nonce: String? = nil
    ) {
        self.kind = kind
        self.workspace = workspace
        self.branch = branch
        self.request = request
        self.sequence = sequence
        self.previous = previous
        self.actor = actor
        self.time = time
        self.draft = draft
        self.revision = revision
        self.subject = subject
        self.risks = risks
        self.after = after
        self.to = to
        self.comment = comment
        self.waive = waive
        self.nonce = nonce
    }

    init(_ event: Event) {
        self.init(
            kind: event.kind, workspace: event.workspace, branch: event.branch, request: event.link?.request,
            sequence: event.sequence, previous: event.link?.previous, actor: event.actor, time: event.time,
            draft: event.proposal?.draft, revision: event.matter?.revision, subject: event.subject,
            risks: event.isApproval ? event.risks : nil, after: event.after.isEmpty ? nil : event.after,
            to: event.proposal.flatMap { $0.to.isEmpty ? nil : $0.to }, comment: event.comment,
            waive: event.waives ? true : nil)
        switch event.act {
        case .submit(_, let nonce), .accept(_, _, let nonce): self.nonce = nonce
        default: break
        }
    }

    /// The canonical JSON line, sound or not.
    var line: String {
        var members: JSON.Members = [
            "version": .int(Event.version), "kind": .string(kind.rawValue), "workspace": .string(workspace),
            "branch": .string(branch), "sequence": .int(sequence), "actor": .string(actor), "time": .string(time),
        ]
        members["request"] = request.map(JSON.string)
        members["previous"] = previous.map(JSON.string)
        members["draft"] = draft.map(JSON.string)
        members["revision"] = revision.map { .string($0.hex) }
        members["subject"] = subject.map(JSON.string)
        members["risks"] = risks.map { .array($0.map(JSON.string)) }
        members["after"] = after.map { .array($0.map(JSON.string)) }
        members["to"] = to.map { .array($0.map(JSON.string)) }
        members["comment"] = comment.map(JSON.string)
        members["waive"] = waive.map(JSON.bool)
        members["nonce"] = nonce.map(JSON.string)
        return JSON.object(members).canonical
    }

    var digest: String { Digest.sha256(Array(line.utf8)) }

    /// The whole message of its commit.
    func message(_ signature: SSHSignature? = nil) -> String {
        "assent: \(actor) \(kind.rawValue)\n\n\(line)\n" + (signature.map { "\n" + $0.armored } ?? "")
    }

    /// Read back, as the product reads it.
    func signed(_ signature: SSHSignature? = nil) throws -> SignedEvent {
        try SignedEvent(message: Array(message(signature).utf8))
    }
}
