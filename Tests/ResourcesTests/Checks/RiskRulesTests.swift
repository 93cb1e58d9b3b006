import Testing

@testable import Resources

/// What number 1 of the risk rules finds. It never changes once it is released: `verify` judges history by it. A test here
/// that fails tells that it would; then the change is to be a number of its own.
@Suite("Risk rules, number 1")
struct RiskRulesTests {
    private static let model = "models/leads.yaml"
    private static let sync = "syncs/leads-to-crm.yaml"
    private static let manifest = "manifest-acme.yaml"
    private static let aliases = "aliases-acme.yaml"

    private static let base: [String: String] = [
        model: """
        name: Leads
        source: warehouse
        type: raw_sql
        rawSql: |-
          select id, email, plan from leads
        primaryKey: id

        """,
        sync: """
        model: leads
        destination: crm
        config:
          mode: upsert
          object: Lead
          externalIdMapping: {to: Id, from: id}
          mappings:
            - {to: Email, from: email, type: standard}
            - {to: Plan, from: plan, type: standard}
        schedule:
          type: interval
          schedule: {interval: {unit: day, quantity: 1}}
        schedulePaused: false

        """,
        "models/users.yaml": """
        name: Users
        source: warehouse
        type: table
        tableName: PUBLIC.USERS
        primaryKey: id

        """,
        manifest: """
        sources:
          warehouse: {name: Warehouse, type: snowflake}
          lake: {name: Lake, type: bigquery}
        destinations:
          salesforce: {name: Salesforce, type: salesforce}
          ads: {name: Ads, type: google}

        """,
        aliases: """
        destinations:
          crm: salesforce

        """,
    ]

    static func codes(_ over: [String: String?], from base: [String: String] = base) -> [String] {
        let before = Sample([:], from: base)
        let after = before.with(over)
        let changes = over.keys.compactMap { path -> FileChange? in
            guard let file = before.layout.file(at: path) else { return nil }
            return compare(file, before: before.files[path], after: after.files[path])
        }
        return RiskRules.codes(of: changes, in: after.workspace, before: before.workspace).map(\.rawValue).sorted()
    }

    /// A change of one file: what stands there, what takes its place, and the codes.
    private static let vectors: [(file: String, old: String, new: String, codes: [String])] = [
        (model, "name: Leads", "name: All leads", []),
        (model, "from leads", "from all_leads", []),
        (model, "primaryKey: id", "primaryKey: email", ["A401"]),
        (model, "primaryKey: id\n", "", ["A401"]),
        (model, "primaryKey: id", "primaryKey: ID", []),
        (model, "select id,", "select uuid_string() as id,", ["A405"]),
        (model, "select id,", "select random() as id,", ["A405"]),
        (model, "select id,", "select row_number() over () as id,", ["A405"]),
        (model, "source: warehouse", "source: lake", []),
        (sync, "mode: upsert", "mode: insert", ["A402"]),
        (sync, "mode: upsert", "mode: all", ["A402"]),
        (sync, "mode: upsert", "mode: update", []),
        (sync, "mode: upsert", "mode: mirror", ["A404"]),
        (sync, "  mode: upsert", "  mode: upsert\n  deleteMode: hard", ["A404"]),
        (sync, "{to: Id, from: id}", "{to: Id, from: email}", ["A402"]),
        (sync, "{to: Id, from: id}", "{to: Email, from: id}", ["A402"]),
        (sync, "model: leads", "model: users", ["A403"]),
        (sync, "destination: crm", "destination: ads", ["A403"]),
        (sync, "destination: crm", "destination: salesforce", []),
        // The manifest does not know it, which the manifest may not decide.
        (sync, "destination: crm", "destination: elsewhere", ["A403"]),
        (sync, "quantity: 1", "quantity: 2", []),
        (sync, "unit: day", "unit: minute", ["A406"]),
        (sync, "    - {to: Plan, from: plan, type: standard}\n", "", ["A407"]),
        (sync, "from: plan,", "from: email,", []),
        (sync, "schedulePaused: false", "schedulePaused: true", []),
        (sync, "object: Lead", "object: !!str Lead", ["A409"]),
        (aliases, "crm: salesforce", "crm: ads", ["A403"]),
        (aliases, "crm: salesforce", "crm: salesforce\n  mail: ads", []),
        (aliases, "  crm: salesforce\n", "  mail: ads\n", ["A403"]),
    ]

    @Test("what each change risks")
    func table() throws {
        for vector in Self.vectors {
            let text = try #require(Self.base[vector.file])
            try #require(text.contains(vector.old))
            let found = Self.codes([vector.file: text.replacing(vector.old, with: vector.new)])
            #expect(found == vector.codes, "\(vector.file): \(vector.old) → \(vector.new)")
        }
        let paused = Self.base.merging([
            Self.sync: Self.base[Self.sync]!.replacing("Paused: false", with: "Paused: true")
        ]) { $1 }
        #expect(Self.codes([Self.sync: Self.base[Self.sync]], from: paused) == ["A406"])
        let keyless = Self.base[Self.model]!.replacing("primaryKey: id\n", with: "")
        #expect(Self.codes([Self.model: keyless, Self.sync: Self.base[Self.sync]], from: [:]) == ["A408"])
        #expect(Self.codes([Self.sync: nil, Self.model: nil]) == [])
    }

    @Test("what stands in a manifest takes no risk away")
    func manifests() {
        let unstable = Self.base[Self.model]!.replacing("select id,", with: "select uuid_string() as id,")
        for type in ["snowflake", "mysql", "bigquery", "sqlserver", "nobody's", ""] {
            for name in ["salesforce", "crm", "ads"] {
                var base = Self.base
                base[Self.manifest] =
                    "sources: {warehouse: {type: \"\(type)\"}}\ndestinations: {\(name): {type: \"\(type)\"}}\n"
                #expect(Self.codes([Self.model: unstable], from: base) == ["A405"], "\(type)")
                let moved = base[Self.sync]!.replacing("destination: crm", with: "destination: ads")
                #expect(Self.codes([Self.sync: moved], from: base) == ["A403"], "\(type) \(name)")
            }
        }
        #expect(Self.codes([Self.model: unstable], from: Self.base.filter { $0.key != Self.manifest }) == ["A405"])
    }

    // MARK: Generated changes

    private struct Edit: Sendable {
        let file: String
        let choices: [(old: String, new: [String])]
    }

    private static let edits: [Edit] = [
        Edit(
            file: model,
            choices: [
                ("name: Leads", ["name: People"]), ("source: warehouse", ["source: lake", "source: gone"]),
                ("primaryKey: id", ["primaryKey: email", "primaryKey: ID", "primaryKey: [id, email]", "primaryKey:"]),
                (
                    "select id,",
                    [
                        "select uuid_string() as id,", "select random() as id,", "select *,", "select ID, id,",
                        "select row_number() over (order by email) as id,", "select id # a,\n  ,", "select 'id' as id,",
                    ]
                ),
                ("from leads", ["from leads where x=5--1", "from (select * from leads) l", "from leads /* all */"]),
                ("type: raw_sql", ["type: table", "type: custom"]),
            ]),
        Edit(
            file: sync,
            choices: [
                ("model: leads", ["model: users", "model: gone", "model: 1"]),
                ("destination: crm", ["destination: ads", "destination: salesforce", "destination: gone"]),
                (
                    "mode: upsert",
                    ["mode: insert", "mode: all", "mode: mirror", "mode: update", "mode: message", "mode: Upsert"]
                ),
                (
                    "object: Lead",
                    ["object: Contact", "object: !!str Lead", "deleteMode: hard", "autoSyncColumns: true"]
                ),
                ("{to: Id, from: id}", ["{to: Id, from: email}", "{to: Email, from: id}", "{}"]),
                ("from: plan,", ["from: email,", "from: id,"]),
                (
                    "    - {to: Plan, from: plan, type: standard}\n",
                    ["", "    - {to: Plan, from: plan, type: static}\n"]
                ),
                (
                    "unit: day, quantity: 1",
                    ["unit: minute, quantity: 5", "unit: hour, quantity: 1", "unit: week, quantity: 2"]
                ),
                ("schedulePaused: false", ["schedulePaused: true", "schedulePaused: no", ""]),
            ]),
        Edit(
            file: aliases,
            choices: [
                (
                    "crm: salesforce",
                    ["crm: ads", "crm: gone", "crm: crm", "mail: ads", "crm: salesforce\n  ads: salesforce"]
                )
            ]),
    ]

    /// The files before and after: some of what can change was so before.
    private static func change(_ random: inout Dice) -> (before: [String: String], after: [String: String?]) {
        func vary(_ text: String, _ edit: Edit, oneIn odds: Int) -> String {
            var text = text
            for choice in edit.choices where Int.random(in: 0..<odds, using: &random) == 0 {
                let new = choice.new[Int.random(in: 0..<choice.new.count, using: &random)]
                text = text.replacing(choice.old, with: new)
            }
            return text
        }
        var (before, after): ([String: String], [String: String?]) = (base, [:])
        for edit in edits {
            let text = base[edit.file] ?? ""
            if Int.random(in: 0..<3, using: &random) == 0 { before[edit.file] = vary(text, edit, oneIn: 4) }
            switch Int.random(in: 0..<8, using: &random) {
            case 0: after[edit.file] = .some(nil)
            case 1: before[edit.file] = nil
            default: break
            }
            if after[edit.file] == nil, Int.random(in: 0..<2, using: &random) == 0 {
                after[edit.file] = vary(text, edit, oneIn: 5)
            }
        }
        return (before, after)
    }

    /// What a release finds in these is compared with the next one's: the digest of all answers, in order.
    @Test("number 1 finds in two thousand generated changes what it always found")
    func generated() {
        var random = Dice(state: 11)
        let changes = (0..<2000).map { _ in Self.change(&random) }
        let answers = changes.concurrentMap { Self.codes($0.after, from: $0.before).joined(separator: " ") }
        let text = answers.joined(separator: "\n")
        var counts: [String: Int] = [:]
        for answer in answers { for code in answer.split(separator: " ") { counts[String(code), default: 0] += 1 } }
        // Each is among them, or the digest would say nothing of it.
        for code in ["A401", "A402", "A403", "A404", "A405", "A406", "A407", "A408", "A409"] {
            #expect(counts[code, default: 0] >= 4, "\(code)")
        }
        // FNV-1a.
        let digest = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        #expect(String(digest, radix: 16) == "7fc973904b14cbe0")
    }
}

/// The same numbers each time (SplitMix64).
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
