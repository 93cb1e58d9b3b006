import Foundation
import Testing
import YAML

@testable import Resources

/// `assent schema`, against a validator that others use: a file has a finding of A301, A302 or A304 (an error or a
/// warning) exactly if its schema refuses it, each file by itself.
struct SchemaTests {
    /// What no JSON Schema (draft 7) can tell, by words of its findings: it compares no two places of a document with each
    /// other, and does no arithmetic.
    private static let exceptions = [
        "is listed twice": "two columns of one name are not the same item",
        "which does not exist": "a role or member is looked up elsewhere in the file",
        "who does not exist": "a member is looked up elsewhere in the file",
        "who was removed": "a member is looked up elsewhere in the file",
        "may approve": "a quorum counts members",
        "nobody is left who may manage": "permissions are looked up by the role of each member",
        "has the same key as": "keys of two members are compared",
        "has the same login as": "logins of two members are compared",
        "has the same email as": "addresses of two members are compared",
        "has been cut or changed": "the content of a key is read",
        "bits is too": "the content of a key is read",
    ]

    /// One file as both see it.
    private struct Case: CustomStringConvertible {
        let name: String
        let kind: SchemaKind
        let text: String
        /// Of its shape.
        let findings: [Finding]

        var description: String { "\(name): \(findings.map(\.message))" }

        /// Nil where the file cannot be read at all: then there is nothing whose shape could be told.
        init?(_ name: String, _ kind: SchemaKind, _ bytes: [UInt8]) {
            let path =
                switch kind {
                case .model: "models/x.yaml"
                case .sync: "syncs/x.yaml"
                case .settings: "assent.yaml"
                }
            let workspace = Workspace(WorkspaceFiles(layout: Layout(), entries: [path: FileText(bytes: bytes)]))
            let all = check(in: workspace)
            let unreadable: Set<FindingCode> = [.notYAML, .duplicateKey, .tooLarge, .badBytes, .mergeConflict]
            if all.contains(where: { unreadable.contains($0.code) }) { return nil }
            (self.name, self.kind, text) = (name, kind, String(decoding: bytes, as: UTF8.self))
            findings = all.filter {
                [.wrongShape, .badSchedule, .badSettings].contains($0.code) && $0.severity >= .warning
            }
        }

        var told: [Finding] {
            findings.filter { finding in !exceptions.keys.contains { finding.message.contains($0) } }
        }
    }

    /// Those about which the two do not agree.
    private func disagreements(_ cases: [Case]) async throws -> [String] {
        let problems = try await Validator.problems(of: cases.map { .init(schema: $0.kind.rawValue, text: $0.text) })
        return zip(cases, problems).compactMap { one, problem in
            one.told.isEmpty == (problem == nil) ? nil : "\(one) / \(problem ?? "valid")\n\(one.text.prefix(400))"
        }
    }

    private static func kind(_ file: GovernedFile?) -> SchemaKind? {
        switch file {
        case .model: .model
        case .sync: .sync
        case .settings: .settings
        default: nil
        }
    }

    private static func cases(_ name: String, _ files: [ExactText: FileText], _ layout: Layout) -> [Case] {
        files.compactMap { path, file in
            guard file.isRegular, let kind = kind(layout.file(at: path.description)) else { return nil }
            return Case("\(name)/\(path)", kind, file.bytes)
        }
    }

    private static func fixtures() throws -> [Case] {
        try Fixture.names.flatMap { name -> [Case] in
            let fixture = try Fixture(name)
            let layout = fixture.layout(of: fixture.before ?? fixture.after)
            let states = [fixture.before ?? [:], fixture.after] + Array(fixture.drafts.values)
            return states.flatMap { cases(name, $0, layout) }
        }
    }

    @Test("A301 A302 A304 every file of every fixture passes or fails in both alike")
    func fixtures() async throws {
        let cases = try Self.fixtures()
        #expect(try await disagreements(cases) == [])
        #expect(cases.count > 100 && cases.count { !$0.told.isEmpty } > 20)
    }

    @Test("A301 A304 what the schemas cannot tell is in few places of the fixtures")
    func exceptions() throws {
        let untold = try Self.fixtures().filter { $0.told.isEmpty && !$0.findings.isEmpty }
        let places = untold.map {
            "\($0.name): " + $0.findings.map { "\($0.range?.start.line ?? 0)" }.joined(separator: ",")
        }
        #expect(places.sorted() == ["templates/assent.yaml: 9,10"])
    }

    @Test("every file of the example workspace passes")
    func example() async throws {
        let folder = URL(fileURLWithPath: Fixture.folder).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("example-workspace").path
        let paths = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        var files: [ExactText: FileText] = [:]
        for path in paths where path.hasSuffix(".yaml") {
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)"))
            files[ExactText(path)] = FileText(bytes: Array(data))
        }
        let cases = Self.cases("example", files, Layout(root: "hightouch"))
        #expect(cases.count > 4)
        #expect(cases.allSatisfy { $0.findings.isEmpty })
        #expect(try await disagreements(cases) == [])
    }

    // MARK: Slips of every kind at every place

    private static let whole: [(SchemaKind, String)] = [
        (
            .model,
            "{name: a, source: s, type: raw_sql, rawSql: select 1, primaryKey: id, columns: [{name: id, type: int}]}"
        ),
        (
            .model,
            "{name: a, source: s, type: table, tableName: t, primaryKey: [a, b], isSchema: false, description: x}"
        ),
        (.model, "{name: a, source: s, type: custom, customQuery: {q: [1]}, rawSql: ''}"),
        (.model, "{name: a, source: s, type: dbt_model, dbtModel: model.a.b, tags: [x]}"),
        (
            .sync,
            "{model: m, destination: d, config: {mode: upsert, mappings: [{to: a, from: b}]}, schedule: {type: manual}}"
        ),
        (
            .sync,
            "{model: m, destination: d, config: {}, schedule: {type: interval, schedule: {interval: {unit: hours, quantity: 2}}}, schedulePaused: true}"
        ),
        (.sync, "{model: m, destination: d, config: {}, schedule: {type: cron, schedule: {expression: 0 6 * * 1-5}}}"),
        (
            .sync,
            "{model: m, destination: d, config: {}, schedule: {type: visual_cron, schedule: {expressions: [{days: {monday: true}, time: '09:30'}]}}}"
        ),
        (.sync, "{model: m, destination: d, config: {}, schedule: {type: dbt_cloud, job: 3}, description: x}"),
        (
            .settings,
            """
            {version: 1, id: x1, workspace: w, branch: trunk, root: hightouch, require_approvals: true, signatures: optional,
            landing: direct, approvals: {required: 1, self_approval: false, rules: [{when: {risk: high, destinations: [a],
            sources: [b]}, required: 1, from: ['role:lead', 'member:bo'], waivable: false}]}, members: {ana: {name: Ana,
            email: ana@x, login: a, role: admin, keys: []}, bo: {name: Bo, email: bo@x, role: lead}, cy: {name: Cy,
            email: cy@x, removed: true}, dee: {name: Dee, email: dee@x, role: editor}}, roles: {lead: {permissions: [draft,
            approve], sources: [b], destinations: [a]}}, notifications: {from: A <a@x>, webhooks: []}}
            """
        ),
    ]

    private static let slips: [Value] = [
        .null, .string(""), .string(" "), .string("zzz"), .string("true"), .string("1"), .int(5), .int(0), .int(-1),
        .bool(true), .bool(false), .sequence([]), .sequence([.null]), .sequence([.string("zzz")]),
        .sequence([.mapping([])]), .mapping([]), .mapping([.init(key: "zzz", value: .int(1))]),
    ]

    /// Every value with one place in it taken away, put twice as wrong, or with a key more.
    private static func slipped(_ value: Value) -> [Value] {
        var all = slips
        switch value {
        case .scalar: break
        case .sequence(let items):
            for index in items.indices {
                all += slipped(items[index]).map { .sequence(items.replacing(index, with: $0)) }
            }
        case .mapping(let pairs):
            all.append(.mapping(pairs + [.init(key: "zzz", value: .int(1))]))
            for index in pairs.indices {
                var fewer = pairs
                fewer.remove(at: index)
                all.append(.mapping(fewer))
                all += slipped(pairs[index].value).map {
                    .mapping(pairs.replacing(index, with: .init(key: pairs[index].key, value: $0)))
                }
            }
        }
        return all
    }

    @Test("A301 A302 A304 every slip at every place of a file is told by both, or by neither")
    func everySlip() async throws {
        let cases = try Self.whole.enumerated().flatMap { number, one -> [Case] in
            let document = YAML.Document(Array(one.1.utf8))
            let value = try #require(document.root?.value)
            return ([value] + Self.slipped(value)).compactMap { Case("\(number)", one.0, Array($0.json.utf8)) }
        }
        let (valid, invalid) = (cases.count { $0.told.isEmpty }, cases.count { !$0.told.isEmpty })
        #expect(valid > 500 && invalid > 1000, "\(valid) \(invalid)")
        let found = try await disagreements(cases)
        #expect(found == [], "\(found.count)")
    }

    // MARK: Forms of texts

    private static let parts: [TextFormat: [String]] = [
        .notBlank: [" ", "\t", "a", "\u{A0}", "é"],
        .branch: ["main", "draft", "/", ".", "..", "-", "@", "@{", ".lock", "refs/", " ", "~", "ü", "a", "\\", "*"],
        .folder: ["a", "/", ".", "..", ".git", ".GIT", "git", "\\", " ", "\u{7}", "ü"],
        .memberID: ["a", "B", "9", ".", "..", "-", "_", ".lock", "/", " ", "ü", "@"],
        .customRole: ["admin", "Admin", "a", " ", "-"],
        .approver: ["role:", "member:", "a", ":", "Role:", " "],
        .sshKey: ["ssh-ed25519", "ssh-dss", " ", "AAAA", "=", "ana@laptop", "\n", "~/.ssh/id.pub"],
        .cron: [
            "*", "0", "5", "59", "60", "07", "24", "31", "30", "2", "feb", "MAR", "mon", "SUN", "7", "8", "-", "/", ",",
            "?", "L",
            "w", "#", "15", " ", " ", " ", " ", "  ", "\t", "@daily", "@Hourly", "@", "x",
        ],
        .timeOfDay: ["0", "9", "23", "24", "59", "60", ":", ":", "-", "+", "a", " "],
        .name: ["a", "é", " ", "://", ":", "/", "\u{202E}", "\n", "\u{200F}", "\u{2028}", "\u{7F}", "@", "🙂"],
        .address: ["a", "B", "@", ".", "-", "é", " ", "\n", "+", "a@b", "\"", "[", "_"],
        .mailbox: ["a", "B", " ", "<", ">", "@", "a@b", "<a@b.c>", ".", "-", "\"", "://", "\n", "é", "+", "A <a@b.c>"],
        .duration: ["0", "1", "30", "999", "d", "h", "m", "-", "+", " ", "s", "3d"],
        .webhookSource: ["ASSENT_WEBHOOK_", "A", "a", "9", "_", "-", " ", "https://", "sales", "é"],
    ]

    /// Whole expressions, which random parts hardly ever make.
    private static func crons(_ random: inout SeededGenerator) -> [String] {
        let minutes = ["*", "0", "*/15", "0,30", "5-10", "10-5", "0-59/5", "60", "5/15", "*/0", "00", "1-", "L"]
        let hours = ["*", "6", "8-18", "18-8", "23", "24", "*/2", "0,12", "6-6"]
        let days = [
            "*", "1", "31", "30", "29", "30,31", "29,31", "L", "L-3", "L-31", "15W", "lw", "?", "1-31", "31-1", "0",
            "W",
        ]
        let months = ["*", "2", "02", "feb", "FEB,apr", "4", "jan-mar", "mar-jan", "2,4", "2,3", "13", "6,9,11"]
        let weekdays = ["*", "?", "1-5", "fri-mon", "MON#2", "mon#6", "5L", "l", "7", "8", "sun", "0,6", "*/2"]
        return (0..<4000).map { _ in
            [minutes, hours, days, months, weekdays].map { $0.randomElement(using: &random)! }.joined(separator: " ")
        }
    }

    @Test("the pattern of each form takes what the checks take", arguments: TextFormat.allCases)
    func forms(_ format: TextFormat) async throws {
        var random = SeededGenerator(seed: 7)
        let parts = try #require(Self.parts[format])
        var texts = (0..<3000).map { _ in
            (0..<Int.random(in: 1...8, using: &random)).map { _ in parts.randomElement(using: &random)! }.joined()
        }
        if format == .cron { texts += Self.crons(&random) }
        if format == .timeOfDay {
            texts += (0..<30).flatMap { hour in (0..<70).map { "\(hour < 10 ? "0" : "")\(hour):\($0)" } }
        }
        let schema = Value.mapping([.init(key: "pattern", value: .string(format.pattern))]).json
        let problems = try await Validator.problems(
            of: texts.map { .init(schema: "form", text: Value.string($0).json) }, by: ["form": schema])
        let different = zip(texts, problems).filter { text, problem in
            let isRight = format.flaw(in: text, at: "field") == nil
            // What a key's letters stand for is for the check alone.
            if format == .sshKey, !isRight, text.contains("ssh-ed25519") { return false }
            return isRight != (problem == nil)
        }.map { "\($0.0.debugDescription) \($0.1 ?? "taken")" }
        #expect(Set(different).sorted().prefix(20) == [], "\(different.count)")
        #expect(problems.contains { $0 != nil } && problems.contains(nil))
    }
}

extension Array {
    fileprivate func replacing(_ index: Int, with element: Element) -> [Element] {
        var copy = self
        copy[index] = element
        return copy
    }
}
