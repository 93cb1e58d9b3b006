import Foundation
import Support
import YAML

@testable import Resources

/// A validator of JSON Schemas that others use, asked about many documents at once.
enum Validator {
    struct Document {
        var schema: String
        var text: String
    }

    // .ci/validators installs it.
    private static let python = "\(Documents.top)/.build/validators/bin/python3"

    /// What is wrong with each document; nil: nothing.
    static func problems(
        of documents: [Document],
        by schemas: [String: String] = Dictionary(
            uniqueKeysWithValues: SchemaKind.allCases.map { ($0.rawValue, $0.schema.json) })
    ) async throws -> [String?] {
        let work: [String: Any] = [
            "schemas": try schemas.mapValues { try JSONSerialization.jsonObject(with: Data($0.utf8)) },
            "documents": documents.map { ["schema": $0.schema, "text": $0.text] },
        ]
        let said = try await ChildProcess(in: Documents.top, [:]).check(
            python, ["Tests/Harness/schemas.py"], input: Array(JSONSerialization.data(withJSONObject: work)))
        return try JSONDecoder().decode([String?].self, from: Data(said.output))
    }
}
