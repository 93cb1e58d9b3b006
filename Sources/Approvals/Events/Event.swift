package import Git

/// One act on an approval request, as it stands in a commit's message (protocol.md, Events):
///
///     assent: ana submits draft/ana/new-leads
///
///     {"actor":"ana","branch":"main", … ,"version":1,"workspace":"6f1c2a9e0b5d4c77"}
///
/// Only the JSON line counts. Its SHA-256 is the event's identity, and that of the first event is the request's id.
package struct Event: Hashable, Sendable {
    /// `id` and `branch` of assent.yaml: no replay into a copy, a fork or another branch.
    package var workspace: String
    package var branch: String
    /// A member's id.
    package var actor: String
    /// RFC 3339, for people only: nothing is decided by it.
    package var time: String
    package var act: Act

    package init(workspace: String, branch: String, actor: String, time: String, _ act: Act) {
        self.workspace = workspace
        self.branch = branch
        self.actor = actor
        self.time = time
        self.act = act
    }
}

/// What was done, with all that it needs: an act that lacks something cannot be made.
package enum Act: Hashable, Sendable {
    /// Opens a request.
    case submit(Proposal, nonce: String)
    /// Lets commits on main stand that nobody approved; it belongs to no request.
    case accept(Matter, comment: String?, nonce: String)
    case revise(Proposal, Link)
    case comment(String, Link)
    case approve(Matter, Approving, Link)
    case decline(Matter, reason: String, Link)
    case withdraw(comment: String?, Link)
    case delete(comment: String?, Link)
    case publish(Matter, Publishing, Link)
}

/// What an act is about: a revision, and the meaning that publishing it has.
package struct Matter: Hashable, Sendable {
    package var revision: ObjectID
    /// `Subject.digest`
    package var subject: String

    package init(revision: ObjectID, subject: String) {
        self.revision = revision
        self.subject = subject
    }
}

/// What `submit` and `revise` ask for.
package struct Proposal: Hashable, Sendable {
    /// `draft/<member>/<slug>`
    package var draft: String
    package var matter: Matter
    /// The chosen approvers.
    package var to: [String]
    package var comment: String?
    /// Ids of requests that must land before this one (F6).
    package var after: [String]

    package var revision: ObjectID { matter.revision }
    package var subject: String { matter.subject }

    package init(draft: String, matter: Matter, to: [String] = [], comment: String? = nil, after: [String] = []) {
        self.draft = draft
        self.matter = matter
        self.to = to
        self.comment = comment
        self.after = after
    }
}

/// The fields of an `approve` besides its matter.
package struct Approving: Hashable, Sendable {
    /// The risk codes that were shown.
    package var risks: [String]
    package var comment: String?
    /// Ids of requests that must land before this one (F6).
    package var after: [String]

    package init(risks: [String], comment: String? = nil, after: [String] = []) {
        self.risks = risks
        self.comment = comment
        self.after = after
    }
}

/// The fields of a `publish` besides its matter.
package struct Publishing: Hashable, Sendable {
    /// "Publish now", which waives the approval.
    package var waives: Bool
    package var comment: String?
    package var after: [String]

    package init(waives: Bool = false, comment: String? = nil, after: [String] = []) {
        self.waives = waives
        self.comment = comment
        self.after = after
    }
}

/// The place in its chain of an event that is not the first.
package struct Link: Hashable, Sendable {
    /// The request's id.
    package var request: String
    /// From 1.
    package var sequence: Int
    /// Digest of the event before.
    package var previous: String

    package init(request: String, sequence: Int, previous: String) {
        self.request = request
        self.sequence = sequence
        self.previous = previous
    }
}

// MARK: - What acts have in common

extension Event {
    package enum Kind: String, CaseIterable, Sendable {
        case submit, revise, comment, approve, decline, withdraw, delete, publish, accept
    }

    package var kind: Kind {
        switch act {
        case .submit: .submit
        case .accept: .accept
        case .revise: .revise
        case .comment: .comment
        case .approve: .approve
        case .decline: .decline
        case .withdraw: .withdraw
        case .delete: .delete
        case .publish: .publish
        }
    }

    /// Nil: the first event of its chain.
    package var link: Link? {
        switch act {
        case .submit, .accept: nil
        case .revise(_, let link), .comment(_, let link), .approve(_, _, let link), .decline(_, _, let link),
            .withdraw(_, let link), .delete(_, let link), .publish(_, _, let link):
            link
        }
    }

    package var sequence: Int { link?.sequence ?? 0 }

    /// What it asks for, if it is a `submit` or a `revise`.
    package var proposal: Proposal? {
        switch act {
        case .submit(let proposal, _), .revise(let proposal, _): proposal
        default: nil
        }
    }

    /// What it is about, if it is about one revision.
    package var matter: Matter? {
        switch act {
        case .submit(let proposal, _), .revise(let proposal, _): proposal.matter
        case .accept(let matter, _, _), .approve(let matter, _, _), .decline(let matter, _, _),
            .publish(let matter, _, _):
            matter
        case .comment, .withdraw, .delete: nil
        }
    }

    package var subject: String? { matter?.subject }

    /// What its actor says with it.
    package var comment: String? {
        switch act {
        case .submit(let proposal, _), .revise(let proposal, _): proposal.comment
        case .accept(_, let comment, _), .withdraw(let comment, _), .delete(let comment, _): comment
        case .comment(let text, _), .decline(_, let text, _): text
        case .approve(_, let said, _): said.comment
        case .publish(_, let said, _): said.comment
        }
    }

    /// Ids of requests that must land before this one (F6).
    package var after: [String] {
        switch act {
        case .submit(let proposal, _), .revise(let proposal, _): proposal.after
        case .approve(_, let said, _): said.after
        case .publish(_, let said, _): said.after
        case .accept, .comment, .decline, .withdraw, .delete: []
        }
    }

    /// The risk codes that an approver signed.
    package var risks: [String] { if case .approve(_, let said, _) = act { said.risks } else { [] } }

    /// "Publish now".
    package var waives: Bool { if case .publish(_, let said, _) = act { said.waives } else { false } }

    package var isProposal: Bool { proposal != nil }
    package var isApproval: Bool { if case .approve = act { true } else { false } }
    package var isDecline: Bool { if case .decline = act { true } else { false } }
    package var isComment: Bool { if case .comment = act { true } else { false } }

    /// Ends the request without publishing it.
    package var closes: Bool {
        switch act {
        case .withdraw, .delete: true
        default: false
        }
    }
}

extension Event {
    /// The rules by which subjects are computed.
    package static let version = 1

    /// What a signature over an event is for, so that it serves for nothing else.
    package static let namespace = "assent.v1"

    /// What an act says stays in history, and in everybody's clone: 16 KiB of UTF-8.
    package static let mostCommentBytes = 16_384

    /// The whole message of the event's commit, but for a signature.
    package var message: String { "assent: \(summary)\n\n\(line)\n" }

    /// The line for people; it proves nothing.
    package var summary: String {
        // One line, whoever is named in it.
        let actor = actor.onOneLine
        let what = proposal?.draft ?? link.map { String($0.request.prefix(8)) } ?? branch
        return switch act {
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

    /// Whether it can be read again.
    func requireRoom() throws(CommentRefusal) {
        let bytes = comment?.utf8.count ?? 0
        if bytes > Self.mostCommentBytes { throw .commentTooLong(bytes: bytes) }
    }
}
