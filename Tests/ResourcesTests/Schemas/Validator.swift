import Foundation
import YAML

@testable import Resources

/// A validator of JSON Schemas that others use, asked about many documents at once.
enum Validator {
    struct Document {
        var schema: String
        var text: String
    }

    struct Failure: Error { var output: String }

    private static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// What is wrong with each document; nil: nothing.
    static func problems(
        of documents: [Document],
        by schemas: [String: String] = Dictionary(
            uniqueKeysWithValues: SchemaKind.allCases.map { ($0.rawValue, $0.schema.json) })
    ) throws -> [String?] {
        let work: [String: Any] = [
            "schemas": try schemas.mapValues { try JSONSerialization.jsonObject(with: Data($0.utf8)) },
            "documents": documents.map { ["schema": $0.schema, "text": $0.text] },
        ]
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("schema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { do { try FileManager.default.removeItem(at: folder) } catch { print("left: \(folder.path)") } }
        let (input, output, errors) = (
            folder.appendingPathComponent("in"), folder.appendingPathComponent("out"),
            folder.appendingPathComponent("err")
        )
        try JSONSerialization.data(withJSONObject: work).write(to: input)
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        // .ci/validators installs it.
        process.executableURL = URL(fileURLWithPath: top + "/.build/validators/bin/python3")
        process.arguments = [top + "/Tests/Harness/schemas.py"]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(output: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
        }
        return try JSONDecoder().decode([String?].self, from: Data(contentsOf: output))
    }
}
