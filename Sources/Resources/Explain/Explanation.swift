/// What `assent explain` says about a code: what the finding means, why it matters, and a wrong and a right example.
///
/// The examples are whole: laid over `Explanation.workspace`, the wrong one has exactly this finding and the right one
/// none, which a test proves.
package struct Explanation: Hashable, Sendable {
    package let code: FindingCode
    /// A few words, lower case.
    package let title: String
    /// Why it matters, and what to do: whole sentences, in paragraphs.
    package let why: String
    package let wrong: Example
    package let right: Example

    /// A change to the sample workspace.
    package struct Example: Hashable, Sendable {
        /// The file to look at.
        package let path: String
        /// Nil: the file is deleted.
        package let text: String?
        /// What else is published before, by path.
        package var published: [String: String] = [:]
        /// What else the change comes with; nil deletes.
        package var also: [String: String?] = [:]
        /// A model in another draft, by its path.
        package var otherDraft: [String: String] = [:]

        init(
            _ path: String, _ text: String?, published: [String: String] = [:], also: [String: String?] = [:],
            otherDraft: [String: String] = [:]
        ) {
            self.path = path
            self.text = text
            self.published = published
            self.also = also
            self.otherDraft = otherDraft
        }
    }

    /// The explanation of a code, given in any letter case; nil if there is no such code.
    package static func of(_ code: String) -> Explanation? {
        let code = code.uppercased()
        return all.first { $0.code.rawValue == code }
    }

    /// By code.
    package static let all = files + references + shape + risks
}

extension Explanation {
    /// A small company: one model of leads, one sync that sends them to a CRM. Paths and contents.
    package static let workspace = [
        "assent.yaml": """
        version: 1
        id: 5d0c7a1e9b3f2468
        workspace: acme
        members:
          ana: {name: Ana Silva, email: ana@acme.example, role: draft-contributor}
          bo: {name: Bo Chen, email: bo@acme.example, role: editor}
          carol: {name: Carol Diaz, email: carol@acme.example, role: admin}

        """,
        "manifest-acme.yaml": """
        sources:
          warehouse: {name: Warehouse, type: snowflake}
        destinations:
          crm: {name: CRM, type: salesforce}
          crm-test: {name: CRM (test), type: salesforce}

        """,
        "models/leads.yaml": leads,
        "syncs/leads-to-crm.yaml": leadsToCRM,
    ]

    static let leads = """
        name: Leads
        source: warehouse
        type: raw_sql
        rawSql: |-
          select id, email, created_at
          from crm.leads
        primaryKey: id

        """

    static let leadsToCRM = """
        model: leads
        destination: crm
        config:
          mode: insert
          mappings:
            - {to: Email, from: email, type: standard}
        schedule:
          type: manual

        """

    /// The sample sync with one text replaced.
    static func sync(_ old: String, _ new: String) -> String { replacing(old, new, in: leadsToCRM) }

    /// The sample model with one text replaced.
    static func model(_ old: String, _ new: String) -> String { replacing(old, new, in: leads) }

    private static func replacing(_ old: String, _ new: String, in text: String) -> String {
        guard let start = text.firstRange(of: old) else { preconditionFailure("the sample has no \(old)") }
        return text.replacingCharacters(in: start, with: new)
    }
}

extension String {
    fileprivate func firstRange(of part: String) -> Range<Index>? {
        indices.lazy.compactMap { self[$0...].hasPrefix(part) ? $0..<self.index($0, offsetBy: part.count) : nil }.first
    }

    fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
