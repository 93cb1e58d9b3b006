import Approvals
import Resources

extension CommentRefusal: ExplainedRefusal {
    /// What is too long, or too much.
    package func explained(in context: RefusalContext) -> RefusalWords {
        let reader = context.reader
        return switch self {
        case .tooManyComments(let draft, let limit):
            RefusalWords(
                "\(draft) has \(limit) comments, and takes no more.",
                facts: ["What is decided about it is still recorded: submit, approve, decline and withdraw."],
                next: [.init("read them", typed("view", draft, reader))])
        case .commentTooLong(let bytes):
            RefusalWords(
                "this text has \(bytes) bytes; what an act says may have 16,384 (16 KiB). Put it into a document, and say where that is."
            )
        }
    }
}
