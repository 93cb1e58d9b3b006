package import Git
package import Resources

/// What cannot be taken back.
package enum ReversalRefusal: Refusal {
    /// Not live, so nothing is to be taken back; its request, if it has one.
    case notPublished(draft: String, request: ApprovalRequest?)
    /// A model or sync, of which any number of changes may be published.
    case namesNoChange(ResourceID)
    /// Nothing that was published since the workspace was started.
    case notOnMain(commit: ObjectID)
    /// The same fields were changed again.
    case changedSince(PublishedChange, [FieldConflict])
    case nothingToRevert(PublishedChange)

    package var kind: RefusalKind {
        switch self {
        case .notPublished: RefusalKind("notPublished", .failed)
        case .namesNoChange: RefusalKind("namesNoChange", .failed)
        case .notOnMain: RefusalKind("notOnMain", .failed)
        case .changedSince: RefusalKind("changedSince", .conflict)
        case .nothingToRevert: RefusalKind("nothingToRevert", .failed)
        }
    }
}
