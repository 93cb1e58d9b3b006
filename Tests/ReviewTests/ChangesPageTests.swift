import Resources
import Review
import Support
import Testing

@testable import Approvals

/// F8: what the reviewer sees of changes, as whole blocks.
struct ChangesPageTests {
    private func shown(
        _ files: [(GovernedFile, String?, String?)], uses: [String: [Subject.Use]] = [:], isBrief: Bool = false
    ) -> String {
        let changes = files.compactMap { file, before, after in
            compare(file, before: before.map { FileText($0) }, after: after.map { FileText($0) })
        }
        return shown(changes, uses: uses, isBrief: isBrief)
    }

    private func shown(
        _ changes: [FileChange], uses: [String: [Subject.Use]] = [:], isBrief: Bool = false
    ) -> String {
        let layout = Layout(root: "hightouch")
        var page = Page()
        let reviews = ResourceReview.all(of: changes, uses: uses, layout: layout)
        page.add(ChangeTables(reviews, layout, isBrief: isBrief).blocks)
        return page.text(.plain)
    }

    private static let model = """
        name: Leads
        source: snowflake
        type: raw_sql
        rawSql: |-
          select
            email, created_at
          from crm.leads
        primaryKey: email

        """

    private static let sync = """
        model: leads
        destination: crm
        config:
          mode: upsert
          mappings:
            - {to: Email, from: email, type: standard}
            - {to: Name, from: name, type: standard}
        schedule:
          type: visual_cron
          schedule:
            expressions:
              - days: {monday: true}
                time: '09:00'

        """

    @Test("resources of which no fields are shown stand in columns, whatever the length of their names")
    func columns() {
        let model = "name: A\nsource: w\ntype: raw_sql\nrawSql: select id\nprimaryKey: id\n"
        let files: [(GovernedFile, String?, String?)] = ["fresh", "fresh2", "a-name-of-some-length"].map {
            (.model($0), nil, model)
        }
        let lines = shown(files, isBrief: true).split(separator: "\n")
        let places = Set(
            lines.map { line in
                line.firstRange(of: "new").map { line.distance(from: line.startIndex, to: $0.lowerBound) }
            })
        #expect(lines.count == 3 && places.count == 1 && !places.contains(nil), "\(lines)")
    }

    @Test("F8 a query that is only written another way is said to be, and still needs approval")
    func restyled() throws {
        let after = Self.model.replacing(
            "  select\n    email, created_at", with: "  SELECT\n    email,\n    created_at")
        #expect(
            shown([(.model("leads"), Self.model, after)]) == """
                 model/leads   1 field · used by no sync
                   rawSql      +3 −2 · only white space and letter case of keywords changed
                     − 1  select
                     − 2    email, created_at
                     + 1  SELECT
                     + 2    email,
                     + 3    created_at
                       4  from crm.leads

                """)
        let change = try #require(compare(.model("leads"), before: FileText(Self.model), after: FileText(after)))
        #expect(change.needsApproval)
        let said = shown([(.model("leads"), Self.model, Self.model.replacing("email, c", with: "EMAIL, c"))])
        #expect(said.contains("rawSql      +1 −1\n"))
        let comment = Self.model.replacing("  from crm.leads", with: "  -- everybody\n  from crm.leads")
        #expect(shown([(.model("leads"), Self.model, comment)]).contains("+1 −0 · only comments changed\n"))
    }

    @Test("Every sync on a model is named in a review, and some where it is told short")
    func allUses() {
        let after = Self.model.replacing("primaryKey: email", with: "primaryKey: id")
        let uses = [
            "leads": (1...6).map { number in
                Subject.Use(path: "hightouch/syncs/s\(number).yaml", destination: "crm", isPaused: number == 6)
            }
        ]
        let files: [(GovernedFile, String?, String?)] = [(.model("leads"), Self.model, after)]
        #expect(
            shown(files, uses: uses).hasPrefix(
                " model/leads    1 field · used by sync/s1, sync/s2, sync/s3, sync/s4, sync/s5,\n"
                    + "                sync/s6 (paused)\n"))
        #expect(shown(files, uses: uses, isBrief: true).contains("used by sync/s1, sync/s2, sync/s3, 3 more\n"))
    }

    @Test("F8 a model: fields published → proposed, then the SQL, and who uses it")
    func model() {
        let after = Self.model.replacing("primaryKey: email", with: "primaryKey: user_id")
            .replacing("    email, c", with: "    user_id, email, c")
        let uses = [
            "leads": [
                Subject.Use(path: "hightouch/syncs/leads-to-crm.yaml", destination: "crm", isPaused: false),
                Subject.Use(path: "hightouch/syncs/leads-to-ads.yaml", destination: "ads", isPaused: true),
            ]
        ]
        #expect(
            shown([(.model("leads"), Self.model, after)], uses: uses) == """
                 model/leads    2 fields · used by sync/leads-to-crm, sync/leads-to-ads (paused)
                   primaryKey   email → user_id
                   rawSql       +1 −1
                       1  select
                     − 2    email, created_at
                     + 2    user_id, email, created_at
                       3  from crm.leads

                """)
        #expect(
            shown([(.model("leads"), Self.model, after)], isBrief: true) == """
                 model/leads    2 fields · used by no sync
                   primaryKey   email → user_id
                   rawSql       +1 −1

                """)
    }

    @Test("F8 a sync: every field on its own, mappings by name, an order as an order")
    func sync() {
        let after =
            Self.sync.replacing("mode: upsert", with: "mode: insert")
            .replacing(
                """
                    - {to: Email, from: email, type: standard}
                    - {to: Name, from: name, type: standard}
                """,
                with: """
                        - {to: Name, from: name, type: standard}
                        - {to: Email, from: work_email, type: standard}
                    """
            )
            .replacing("'09:00'", with: "09:00")
            .replacing("model: leads\n", with: "model: all-people\n")
            + "schedulePaused: true\nname: ''\n"
        #expect(
            shown([(.sync("leads-to-crm"), Self.sync, after)]) == """
                 sync/leads-to-crm               7 fields
                   config.mappings (order)                 [Email, Name] → [Name, Email]
                   config.mappings[Email].from             email → work_email
                   config.mode                             upsert → insert
                   model                                   leads → all-people
                   name                                    (not set) → "" (needs no approval)
                   schedule.schedule.expressions[0].time   "09:00" → 09:00
                   schedulePaused                          (not set) → true

                """)
    }

    @Test(
        "F8 what a file says is shown, also where it means as little as nothing; values line up, and fields as people count"
    )
    func written() {
        let before = "model: leads\ndestination: crm\nconfig: {f1: a, f2: a, f10: a, 'f02': a}\nschedulePaused: true\n"
        let after = before.replacing(": a", with: ": b").replacing("true", with: "false")
        #expect(
            shown([(.sync("crm"), before, after)]) == """
                 sync/crm           5 fields
                   config.f1        a → b
                   config.f02       a → b
                   config.f2        a → b
                   config.f10       a → b
                   schedulePaused   true → false

                """)
    }

    @Test("F8 values stand in one column, whatever the length of a mapping's name")
    func longNames() {
        let before = "config:\n  mappings:\n    - {to: Preferred_Language__c, from: a, type: standard}\nmodel: m\n"
        let after = before.replacing("from: a", with: "from: b").replacing("model: m", with: "model: n")
        #expect(
            shown([(.sync("crm"), before, after)]) == """
                 sync/crm   2 fields
                   config.mappings[Preferred_Language__c].from   a → b
                   model                                         m → n

                """)
    }

    @Test("F8 what is new is shown whole, what is deleted in short")
    func addedAndDeleted() {
        #expect(
            shown([(.sync("new"), nil, Self.sync), (.model("old"), Self.model, nil)]) == """
                 model/old      deleted · used by no sync
                   name         Leads
                   primaryKey   email
                   source       snowflake
                   type         raw_sql
                 sync/new                   new
                   config.mode                        upsert
                   config.mappings[Email]             {to: Email, from: email, type: standard}
                   config.mappings[Name]              {to: Name, from: name, type: standard}
                   destination                        crm
                   model                              leads
                   schedule.type                      visual_cron
                   schedule.schedule.expressions[0]   {days: {monday: true}, time: "09:00"}

                """)
    }

    @Test("A rename is shown as one, with what else changed")
    func rename() {
        let moved = Self.sync.replacing("mode: upsert", with: "mode: update")
        #expect(
            shown([(.sync("a"), Self.sync, nil), (.sync("b"), nil, moved)]) == """
                 sync/a → sync/b   renamed, and 1 field changed
                   config.mode     upsert → update

                """)
        #expect(shown([(.sync("a"), Self.sync, nil), (.sync("b"), nil, Self.sync)]) == " sync/a → sync/b   renamed\n")
    }

    @Test("Columns belong to their model; settings and aliases stand by themselves")
    func otherFiles() {
        #expect(
            shown([
                (
                    .columns("leads"), "columns:\n  - {name: id, type: string}\n",
                    "columns:\n  - {name: id, type: number}\n"
                ),
                (.settings, "require_approvals: true\n", "require_approvals: false\n"),
                (.aliases("aliases-x.yaml"), "destinations:\n  crm: a\n", "destinations:\n  crm: b\n"),
            ]) == """
                 assent.yaml           1 field
                   require_approvals   true → false
                 hightouch/aliases-x.yaml   1 field
                   destinations.crm         a → b
                 model/leads          1 field · used by no sync
                   columns[id].type   string → number

                """)
    }

    @Test("Values that only look alike do not show alike")
    func values() {
        func row(_ before: String, _ after: String) -> String {
            let text = shown([(.sync("s"), "config:\n  x: \(before)\n", "config:\n  x: \(after)\n")])
            return String(text.split(separator: "\n").last ?? "")
        }
        #expect(row("014", "'014'") == "   config.x   014 → \"014\"")
        #expect(row("null", "'null'") == "   config.x   null → \"null\"")
        #expect(row("true", "'true'") == "   config.x   true → \"true\"")
        #expect(row("a", "'a '") == "   config.x   a → \"a \"")
        #expect(row("[a, 'b, c']", "{k: v}") == "   config.x   [a, \"b, c\"] → {k: v}")
        #expect(row("'a → b'", "c") == "   config.x   \"a → b\" → c")
        #expect(row("\u{e9}", "e\u{301}").hasSuffix("(different characters that look the same)"))
        #expect(row("\"a\\e[31m\"", "b") == #"   config.x   a\u{1b}[31m → b"#)
        #expect(row("23850000000000123", "23850000000000124") == "   config.x   23850000000000123 → 23850000000000124")
    }

    @Test("A file whose fields cannot be told apart shows its lines, a link where it leads")
    func opaque() {
        #expect(
            shown([(.sync("s"), "a: 1\n", "a: 1\n---\nb: 2\n")]) == """
                 sync/s       changed
                   the file   cannot be compared field by field: programs read it differently;
                              +2 −0 lines
                       1  a: 1
                     + 2  ---
                     + 3  b: 2

                """)
        let link = FileChange(
            file: .model("m"), kind: .changed, fields: [], isOpaque: true,
            modeChange: .init(before: 0o100644, after: 0o120000),
            before: FileText("name: x\n"), after: FileText("../../secret\u{1B}[2J", mode: 0o120000))
        #expect(
            shown([link]) == #"""
                 model/m      changed · used by no sync
                   the file   cannot be compared field by field: a file → a link to
                              ../../secret\u{1b}[2J

                """#)
    }

    @Test("A file that became executable says so")
    func mode() throws {
        let change = try #require(
            compare(
                .sync("s"), before: FileText("a: 1\n"), after: FileText(bytes: Array("a: 1\n".utf8), mode: 0o100755)))
        #expect(
            shown([change]) == """
                 sync/s        changed
                   file mode   a file → an executable file

                """)
    }

    @Test("A text of several lines is compared line by line wherever it stands")
    func body() {
        #expect(
            shown([(.sync("s"), "config:\n  body: |\n    one\n    two\n", "config:\n  body: |\n    one\n    2\n")])
                == """
                 sync/s          1 field
                   config.body   +1 −1
                       1  one
                     − 2  two
                     + 2  2

                """)
    }

    @Test("Every line fits into 80 columns")
    func width() {
        let long = String(repeating: "very long words that go on ", count: 20)
        let text = shown([
            (
                .sync("a-sync-with-a-long-name-of-its-own"), nil,
                Self.sync.replacing("mode: upsert", with: "mode: \(long)")
            ),
            (.model("leads"), Self.model, Self.model.replacing("email, created_at", with: long)),
        ])
        #expect(text.split(separator: "\n").allSatisfy { SafeText.displayWidth($0) <= 80 })
    }
}
