package import Resources

/// The rules do not allow this member to do it, or not yet.
package enum RightsRefusal: Refusal {
    /// F2, F9: the member may not do this to what the draft touches.
    case mayNot(member: String, Permission, draft: String, plan: Plan, who: [String])
    /// An author's own approval does not count here.
    case ownRequest(member: String, draft: String, who: [String])
    /// A member who is asked to approve it cannot do so.
    case cannotApprove(member: String, draft: String, isAuthor: Bool, who: [String])
    case mayNotTouchRequest(member: String, draft: String, authors: [String])
    /// A draft has its member's name, and is renamed by them alone.
    case mayNotRename(draft: String, owner: String)
    /// Authors withdraw; a decline of their own would block nobody else.
    case ownDecline(draft: String)
    case mayNotDecline(member: String, draft: String, plan: Plan, who: [String])
    /// It needs no approval, so that a decline would have no effect.
    case needsNoApproval(draft: String)
    case waits(draft: String, plan: Plan)
    /// The subject is another one than was shown.
    case subjectChanged(draft: String, shown: String, now: String, Together? = nil)
    /// The remote has more of a draft than this clone, and the member, in whose name all of it would be recorded, has
    /// not seen it.
    case sentByOthers(draft: String, remote: String, isShown: Bool, isCheckedOut: Bool)
    /// Nothing was shown yet, and there is nobody to show it to.
    case notViewed(draft: String, subject: String, Together? = nil)
    /// The request cannot be attributed to its author, and nobody can approve it until somebody submits it again.
    case unprovenRequest(draft: String, author: String, VoidReason)

    /// Several requests that were to be approved in one step.
    package struct Together: Hashable, Sendable {
        /// All of them, in the order in which they were named.
        package let drafts: [String]
        /// Those that were not seen as they would go live, and their subjects.
        package let unseenDrafts: [String]
        package let unseen: [String]

        package init(drafts: [String], unseenDrafts: [String], unseen: [String]) {
            self.drafts = drafts
            self.unseenDrafts = unseenDrafts
            self.unseen = unseen
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .mayNot: RefusalKind("mayNot", .refused)
        case .ownRequest: RefusalKind("ownRequest", .refused)
        case .cannotApprove: RefusalKind("cannotApprove", .failed)
        case .mayNotTouchRequest: RefusalKind("mayNotTouchRequest", .refused)
        case .mayNotRename: RefusalKind("mayNotRename", .refused)
        case .ownDecline: RefusalKind("ownDecline", .refused)
        case .mayNotDecline: RefusalKind("mayNotDecline", .refused)
        case .needsNoApproval: RefusalKind("needsNoApproval", .failed)
        case .waits: RefusalKind("waits", .waits)
        case .subjectChanged: RefusalKind("subjectChanged", .conflict)
        case .notViewed: RefusalKind("notViewed", .refused)
        case .sentByOthers: RefusalKind("sentByOthers", .refused)
        case .unprovenRequest: RefusalKind("unprovenRequest", .refused)
        }
    }
}
