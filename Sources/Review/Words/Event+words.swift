package import Approvals
import Git
import Resources
import SSH
import Signatures

extension Words {
    /// Why an event is void, as the end of a sentence about it: `is not signed`.
    ///
    /// - Parameter isMine: the reader did what is void.
    package init(_ reason: VoidReason, isMine: Bool = false) {
        let (them, they, their): (Words, Words, Words) =
            isMine ? ("you", "you", "your") : ("them", "they", "their")
        switch reason {
        case .notSigned: self = "is not signed"
        case .otherKey(let key):
            self = "is signed with a key that assent.yaml does not list for \(them) (\(Fingerprint(of: key).text))"
        case .wrongSignature: self = "has a signature for something else"
        case .notMember: self = "does not count: \(they) are not a member of this workspace"
        case .lacks(let permission): self = "does not count: \(their) role may not \(permission.rawValue)"
        case .tooManyComments(let limit): self = "is beyond the limit of \(limit) comments"
        }
    }

    /// An act as a noun: `an approval`.
    init(actOf event: Event) {
        switch event.act {
        case .submit: self = "a request"
        case .revise: self = "a change to the request"
        case .comment: self = "a comment"
        case .approve: self = "an approval"
        case .decline: self = "a decline"
        case .withdraw: self = "a withdrawal"
        case .delete: self = "a deletion"
        case .publish: self = "a publish"
        case .accept: self = "an acceptance"
        }
    }
}

extension Words {
    /// A change that can be taken back, by its draft or its commit.
    init(nameOf change: PublishedChange) {
        self = change.request.map { "\($0.draftName)" } ?? "\(change.commit.short)"
    }
}
