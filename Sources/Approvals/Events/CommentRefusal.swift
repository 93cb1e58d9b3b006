/// Why a comment cannot be added to a request.
package enum CommentRefusal: Refusal {
    case tooManyComments(draft: String, limit: Int)
    /// protocol.md: what an act says has a limit of its own.
    case commentTooLong(bytes: Int)

    package var kind: RefusalKind {
        switch self {
        case .tooManyComments: RefusalKind("tooManyComments", .failed)
        case .commentTooLong: RefusalKind("commentTooLong", .badArguments)
        }
    }
}
