package import Git

/// A name that names nothing, or something other than what is asked for.
package enum NameRefusal: Refusal {
    /// - Parameter renaming: the draft that was to be called so; nil: one was to be started.
    case invalidName(String, renaming: String? = nil)
    case unknownDraft(String, nearest: [String])
    case draftExists(String)
    /// git cannot have the draft's branch beside another one, whose name is a folder of it or lies in it.
    case branchInTheWay(draft: String, branch: String)
    case notOnDraft(head: String)
    /// It is submitted, and keeps its name until the request is withdrawn or published.
    case hasRequest(draft: String, id: String)
    /// git would not delete a branch that another work tree is on either.
    case checkedOutElsewhere(draft: String, directory: String)
    case unknownRequest(String)
    /// What was named is a ref that is not a request, or several.
    case unsoundRequest([UnsoundRef])
    case ambiguousRequest(String, ids: [String])
    /// - Parameter draft: what it asked for, where that is still there.
    case requestClosed(id: String, draft: String?, closing: Event?)
    case requestPublished(id: String, landing: ObjectID)
    /// Nobody asks for it now; `closed` is the last request for it, if that was withdrawn or deleted.
    case noRequest(draft: String, closed: ApprovalRequest?, hasChanges: Bool)
    /// - Parameter isOriginal: it was to be copied.
    case unknownResource(String, nearest: [String], isOriginal: Bool = false)
    case resourceExists(String, path: String)
    /// A draft changes other resources than the one that was named.
    case notChanged(String, draft: String, changes: [String])
    /// A field, or a file, that is not in conflict; `isSettled`: not any more. `left`: those that are.
    case notInConflict(String, isSettled: Bool, nearest: [String], left: [String])
    /// A field that is in conflict in several files.
    case ambiguousField(String, names: [String])

    package var kind: RefusalKind {
        switch self {
        case .invalidName: RefusalKind("invalidName", .badArguments)
        case .unknownDraft: RefusalKind("unknownDraft", .failed)
        case .draftExists: RefusalKind("draftExists", .failed)
        case .branchInTheWay: RefusalKind("branchInTheWay", .failed)
        case .notOnDraft: RefusalKind("notOnDraft", .failed)
        case .hasRequest: RefusalKind("hasRequest", .failed)
        case .checkedOutElsewhere: RefusalKind("checkedOutElsewhere", .failed)
        case .unknownRequest: RefusalKind("unknownRequest", .failed)
        case .unsoundRequest: RefusalKind("unsoundRequest", .failed)
        case .ambiguousRequest: RefusalKind("ambiguousRequest", .failed)
        case .requestClosed: RefusalKind("requestClosed", .failed)
        case .requestPublished: RefusalKind("requestPublished", .failed)
        case .noRequest: RefusalKind("noRequest", .failed)
        case .unknownResource: RefusalKind("unknownResource", .failed)
        case .resourceExists: RefusalKind("resourceExists", .failed)
        case .notChanged: RefusalKind("notChanged", .failed)
        case .notInConflict: RefusalKind("notInConflict", .failed)
        case .ambiguousField: RefusalKind("ambiguousField", .failed)
        }
    }
}
