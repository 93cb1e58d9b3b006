package import Git

/// One act on an approval request, as it stands in a commit's message: protocol.md, Events.
///
///     assent: ana submits draft/ana/new-leads
///
///     {"actor":"ana","branch":"main", … ,"version":1,"workspace":"6f1c2a9e0b5d4c77"}
///
/// Only the JSON line counts. Its SHA-256 is the event's identity, and that of the first event is the request's id.
package struct Event: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case submit, revise, comment, approve, decline, withdraw, delete, publish, accept
    }

    package var kind: Kind
    /// `id` and `branch` of assent.yaml: no replay into a copy, a fork or another branch.
    package var workspace: String
    package var branch: String
    /// The request's id; absent in its first event, whose digest it is.
    package var request: String?
    package var sequence: Int
    /// Digest of the event before.
    package var previous: String?
    /// A member's id.
    package var actor: String
    /// RFC 3339, for people only: nothing is decided by it.
    package var time: String
    /// `draft/<member>/<slug>`.
    package var draft: String?
    package var revision: ObjectID?
    package var subject: String?
    /// `approve`: the risk codes that were shown.
    package var risks: [String]?
    /// Ids of requests that must land before this one (F6).
    package var after: [String]?
    /// `submit`, `revise`: the chosen approvers.
    package var to: [String]?
    package var comment: String?
    /// `publish`: "publish now", which waives the approval.
    package var waive: Bool?
    /// Randomness that makes two first events differ.
    package var nonce: String?

    package init(
        kind: Kind, workspace: String, branch: String, request: String? = nil, sequence: Int, previous: String? = nil,
        actor: String, time: String, draft: String? = nil, revision: ObjectID? = nil, subject: String? = nil,
        risks: [String]? = nil, after: [String]? = nil, to: [String]? = nil, comment: String? = nil,
        waive: Bool? = nil, nonce: String? = nil
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
}

extension Event {
    /// The rules by which subjects are computed.
    package static let version = 1

    /// What a signature over an event is for, so that it serves for nothing else.
    package static let namespace = "assent.v1"

    /// What an act says stays in history, and in everybody's clone: 16 KiB of UTF-8.
    package static let mostCommentBytes = 16_384

    /// The canonical JSON line.
    package var line: String {
        var members: [String: JSON] = [
            "version": .int(Self.version), "kind": .string(kind.rawValue), "workspace": .string(workspace),
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

    /// SHA-256 over the JSON line, in hexadecimal.
    package var digest: String { Digest.sha256(Array(line.utf8)) }

    /// The whole message of the event's commit, but for a signature.
    package var message: String { "assent: \(summary)\n\n\(line)\n" }

    /// The line for people; it proves nothing.
    package var summary: String {
        // One line, whoever is named in it.
        let actor = actor.onOneLine
        let what = draft ?? request.map { String($0.prefix(8)) } ?? branch
        return switch kind {
        case .submit: "\(actor) submits \(what)"
        case .revise: "\(actor) revises \(what)"
        case .comment: "\(actor) comments on \(what)"
        case .approve: "\(actor) approves \(what)"
        case .decline: "\(actor) declines \(what)"
        case .withdraw: "\(actor) withdraws \(what)"
        case .delete: "\(actor) deletes \(what)"
        case .publish: "\(actor) publishes \(what)"
        case .accept: "\(actor) accepts unapproved commits on \(what)"
        }
    }
}

/// Why a commit is no event.
package struct EventProblem: Error, Hashable {
    package let reason: String
}

extension Event {
    /// Reads the JSON line.
    init(line: ArraySlice<UInt8>) throws(EventProblem) {
        let json: JSON
        do { json = try JSON(canonical: line) } catch {
            throw EventProblem(reason: "its JSON line is \(error.reason)")
        }
        try self.init(json)
    }

    private init(_ json: JSON) throws(EventProblem) {
        var fields = Fields(json)
        guard try fields.int("version") == Self.version else { throw EventProblem(reason: "an unknown version") }
        guard let kind = Kind(rawValue: try fields.required("kind")) else {
            throw EventProblem(reason: "an unknown kind")
        }
        self.init(
            kind: kind, workspace: try fields.required("workspace"), branch: try fields.required("branch"),
            request: try fields.digest("request"), sequence: try fields.int("sequence"),
            previous: try fields.digest("previous"), actor: try fields.required("actor"),
            time: try fields.required("time"), draft: try fields.text("draft"),
            revision: try fields.objectID("revision"),
            subject: try fields.digest("subject"), risks: try fields.texts("risks"), after: try fields.texts("after"),
            to: try fields.texts("to"), comment: try fields.text("comment"), waive: try fields.flag("waive"),
            nonce: try fields.text("nonce"))
        try fields.end()
        guard isRoomFor(comment) else {
            throw EventProblem(reason: "a comment of more than 16,384 bytes")
        }
        let isFirst = kind == .submit || kind == .accept
        guard isFirst == (sequence == 0), isFirst == (previous == nil), isFirst == (request == nil),
            isFirst == (nonce != nil)
        else { throw EventProblem(reason: "a first event that is not first, or the reverse") }
        let allowed = Self.fields[kind]!
        let present: [(String, Bool)] = [
            ("draft", draft != nil), ("revision", revision != nil), ("subject", subject != nil),
            ("risks", risks != nil), ("after", after != nil), ("to", to != nil), ("comment", comment != nil),
            ("waive", waive != nil),
        ]
        for (name, isPresent) in present {
            if isPresent && !allowed.required.contains(name) && !allowed.optional.contains(name) {
                throw EventProblem(reason: "\(name) has no place in a \(kind.rawValue) event")
            }
            if !isPresent && allowed.required.contains(name) {
                throw EventProblem(reason: "a \(kind.rawValue) event without \(name)")
            }
        }
    }

    private func isRoomFor(_ comment: String?) -> Bool { (comment?.utf8.count ?? 0) <= Self.mostCommentBytes }

    /// That it can be read again.
    func requireRoom() throws(Refusal) {
        if !isRoomFor(comment) { throw .commentTooLong(bytes: comment?.utf8.count ?? 0) }
    }

    /// What belongs to which kind, beyond what every event has.
    private static let fields: [Kind: (required: [String], optional: [String])] = [
        .submit: (["draft", "revision", "subject"], ["to", "comment", "after"]),
        .revise: (["draft", "revision", "subject"], ["to", "comment", "after"]),
        .comment: (["comment"], []),
        .approve: (["revision", "subject", "risks"], ["comment", "after"]),
        .decline: (["revision", "subject", "comment"], []),
        .withdraw: ([], ["comment"]),
        .delete: ([], ["comment"]),
        .publish: (["revision", "subject"], ["waive", "comment", "after"]),
        .accept: (["revision", "subject"], ["comment"]),
    ]
}

/// Takes the members of an event's object one by one; what is left over at the end is unknown.
private struct Fields {
    private var members: [String: JSON]

    init(_ json: JSON) {
        if case .object(let members) = json { self.members = members } else { members = [:] }
    }

    mutating func text(_ name: String) throws(EventProblem) -> String? {
        guard let value = members.removeValue(forKey: name) else { return nil }
        guard let text = value.string else { throw EventProblem(reason: "\(name) is not a text") }
        return text
    }

    mutating func required(_ name: String) throws(EventProblem) -> String {
        guard let text = try text(name), !text.isEmpty else { throw EventProblem(reason: "\(name) is missing") }
        return text
    }

    mutating func digest(_ name: String) throws(EventProblem) -> String? {
        guard let text = try text(name) else { return nil }
        guard text.utf8.count == 64, text.utf8.allSatisfy({ Digest.hexadecimal.contains($0) }) else {
            throw EventProblem(reason: "\(name) is no SHA-256")
        }
        return text
    }

    mutating func objectID(_ name: String) throws(EventProblem) -> ObjectID? {
        guard let text = try text(name) else { return nil }
        guard let id = ObjectID(hex: text), id.hex == text else {
            throw EventProblem(reason: "\(name) is no object id")
        }
        return id
    }

    mutating func int(_ name: String) throws(EventProblem) -> Int {
        guard let number = members.removeValue(forKey: name)?.int, number >= 0 else {
            throw EventProblem(reason: "\(name) is no number")
        }
        return number
    }

    mutating func flag(_ name: String) throws(EventProblem) -> Bool? {
        guard let value = members.removeValue(forKey: name) else { return nil }
        guard let flag = value.bool else { throw EventProblem(reason: "\(name) is neither true nor false") }
        return flag
    }

    mutating func texts(_ name: String) throws(EventProblem) -> [String]? {
        guard let value = members.removeValue(forKey: name) else { return nil }
        guard let texts = value.array?.map(\.string), !texts.contains(nil) else {
            throw EventProblem(reason: "\(name) is no list of texts")
        }
        return texts.compactMap { $0 }
    }

    func end() throws(EventProblem) {
        if let unknown = members.keys.min() { throw EventProblem(reason: "an unknown field: \(unknown)") }
    }
}
