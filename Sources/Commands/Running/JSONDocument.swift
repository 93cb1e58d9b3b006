import Approvals
import Review

/// What `--format json` prints: one object on one line. Version 1 of its shape: later versions add members, and never
/// change these.
struct JSONDocument {
    let text: String

    private static let version: JSON = 1

    /// - Parameter json: an object; its `version` is added here.
    init(_ json: JSON) {
        guard case .object(var members) = json else { preconditionFailure("a document is an object") }
        members["version"] = Self.version
        text = SafeText.json(.object(members))
    }

    /// `{"error":{"kind":"mayNot","message":"…","next":["assent submit --to bo"],"status":3},"version":1}`
    init(error words: RefusalWords, _ kind: RefusalKind) {
        self.init(["error": Shapes.problem(words, kind)])
    }

    /// Where all there is to say is long lists.
    ///
    /// - Parameter lists: in the order of their names, of items as `SafeText.json` writes them.
    static func text(of lists: [(name: String, items: [String])]) -> String {
        let members = lists.map { "\(JSON.string($0.name).canonical):[\($0.items.joined(separator: ","))]" }
        return "{\(members.joined(separator: ",")),\"version\":\(version.canonical)}"
    }
}
