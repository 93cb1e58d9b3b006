package import Git
package import Resources

/// Why a change cannot be reverted.
package enum ReversalRefusal: Refusal {
    /// The draft is not live, so there is nothing to revert; its request, if it has one.
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
