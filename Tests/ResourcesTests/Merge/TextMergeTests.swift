import Resources
import Testing
import YAML

@Suite struct TextMergeTests {
    private func merged(_ base: String, _ published: String, _ draft: String) -> String? {
        let merged = TextMerge(base: base, published: published, draft: draft).merged
        #expect(TextMerge(base: base, published: draft, draft: published).merged == merged)
        return merged
    }

    @Test(
        "B4 lines of a text merge where a line that neither side touched lies between, as in git",
        arguments: [
            ("a\nb\nc", "x\nb\nc", "a\nb\nz", "x\nb\nz"),
            ("a\nb\nc", "x\nb\nc", "a\ny\nc", nil),
            ("a\nb\nc", "x\nb\nc", "y\nb\nc", nil),
            ("a\nb\nc", "a\nb\nc\nd", "0\na\nb\nc", "0\na\nb\nc\nd"),
            ("a\nb\nc", "a\nb\nc\nd", "a\nb\nc\ne", nil),
            ("a\nb\nc", "b\nc", "a\nb\nc\nd", "b\nc\nd"),
            ("a\nb\nc", "a\nc", "a\nb\nz", nil),
            // Both did the same in one place.
            ("a\nb\nc\nd\ne", "x\nb\nc\nd\nz", "x\nb\nc\nd\ne", "x\nb\nc\nd\nz"),
            // How the last line ends is not that line.
            ("a\nb\nc\n", "a\nb\nc", "x\nb\nc\n", "x\nb\nc"),
            ("a\nb", "a\nb\n", "x\nb", "x\nb\n"),
            ("a\nb\n", "a\nb\nc\n", "x\nb\n", "x\nb\nc\n"),
            ("a\nb\n", "a\nb", "a\nb\n\n", nil),
            ("a\r\nb\r\nc\r\n", "x\r\nb\r\nc\r\n", "a\r\nb\r\nz\r\n", "x\r\nb\r\nz\r\n"),
            ("a", "x\ny", "a\nb", nil),
        ] as [(String, String, String, String?)])
    func lines(_ base: String, _ published: String, _ draft: String, _ expected: String?) {
        #expect(merged(base, published, draft) == expected)
    }

    @Test("B4 it says which lines both changed")
    func disputes() {
        let text = TextMerge(base: "a\nb\nc\nd\ne", published: "x\nb\nc\nd\nz", draft: "a\nb\nc\nd\ny")
        #expect(text.disputes == [4..<5])
        #expect(TextMerge(base: "a\nb", published: "a\n1\nb", draft: "a\n2\nb").disputes == [1..<1])
    }

    @Test(
        "B4 queries, templates and descriptions merge by lines, whatever quotes they stand in",
        arguments: [
            ("rawSql", "|-\n  select id,\n    email,\n    plan\n  from t"),
            ("rawSql", #""select id,\n  email,\n  plan\nfrom t""#),
            ("description", "|\n  select id,\n    email,\n    plan\n  from t"),
            ("customQuery", "{query: \"select id,\\n  email,\\n  plan\\nfrom t\"}"),
        ])
    func fields(key: String, text: String) throws {
        let model = GovernedFile.model("leads")
        let base = "name: Leads\nsource: s\ntype: raw_sql\n\(key): \(text)\nprimaryKey: id\n"
        func edited(_ old: String, _ new: String) -> FileText {
            FileText(base.split(separator: old, omittingEmptySubsequences: false).joined(separator: new))
        }
        let merge = FileMerge(
            model, base: FileText(base), published: edited("select id", "select key"), draft: edited("from t", "from u")
        )
        guard case .merged(let merged?) = merge.outcome else {
            Issue.record("a conflict")
            return
        }
        let both = FileText(edited("select id", "select key").words.replacing("from t", with: "from u"))
        #expect(compare(model, before: merged, after: both) == nil, "\(merged.words)")
        let path = key == "customQuery" ? "customQuery.query" : key
        #expect(merge.joined.map(\.description) == [path])
        // What one side changed alone came of one edit.
        let one = FileMerge(
            model, base: FileText(base), published: edited("name: Leads", "name: L"), draft: edited("from t", "from u"))
        #expect(one.joined.isEmpty)
    }
}

/// Items that both sides renamed.
@Suite struct ItemRenamesTests {
    private func outcome(_ file: GovernedFile, _ base: String, _ published: String, _ draft: String) -> String {
        let outcome = merge(file, base: FileText(base), published: FileText(published), draft: FileText(draft))
        switch outcome {
        case .merged(let text): return text?.words ?? "deleted"
        case .conflict(let conflicts):
            return conflicts.map { conflict in
                let versions = [conflict.base, conflict.published, conflict.draft].map { $0?.string ?? "none" }
                return "\(conflict.path): \(versions.joined(separator: " | "))"
            }.joined(separator: "\n")
        }
    }

    private let list = "config:\n  mappings:\n    - {to: Id, from: id}\n    - {to: Email, from: email}\n"

    @Test("B4 a mapping that both sides renamed is a conflict, not two mappings")
    func mappings() {
        let sync = GovernedFile.sync("a")
        let (one, two) = (list.replacing("Email", with: "Email__c"), list.replacing("Email", with: "Work_Email"))
        let expected = "config.mappings[Email].to: Email | Email__c | Work_Email"
        #expect(outcome(sync, list, one, two) == expected)
        // Also where it moved, or more of it changed.
        let moved = "config:\n  mappings:\n    - {to: Work_Email, from: email}\n    - {to: Id, from: id}\n"
        #expect(outcome(sync, list, one, moved).hasPrefix(expected))
        let mail = two.replacing("from: email", with: "from: mail")
        let both = one.replacing("from: email", with: "from: e")
        #expect(outcome(sync, list, one, mail).contains("config.mappings[Email].to: Email | Email__c | Work_Email"))
        #expect(outcome(sync, list, both, two).contains("config.mappings[Email].to: Email | Email__c | Work_Email"))
    }

    @Test("B4 both sides giving a mapping the same name is one change, with what either did to it besides")
    func same() {
        let named = list.replacing("Email", with: "Mail")
        #expect(
            outcome(.sync("a"), list, named, named.replacing("from: email", with: "from: e"))
                == named.replacing("from: email", with: "from: e"))
    }

    @Test("B4 an item that one side renamed and the other deleted is a conflict that says so")
    func deleted() throws {
        let columns = "columns:\n  - {name: id, type: number}\n  - {name: Email, type: string}\n"
        for (file, base) in [(GovernedFile.sync("a"), list), (.columns("a"), columns), (.model("a"), columns)] {
            let line = base.split(separator: "\n").last.map { "\($0)\n" } ?? ""
            let without = base.replacing(line, with: "")
            let renamed = base.replacing("Email", with: "Work_Email")
            // Also where it moved.
            let moved = base.replacing(line, with: "").replacing(
                "    - {to: Id", with: "\(line.replacing("Email", with: "Work_Email"))    - {to: Id"
            ).replacing("  - {name: id", with: "\(line.replacing("Email", with: "Work_Email"))  - {name: id")
            for edited in [renamed, moved] {
                for side in FieldConflict.Side.allCases {
                    let versions = side == .draft ? (edited, without) : (without, edited)
                    let outcome = merge(
                        file, base: FileText(base), published: FileText(versions.0), draft: FileText(versions.1))
                    guard case .conflict(let conflicts) = outcome, let conflict = conflicts.first else {
                        Issue.record("\(outcome)")
                        continue
                    }
                    #expect(conflicts.count == 1 && conflict.path.description.hasSuffix("[Email]"))
                    #expect(conflict.deletedBy == side)
                    let key = file == .sync("a") ? "to" : "name"
                    let changes = conflict.changes(by: side == .draft ? .published : .draft)
                    #expect(changes.map(\.path) == [conflict.path.appending(.key(key))])
                }
            }
        }
    }

    @Test("B4 another item in the place of one that both sides deleted is no conflict")
    func replaced() {
        let without = list.replacing("    - {to: Email, from: email}\n", with: "")
        let other = list.replacing("{to: Email, from: email}", with: "{to: Phone, from: phone}")
        for outcome in [outcome(.sync("a"), list, without, other), outcome(.sync("a"), list, other, without)] {
            #expect(outcome == other)
        }
    }

    @Test("B4 a column that both sides renamed is a conflict")
    func columns() {
        for file in [GovernedFile.columns("a"), .model("a")] {
            let base = "columns:\n  - {name: id, type: number}\n  - {name: mail, type: string}\n"
            let found = outcome(
                file, base, base.replacing("mail", with: "email"), base.replacing("mail", with: "e_mail"))
            #expect(found == "columns[mail].name: mail | email | e_mail")
        }
    }

    @Test("B4 what each side took away and put elsewhere, unlike it, is no rename")
    func unlike() {
        let base = "columns:\n  - {name: id, type: number}\n  - {name: mail, type: string}\n"
        let one = "columns:\n  - {name: plan, type: boolean}\n  - {name: id, type: number}\n"
        let two = "columns:\n  - {name: city, type: date}\n  - {name: id, type: number}\n"
        #expect(!outcome(.columns("a"), base, one, two).contains("|"))
    }
}
