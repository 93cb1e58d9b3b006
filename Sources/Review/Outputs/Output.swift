/// What `--format json` of a command prints: one document on one line, version 1. `Shapes` makes the documents; tests hold
/// every one against its description here.
///
/// Within a version members are only added, and so are the texts of a choice. All members are always there: one that does
/// not apply is `null`, a list without items is empty. Texts are as people wrote them (`SafeText.json` makes them safe).
/// A refusal is a document too (`JSONObject.refusal`).
package struct Output: Sendable {
    /// The words behind `assent`: `draft list`. Without any it is `assent` itself.
    package let command: String
    /// One of these.
    package let documents: [JSONObject]
    /// It prints such a document on each line.
    package let isLines: Bool

    init(_ command: String, lines: Bool = false, _ documents: JSONObject...) {
        self.command = command
        self.documents = documents.map { document in
            // It already is one line of a whole, or a schema.
            document.isOpen || document.members.contains { $0.name == "version" } ? document : document.versioned
        }
        isLines = lines
    }

    /// Of the home page.
    package static let start = Output("assent", [JSONMember("next", .text, "The command to type next.")])

    /// Of a job on the host.
    package static let land = Output(
        "land",
        [
            JSONMember("published", .list(.object(publishedObject)), "What is live now."),
            JSONMember("voided", .list(.object(.voided)), "Approvals of other requests that no longer count."),
        ])

    /// Of one document.
    init(_ command: String, _ members: [JSONMember]) { self.init(command, JSONObject(nil, "", members)) }
}

extension JSONObject {
    fileprivate var versioned: JSONObject {
        var document = self
        document.members.append(JSONMember("version", .version, "The version of this document's shape."))
        return document
    }
}
