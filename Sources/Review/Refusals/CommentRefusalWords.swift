import Approvals
import Resources

/// A text that is too long, or one comment too many.
struct CommentRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: CommentRefusal) -> RefusalWords {
        return switch refusal {
        case .tooManyComments(let draft, let limit):
            RefusalWords(
                "\(draft) already has \(limit) comments, the most that a request can have.",
                facts: ["You can still submit, approve, decline or withdraw it."],
                next: [.init("read them", typed("view", draft))])
        case .commentTooLong(let bytes):
            RefusalWords(
                "this text has \(bytes) bytes; the limit is 16,384 (16 KiB). Put it in a document, and link to that."
            )
        }
    }
}
