package import Resources

/// The rules do not allow it to this member, or not yet.
package enum RightsRefusal: Refusal {
    /// F2, F9: the member may not do this to what the draft touches.
    case mayNot(member: String, Permission, draft: String, plan: Plan, who: [String])
    /// An author's own approval does not count here.
    case ownRequest(member: String, draft: String, who: [String])
    case mayNotTouchRequest(member: String, draft: String, authors: [String])
    /// A draft has its member's name, and is renamed by them alone.
    case mayNotRename(draft: String, owner: String)
    /// Authors withdraw; a decline of their own would block nobody else.
    case ownDecline(draft: String)
    case mayNotDecline(member: String, draft: String, plan: Plan, who: [String])
    /// Nothing waits for an approval that could be kept from it.
    case needsNoApproval(draft: String)
    case waits(draft: String, plan: Plan)
    /// The subject is another one than was shown.
    case subjectChanged(draft: String, shown: String, now: String)
    /// Nothing was shown yet, and there is nobody to show it to.
    case notViewed(draft: String, subject: String)
    /// What asks for it cannot be taken for its author's, and nobody can approve it until somebody asks anew.
    case unprovenRequest(draft: String, author: String, VoidReason)

    package var kind: RefusalKind {
        switch self {
        case .mayNot: RefusalKind("mayNot", .refused)
        case .ownRequest: RefusalKind("ownRequest", .refused)
        case .mayNotTouchRequest: RefusalKind("mayNotTouchRequest", .refused)
        case .mayNotRename: RefusalKind("mayNotRename", .refused)
        case .ownDecline: RefusalKind("ownDecline", .refused)
        case .mayNotDecline: RefusalKind("mayNotDecline", .refused)
        case .needsNoApproval: RefusalKind("needsNoApproval", .failed)
        case .waits: RefusalKind("waits", .waits)
        case .subjectChanged: RefusalKind("subjectChanged", .conflict)
        case .notViewed: RefusalKind("notViewed", .refused)
        case .unprovenRequest: RefusalKind("unprovenRequest", .refused)
        }
    }
}
