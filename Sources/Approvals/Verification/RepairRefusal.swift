package import Git

/// Why commits cannot be accepted after the fact.
package enum RepairRefusal: Refusal {
    /// It followed the rules, or changed nothing that is governed.
    case notUnapproved(commit: ObjectID)
    /// Verification stops at another commit first.
    case acceptsAnother(first: ObjectID)
    /// Not one commit is wrong, but the line.
    case unacceptable(VerificationFailure)
    /// What follows could not be judged.
    case settingsLost(after: ObjectID, Repair?)
    case mayNotAccept(member: String, commit: ObjectID, who: [String])

    package var kind: RefusalKind {
        switch self {
        case .notUnapproved: RefusalKind("notUnapproved", .failed)
        case .acceptsAnother: RefusalKind("acceptsAnother", .failed)
        case .unacceptable: RefusalKind("unacceptable", .failed)
        case .settingsLost: RefusalKind("settingsLost", .failed)
        case .mayNotAccept: RefusalKind("mayNotAccept", .refused)
        }
    }
}
