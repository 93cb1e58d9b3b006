import Resources
import Testing
import YAML

private let sync = GovernedFile.sync("leads-to-crm")
private let columns = GovernedFile.columns("leads")

private let base = """
    # Leads for the CRM. Ask growth before changing.

    model: leads
    destination: crm # the new one
    config:
      mode: upsert
      mappings:
        - {to: Email, from: email, type: standard}
        - {to: Name, from: name, type: standard}
    schedule:
      type: manual

    """

private func merged(_ file: GovernedFile, _ base: String, _ published: String, _ draft: String) -> String {
    let outcome = merge(file, base: FileText(base), published: FileText(published), draft: FileText(draft))
    guard case .merged(let text?) = outcome else { return "\(outcome)" }
    return text.words
}

/// Both ways round.
private func expectKept(
    _ comments: [String], _ base: String, _ published: String, _ draft: String,
    _ location: SourceLocation = #_sourceLocation
) {
    for (one, other) in [(published, draft), (draft, published)] {
        let text = merged(sync, base, one, other)
        for comment in comments {
            #expect(
                text.split(separator: comment, omittingEmptySubsequences: false).count == 2, "\(comment)\n\(text)",
                sourceLocation: location)
        }
    }
}

@Suite struct KeptCommentsTests {
    @Test("B4 comments of both sides survive what they did to one line elsewhere")
    func elsewhere() {
        let published = base.with("from: email,", "from: work_email,").with("destination:", "# ours\ndestination:")
        let draft = base.with("email, type: standard", "email, type: reference, lookup: {by: Id}")
            .with("schedule:", "# theirs\nschedule:")
        expectKept(["# ours", "# theirs", "# the new one", "# Leads for"], base, published, draft)
        let both = "    - {to: Email, from: work_email, type: reference, lookup: {by: Id}}\n"
        #expect(merged(sync, base, published, draft).contains(both))
    }

    @Test("B4 a comment on an entry that the other side wrote over several lines")
    func rewrittenEntry() {
        let base = "model: leads\ndestination: braze\nconfig: {mode: upsert}\nschedule: {type: manual}\n"
        let published = base.with("schedule: {type: manual}", "schedule:\n  type: manual")
        let draft = base.with("{type: manual}", "{type: manual} # ask ops")
        expectKept(["# ask ops"], base, published, draft)
        #expect(merged(sync, base, published, draft).contains("schedule: # ask ops\n  type: manual\n"))
    }

    @Test("B4 what a program wrote anew, without comments and in another order, keeps the comments of people")
    func writtenByProgram() {
        let program = """
            config:
              mappings:
              - from: mail
                to: Email
                type: standard
              - from: name
                to: Name
                type: standard
              mode: upsert
            destination: crm
            model: leads
            schedule:
              type: manual

            """
        let person = base.with("mode: upsert", "mode: update # no new ones")
            .with("    - {to: Name", "    # what we call them\n    - {to: Name")
            .with("type: manual\n", "type: manual\n# the end\n")
        let comments = ["# Leads for", "# the new one", "# no new ones", "# what we call them", "# the end"]
        expectKept(comments, base, program, person)
        let text = merged(sync, base, program, person)
        let expected = person.with("from: email", "from: mail")
        #expect(compare(sync, before: FileText(text), after: FileText(expected)) == nil, "\(text)")
    }

    @Test("B4 two comments on one line are both kept, and one that a side took away is not put back")
    func oneLine() {
        let published = base.with("mode: upsert", "mode: upsert # for sales").with("from: email", "from: mail")
        let draft = base.with("mode: upsert", "mode: upsert # for ops").with("type: manual", "type: cron")
        expectKept(["# for sales", "# for ops"], base, published, draft)
        let without = published.with(" # the new one", "")
        #expect(!merged(sync, base, without, draft).contains("# the new one"))
        #expect(!merged(sync, base, draft, without).contains("# the new one"))
    }

    @Test("B4 a comment goes along with what it is about, under a new name or in another place")
    func about() {
        let published = base.with("    - {to: Name", "    # greeting\n    - {to: Name")
        expectKept(["# greeting"], base, published, base.with("{to: Name", "{to: First_Name"))
        let moved = base.with("    - {to: Name, from: name, type: standard}\n", "")
            .with("    - {to: Email", "    - {to: Name, from: name, type: standard}\n    - {to: Email")
        let text = merged(sync, base, published, moved)
        #expect(
            text.contains("    # greeting\n    - {to: Name, from: name, type: standard}\n    - {to: Email"), "\(text)")
    }

    @Test(
        "B4 a comment stays with a tag that the other side replaced, also by several, and with an item that lost its name"
    )
    func renamed() {
        let tags = "model: leads\ntags:\n  - crm\n  - eu\n"
        let commented = tags.with("- eu", "- eu # since May")
        for replaced in ["- emea\n", "- emea\n  - apac\n"] {
            let text = merged(sync, tags, commented, tags.with("- eu\n", replaced))
            #expect(text.contains("  - emea # since May\n"), "\(text)")
        }
        let list = "columns:\n  - name: id\n    type: number\n  - name: email\n    type: string\n"
        let text = merged(
            columns, list, list.with("type: string", "type: string # in lower case"),
            list.with("name: email\n    type: string", "type: string"))
        #expect(text.contains("type: string # in lower case\n"), "\(text)")
    }

    @Test("B4 line ends that a side changed everywhere are changed everywhere")
    func lineEnds() {
        let windows = base.with("mode: upsert", "mode: insert")
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        for (published, draft) in [(windows, base.with("type: manual", "type: manual # ops")), (base, windows)] {
            for text in [merged(sync, base, published, draft), merged(sync, base, draft, published)] {
                let bytes = Array(text.utf8)
                #expect(bytes.count { $0 == 0x0A } == bytes.count { $0 == 0x0D })
            }
        }
        expectKept(["# ops"], base, windows, base.with("type: manual", "type: manual # ops"))
    }

    @Test("B4 thousands of lines that both sides changed keep their comments", arguments: [true, false])
    func large(isFlow: Bool) {
        let lines = (0..<1_500).map { index in
            isFlow
                ? "  - {name: column_\(index), type: string, note: a} # from the loader, \(index)."
                : "  - name: column_\(index)\n    type: string # from the loader, \(index).\n    note: a"
        }
        let base = "columns:\n" + lines.joined(separator: "\n") + "\n"
        let published = "columns:\n" + lines.map { $0.with("string", "number") }.joined(separator: "\n") + "\n"
        let draft = "columns:\n" + lines.map { $0.with("note: a", "note: b") }.joined(separator: "\n") + "\n"
        let both =
            "columns:\n"
            + lines.map { $0.with("string", "number").with("note: a", "note: b") }.joined(separator: "\n") + "\n"
        #expect(merged(columns, base, published, draft) == both)
    }

    @Test("B4 a large file in which much was added, taken away, renamed and moved on both sides")
    func largeMixed() throws {
        func mapping(_ index: Int, _ from: String = "a") -> String {
            "    - to: Field_\(index) # number \(index).\n      from: \(from)\n      type: standard\n"
        }
        func text(_ mappings: [String]) -> String { "config:\n  mode: upsert\n  mappings:\n" + mappings.joined() }
        let all = (0..<400).map { mapping($0) }
        let published = all.enumerated().flatMap { index, item -> [String] in
            switch index % 8 {
            case 1: [item.with("from: a", "from: b")]
            case 3: [item, mapping(index + 1_000)]
            case 5: []
            default: [item]
            }
        }
        var draft = all.enumerated().flatMap { index, item -> [String] in
            switch index % 8 {
            case 1: [item.with("type: standard", "type: static")]
            case 3: [item, mapping(index + 2_000)]
            case 7: [item.with("Field_", "Renamed_")]
            default: [item]
            }
        }
        draft.swapAt(0, 2)
        let outcome = merge(
            sync, base: FileText(text(all)), published: FileText(text(published)), draft: FileText(text(draft)))
        guard case .merged(let merged?) = outcome else {
            Issue.record("a conflict")
            return
        }
        let value = try #require(FileMeaning(sync, merged).value)
        let items = try #require(value["config"]?["mappings"]?.items)
        #expect(items.count == 400 - 50 + 100)
        for index in 0..<400 where index % 8 != 5 {
            #expect(merged.words.contains("# number \(index).\n"), "\(index)")
        }
        let changed = try #require(items.first { $0["to"]?.string == "Field_9" })
        #expect(changed["from"]?.string == "b")
        #expect(changed["type"]?.string == "static")
    }
}

extension String {
    fileprivate func with(_ old: String, _ new: String) -> String {
        let parts = split(separator: old, omittingEmptySubsequences: false)
        precondition(parts.count == 2, "\(old) is there \(parts.count - 1) times")
        return parts.joined(separator: new)
    }
}
