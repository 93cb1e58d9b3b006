import Approvals
import Resources

extension CommentRefusal: ExplainedRefusal {
    /// A text that is too long, or one comment too many.
    package func explained(in context: RefusalContext) -> RefusalWords {
        let reader = context.reader
        return switch self {
        case .tooManyComments(let draft, let limit):
            RefusalWords(
                "\(draft) already has \(limit) comments, the most that a request can have.",
                facts: ["You can still submit, approve, decline or withdraw it."],
                next: [.init("read them", typed("view", draft, reader))])
        case .commentTooLong(let bytes):
            RefusalWords(
                "this text has \(bytes) bytes; the limit is 16,384 (16 KiB). Put it in a document, and link to that."
            )
        }
    }
}
