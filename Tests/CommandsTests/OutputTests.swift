import Approvals
import ArgumentParser
import Foundation
import Support
import Testing

@testable import Commands
@testable import Review

/// What `--format json` prints is as `assent schema output` says. `Stage.type` holds every document of every test against
/// its description; here stand the schemas that programs read, by a validator that others use.
@Suite(.scratch) struct OutputTests {
    private static func leaves(
        _ command: any ParsableCommand.Type = AssentCommand.self, _ path: [String] = []
    ) -> [(path: String, type: any RunnableCommand.Type)] {
        let own = (command as? any RunnableCommand.Type).map { [(path.joined(separator: " "), $0)] } ?? []
        return own + command.configuration.subcommands.flatMap { leaves($0, path + [$0._commandName]) }
    }

    @Test("every command that takes --format json describes what it prints, by its own name")
    func everyCommand() {
        let leaves = Self.leaves()
        for (path, type) in leaves {
            #expect(type.formats.contains(.json) == (type.output != nil), "\(path)")
            #expect(type.output?.command == (type.output == nil ? nil : path), "\(path)")
            let help = type.configuration.discussion
            #expect(type.output.map { help.contains($0.help) } ?? true, "\(path): its help does not tell its members")
        }
        #expect(StartCommand.output?.command == "assent")
        #expect(
            Set(AssentCommand.outputs.map(\.command))
                == Set(leaves.filter { $0.type.output != nil }.map(\.path) + ["assent"]))
        #expect(leaves.count > 30)
    }

    /// A command of a transcript, and what it printed on standard output.
    private struct Said {
        let golden: String
        let arguments: [String]
        var output = ""

        var name: String { "\(golden): assent \(arguments.joined(separator: " "))" }
    }

    private static func goldens() throws -> [Said] {
        var all: [Said] = []
        let folder = "\(Documents.top)/Tests/CommandsTests/Goldens"
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where file.hasSuffix(".txt") {
            var isPrompt = false
            for line in try #require(readText("\(folder)/\(file)")).split(
                separator: "\n", omittingEmptySubsequences: false)
            {
                if let end = line.range(of: "$ assent"), !line.hasPrefix("|"), !line.hasPrefix("!") {
                    isPrompt = line.contains("--format json")
                    if isPrompt {
                        all.append(Said(golden: file, arguments: Stage.words(String(line[end.upperBound...]))))
                    }
                } else if isPrompt, line.hasPrefix("|") {
                    all[all.count - 1].output += line.dropFirst(2) + "\n"
                }
            }
        }
        return all
    }

    @Test("every transcript of --format json is valid by the schema that assent schema output prints")
    func transcripts() async throws {
        let stage = Stage()
        var schemas: [String: JSON] = [:]
        for output in AssentCommand.outputs {
            await stage.type("ana", "schema output \(output.command)", in: "home")
            #expect(stage.lastStatus == 0 && stage.lastErrors.isEmpty)
            schemas[output.command] = try Reports.document(stage.lastOutput)
        }
        var documents: [JSON] = []
        var covered: Set<String> = []
        for said in try Self.goldens() {
            let output = (TypedCommand(said.arguments).type as? any RunnableCommand.Type)?.output ?? .start
            for line in said.output.split(separator: "\n") {
                documents.append([
                    "name": .string(said.name), "schema": .string(output.command), "text": .string(String(line)),
                ])
            }
            covered.insert(output.command)
        }
        let work: JSON = ["schemas": .object(JSON.Members(schemas.map { ($0, $1) })), "documents": .array(documents)]
        #expect(try await Reports.problems("output", work.canonical) == "")
        #expect(documents.count > 40)
        // By whatever tests type beside the goldens the others are held too.
        #expect(covered.count > 28, "\(Set(schemas.keys).subtracting(covered).sorted())")
    }

    @Test("a member that is not described, or is missing, or of another type is found")
    func strictness() throws {
        func problem(_ text: String) throws -> String? {
            try Output.problem(with: text, printedBy: ["draft", "switch", "x", "--format", "json"])
        }
        #expect(try problem(#"{"branch":"main","version":1}"#) == nil)
        #expect(try problem(#"{"branch":"main","more":1,"version":1}"#) != nil)
        #expect(try problem(#"{"version":1}"#) == "branch is missing")
        #expect(try problem(#"{"branch":null,"version":1}"#) != nil)
        #expect(try problem(#"{"branch":"main","version":2}"#) != nil)
        #expect(try problem(#"{"error":{"kind":"x","message":"y","next":[],"status":2},"version":1}"#) == nil)
        #expect(try problem(#"{"error":{"kind":"x","message":"y","status":2},"version":1}"#) != nil)
        #expect(try problem("") != nil)
    }

    @Test("schema output takes a command's words in any form, lists them, and names the nearest")
    func typing() async throws {
        let stage = Stage()
        await stage.type("ana", "schema output draft list", in: "home")
        let text = stage.lastOutput
        #expect(text.contains(#""title": "assent draft list --format json""#))
        for line in ["\"draft list\"", "assent draft list", "draft list --format json"] {
            await stage.type("ana", "schema output \(line)", in: "home")
            #expect(stage.lastOutput == text, "\(line)")
        }
        let words = Stage()
        await words.type("ana", "schema output draft switch", in: "home")
        words.note("without a command")
        await words.type("ana", "schema output", in: "home")
        await words.type("ana", "schema output --format json", in: "home")
        words.note("five mistakes of a newcomer")
        await words.type("ana", "schema output reqests", in: "home")
        await words.type("ana", "schema output draft", in: "home")
        await words.type("ana", "schema output draft lst", in: "home")
        await words.type("ana", "schema output edit", in: "home")
        await words.type("ana", "schema output hovercraft", in: "home")
        try words.matchesGolden("schema-output")
    }
}
