import Resources
import Testing
import YAML

private let sync = GovernedFile.sync("leads-to-crm")

private let base = """
    model: leads
    destination: crm
    config:
      mode: upsert # as agreed
      mappings:
        - {to: Email, from: email, type: standard}
        # what we call them
        - {to: Name, from: name, type: standard}
        - {to: Phone, from: phone, type: standard}
    schedule:
      type: manual

    """

/// The text that `merge` leaves to people, and in how many places.
private func conflict(
    _ base: String?, _ published: String?, _ draft: String?, of file: GovernedFile = sync,
    _ location: SourceLocation = #_sourceLocation
) throws -> (text: String, places: Int) {
    let texts: [FileText?] = [base.map { FileText($0) }, published.map { FileText($0) }, draft.map { FileText($0) }]
    let merge = FileMerge(file, base: texts[0], published: texts[1], draft: texts[2])
    guard case .conflict = merge.outcome else {
        Issue.record("it merges", sourceLocation: location)
        return ("", 0)
    }
    let text = ConflictText(merge)
    // What stays when one side is chosen everywhere reads as a file again.
    let read = WorkspaceFiles(
        layout: Layout(), files: [file: FileText(bytes: text.bytes)], modelSlugs: [], syncSlugs: [])
    let codes = check([file], in: Workspace(read)).map(\.code)
    #expect(codes.contains(.mergeConflict), "\(codes)", sourceLocation: location)
    return (String(decoding: text.bytes, as: UTF8.self), text.places)
}

extension String {
    fileprivate func with(_ old: String, _ new: String) -> String {
        precondition(contains(old), "no \(old)")
        return split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}

extension String {
    /// The lines that stay if this side of each place is chosen.
    func choosing(_ side: String) -> String {
        var text = ""
        var part: String?
        for line in split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("<<<<<<< ") {
                part = "draft"
            } else if line.hasPrefix("||||||| ") {
                part = "base"
            } else if line == "=======" {
                part = "published"
            } else if line.hasPrefix(">>>>>>> ") {
                part = nil
            } else if part == nil || part == side {
                text += line + "\n"
            }
        }
        return text
    }
}

@Suite struct ConflictTextTests {
    @Test("B4 a conflict stands around its entry with all three values, and what merges is merged")
    func entry() throws {
        let published = base.with("from: email", "from: mail").with("type: manual", "type: manual # for now")
        let draft = base.with("from: email", "from: work_email").with("mode: upsert", "mode: update")
        let (text, places) = try conflict(base, published, draft)
        #expect(places == 1)
        #expect(
            text
                == """
                model: leads
                destination: crm
                config:
                  mode: update # as agreed
                  mappings:
                <<<<<<< draft: config.mappings[Email].from
                    - {to: Email, from: work_email, type: standard}
                ||||||| before
                    - {to: Email, from: email, type: standard}
                =======
                    - {to: Email, from: mail, type: standard}
                >>>>>>> published
                    # what we call them
                    - {to: Name, from: name, type: standard}
                    - {to: Phone, from: phone, type: standard}
                schedule:
                  type: manual # for now

                """)
    }

    @Test("B4 several conflicts are several places, and two on one line are one")
    func several() throws {
        let published = base.with("mode: upsert", "mode: all").with("from: phone, type: standard", "from: a, type: x")
        let draft = base.with("mode: upsert", "mode: update").with("from: phone, type: standard", "from: b, type: y")
        let (text, places) = try conflict(base, published, draft)
        #expect(places == 2)
        #expect(text.contains("<<<<<<< draft: config.mappings[Phone].from, config.mappings[Phone].type\n"))
        #expect(text.choosing("draft") == draft)
        #expect(text.choosing("base") == base)
        #expect(text.choosing("published") == published)
    }

    @Test("B4 an entry that one side took away and the other changed is an empty side")
    func removed() throws {
        let name = "    # what we call them\n    - {to: Name, from: name, type: standard}\n"
        let published = base.with(name, "")
        let draft = base.with("from: name", "from: full_name")
        let (text, places) = try conflict(base, published, draft)
        #expect(places == 1)
        #expect(text.contains("=======\n>>>>>>> published\n"))
        #expect(text.choosing("published") == published)
        #expect(text.choosing("draft") == draft)
    }

    @Test("B4 orders that differ are a place of their own")
    func order() throws {
        let (email, phone) = (
            "    - {to: Email, from: email, type: standard}\n", "    - {to: Phone, from: phone, type: standard}\n"
        )
        let name = "    - {to: Name, from: name, type: standard}\n"
        let plain = base.with("    # what we call them\n", "")
        let published = plain.with(email + name + phone, phone + name + email)
        let draft = plain.with(email + name + phone, name + email + phone)
        let (text, _) = try conflict(plain, published, draft)
        #expect(text.contains("config.mappings (order)"))
        #expect(text.choosing("draft") == draft)
        #expect(text.choosing("base") == plain)
        #expect(text.choosing("published") == published)
    }

    @Test(
        "B4 of a query that both sides changed only the lines in conflict stand between markers; what merges is merged")
    func query() throws {
        let model = GovernedFile.model("leads")
        let query = (1...20).map { "    column_\($0)," }.joined(separator: "\n")
        let leads = "name: Leads\nsource: s\ntype: raw_sql\nprimaryKey: id\nrawSql: |-\n  select\n\(query)\n  from t\n"
        let published = leads.with("column_9,", "column_nine,").with("column_2,", "column_two,")
        let draft = leads.with("column_9,", "column_neuf,").with("column_12,", "column_twelve,")
        let (text, places) = try conflict(leads, published, draft, of: model)
        #expect(places == 1)
        let marked = """
                column_8,
            <<<<<<< draft: rawSql
                column_neuf,
            ||||||| before
                column_9,
            =======
                column_nine,
            >>>>>>> published
                column_10,

            """
        #expect(text.contains(marked), "\(text)")
        for (side, name) in [("draft", "neuf"), ("base", "9"), ("published", "nine")] {
            let merged = leads.with("column_2,", "column_two,").with("column_12,", "column_twelve,")
            #expect(text.choosing(side) == merged.with("column_9,", "column_\(name),"))
        }
    }

    @Test("B4 a query in conflict at two ends has two places, and one written in quotes a single one")
    func ends() throws {
        let query = ["select", "  a,", "  b,", "  c", "from t"]
        func model(_ first: String, _ last: String, quoted: Bool = false) -> String {
            let lines = query.map { $0.replacing("  a,", with: first).replacing("from t", with: last) }
            return "name: Leads\nsource: s\nrawSql: "
                + (quoted
                    ? "\"\(lines.joined(separator: "\\n"))\"\n"
                    : "|\n" + lines.map { "  \($0)\n" }.joined()) + "primaryKey: id\n"
        }
        for (isQuoted, count) in [(false, 2), (true, 1)] {
            let sides = [
                model("  a,", "from t", quoted: isQuoted), model("  a1,", "from t1", quoted: isQuoted),
                model("  a2,", "from t2", quoted: isQuoted),
            ]
            let (text, places) = try conflict(sides[0], sides[1], sides[2], of: .model("leads"))
            #expect(places == count)
            #expect(
                text.split(separator: "<<<<<<< draft: rawSql\n", omittingEmptySubsequences: false).count == count + 1)
            #expect(text.choosing("base") == sides[0])
            #expect(text.choosing("published") == sides[1])
            #expect(text.choosing("draft") == sides[2])
        }
    }

    @Test("B4 fields in neighbouring lines are places of their own, also many")
    func neighbours() throws {
        func columns(_ type: String, _ note: String, count: Int) -> String {
            "columns:\n" + (0..<count).map { "  - name: c\($0)\n    type: \(type)\n    note: \(note)\n" }.joined()
        }
        for count in [1, 3, 200] {
            let sides = [("a", "a"), ("b", "b"), ("c", "c")].map { columns($0.0, $0.1, count: count) }
            let (text, places) = try conflict(sides[0], sides[1], sides[2], of: .columns("leads"))
            #expect(places == 2 * count)
            for index in 0..<count {
                #expect(
                    text.contains("<<<<<<< draft: columns[c\(index)].type\n    type: c\n||||||| before\n    type: a\n"))
                #expect(
                    text.contains("<<<<<<< draft: columns[c\(index)].note\n    note: c\n||||||| before\n    note: a\n"))
            }
            #expect(text.choosing("published") == sides[1])
            #expect(text.choosing("draft") == sides[2])
        }
    }

    @Test("B4 a file that both made, one that a side deleted, and what cannot be read by field")
    func whole() throws {
        let mine = base.with("mode: upsert", "mode: update").with("destination: crm", "destination: x")
        let made = try conflict(nil, base, mine)
        #expect(made.places == 2)
        #expect(made.text.choosing("published") == base)
        let deleted = try conflict(base, nil, base.with("crm", "x"))
        #expect(deleted.text.choosing("draft") == base.with("crm", "x"))
        #expect(deleted.text.choosing("published") == "")
        let broken = base.with("schedule:\n", "schedule: {\n")
        let opaque = try conflict(base, base.with("crm", "y"), broken)
        #expect(opaque.places == 1)
        #expect(opaque.text.choosing("draft") == broken)
        let other = base.with("crm", "y")
        #expect(opaque.text.choosing("published") == other)
    }

    @Test("marks end as the file's lines do, and a last line without an end gets one")
    func lineEnds() throws {
        let sides = ["manual", "a", "b"].map { base.with("type: manual", "type: \($0)").with("\n", "\r\n") }
        let (text, _) = try conflict(sides[0], sides[1], sides[2])
        #expect(text.contains("=======\r\n  type: a\r\n>>>>>>> published\r\n"))
        let short = "model: a\ndestination: b\nconfig: {x: 1}"
        let cut = try conflict(short, short.with("1", "2"), short.with("1", "3"))
        let end = "config: {x: 3}\n||||||| before\nconfig: {x: 1}\n=======\nconfig: {x: 2}\n>>>>>>> published\n"
        #expect(cut.text.hasSuffix(end))
    }
}
