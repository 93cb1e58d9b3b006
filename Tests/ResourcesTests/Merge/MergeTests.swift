import Resources
import Testing
import YAML

private let sync = GovernedFile.sync("leads-to-crm")
private let model = GovernedFile.model("leads")

/// A merge of texts, with the merged text or the conflicts in words.
private func merged(_ file: GovernedFile, _ base: String?, _ published: String?, _ draft: String?) -> String {
    let outcome = merge(
        file, base: base.map { FileText($0) }, published: published.map { FileText($0) },
        draft: draft.map { FileText($0) })
    switch outcome {
    case .merged(nil): return "deleted"
    case .merged(let text?): return String(decoding: text.bytes, as: UTF8.self)
    case .conflict(let conflicts):
        return conflicts.map { conflict in
            let versions = [conflict.base, conflict.published, conflict.draft].map { $0.map { said($0) } ?? "none" }
            return "\(conflict.path): \(versions.joined(separator: " | "))"
        }.joined(separator: "\n")
    }
}

private func said(_ value: Value) -> String {
    switch value {
    case .scalar(.null, _): "null"
    case .scalar(_, let text): text
    case .sequence(let items): "[" + items.map(said).joined(separator: ", ") + "]"
    case .mapping(let pairs): "{" + pairs.map { "\($0.key): \(said($0.value))" }.joined(separator: ", ") + "}"
    }
}

private let base = """
    # Leads for the CRM. Ask growth before changing.
    model: leads
    destination: crm
    config:
      mode: upsert
      mappings:
        - to: Email # the key
          from: email
          type: standard
        # what we call them
        - to: Name
          from: name
          type: standard
        - to: Phone
          from: phone
          type: standard
      externalIdMapping: {to: Email, from: email}
    schedule:
      type: manual
    schedulePaused: false

    """

extension String {
    fileprivate func with(_ old: String, _ new: String) -> String {
        let parts = split(separator: old, omittingEmptySubsequences: false)
        precondition(parts.count == 2, "\(old) is there \(parts.count - 1) times")
        return parts.joined(separator: new)
    }
}

@Suite struct MergeTests {
    @Test("B4 changes of different fields come together, with both sides' comments")
    func fields() {
        let published = base.with("mode: upsert", "mode: update # no new ones")
        let draft = base.with("from: phone", "from: mobile_phone").with("manual", "manual # for now")
        let expected = published.with("from: phone", "from: mobile_phone").with("manual", "manual # for now")
        #expect(merged(sync, base, published, draft) == expected)
        #expect(merged(sync, base, draft, published) == expected)
    }

    @Test("B4 changes on neighbouring lines are no conflict")
    func cache() {
        let published = base.with("model: leads", "model: customers")
        let draft = base.with("destination: crm", "destination: crm-eu")
        #expect(merged(sync, base, published, draft) == published.with("destination: crm", "destination: crm-eu"))
    }

    @Test("B4 mappings added at the same place by both sides are both there, in an order that sides do not decide")
    func added() {
        let last = "      from: phone\n      type: standard\n"
        let published = base.with(
            last, last + "    # for sales\n    - to: City\n      from: city\n      type: standard\n")
        let draft = base.with(last, last + "    - to: Zip # five digits\n      from: zip\n      type: standard\n")
        let expected = base.with(
            last,
            last + "    # for sales\n    - to: City\n      from: city\n      type: standard\n"
                + "    - to: Zip # five digits\n      from: zip\n      type: standard\n")
        #expect(merged(sync, base, published, draft) == expected)
        #expect(merged(sync, base, draft, published) == expected)
    }

    @Test("B4 a mapping removed beside one that is changed stays removed")
    func removed() {
        let published = base.with(
            "    # what we call them\n    - to: Name\n      from: name\n      type: standard\n", "")
        let draft = base.with("from: phone", "from: mobile")
        #expect(merged(sync, base, published, draft) == published.with("from: phone", "from: mobile"))
        #expect(merged(sync, base, draft, published) == published.with("from: phone", "from: mobile"))
    }

    @Test("B4 a moved mapping keeps what the other side did to it")
    func moved() {
        let phone = "    - to: Phone\n      from: phone\n      type: standard\n"
        let published = base.with(phone, "").with("    - to: Email", phone + "    - to: Email")
        let draft = base.with("from: phone", "from: mobile # theirs")
        let text = merged(sync, base, published, draft)
        #expect(text == published.with("from: phone", "from: mobile # theirs"))
        #expect(merged(sync, base, draft, published) == text)
    }

    @Test("B4 both sides making the same change is one change")
    func same() {
        let published = base.with("from: phone", "from: mobile")
        let draft = base.with("from: phone", "from: 'mobile' # quoted").with("type: manual", "type: cron")
        #expect(merged(sync, base, published, draft) == draft)
        let text = merged(sync, base, draft, published)
        #expect(compare(sync, before: FileText(text), after: FileText(draft)) == nil)
    }

    @Test("B4 a merge of lines that would mean something else is not taken")
    func clean() {
        // Line by line both entries would stay, and the file would have a key twice.
        let published = "description: who buys\n" + base
        let draft = base.with("mode: upsert", "mode: update") + "description: who buys\n"
        #expect(merged(sync, base, published, draft) == draft)
        // An anchor that one side redefines would change what the other side refers to: that is not for fields to tell.
        let anchored = "model: &m a\ndestination: b\nconfig: {x: 1, z: 2}\n"
        let redefined = "model: &m c\ndestination: b\nconfig: {x: 1, z: 2}\n"
        let referring = "model: &m a\ndestination: b\nconfig: {x: 1, z: *m}\n"
        let outcome = merge(
            sync, base: FileText(anchored), published: FileText(redefined), draft: FileText(referring))
        let whole = FieldConflict(
            file: sync, path: .root, base: nil, published: nil, draft: nil, isOpaque: true)
        #expect(outcome == .conflict([whole]))
        #expect(merged(sync, anchored, anchored, referring) == referring)
        #expect(merged(sync, anchored, redefined, anchored) == redefined)
    }

    @Test("B4 a reformatted side keeps its format and takes the other's change")
    func reformatted() {
        let flow = """
            # Tidied up.
            model: leads
            destination: 'crm'
            config:
                mode: upsert
                mappings:
                - {to: Email, from: email, type: standard}
                - {to: Name, from: name, type: standard} # what we call them
                - {to: Phone, from: phone, type: standard}
                externalIdMapping: {to: Email, from: email}
            schedule: {type: manual}

            """
        let changed = base.with("from: phone", "from: mobile")
        let expected = flow.with("from: phone", "from: mobile")
        #expect(merged(sync, base, flow, changed) == expected)
        #expect(merged(sync, base, changed, flow) == expected)
    }

    @Test("B4 comments alone on one side, a change on the other")
    func comments() {
        let commented = base.with("mode: upsert\n", "mode: upsert # so that none is there twice\n")
        let changed = base.with("mode: upsert\n", "mode: insert\n")
        let text = merged(sync, base, commented, changed)
        #expect(text == base.with("mode: upsert\n", "mode: insert # so that none is there twice\n"))
    }

    @Test("B4 line ends of Windows and a missing last one survive")
    func lineEnds() {
        let windows = base.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let published = windows.with("mode: upsert", "mode: update")
        let draft = String(windows.with("from: phone", "from: mobile").utf8.dropLast(2)) ?? ""
        #expect(merged(sync, windows, published, draft) == draft.with("mode: upsert", "mode: update"))
    }

    @Test(
        "B4 a conflict names the field, with base, published and draft",
        arguments: [
            ("mode: upsert", "mode: insert", "mode: update", "config.mode: upsert | insert | update"),
            ("from: phone", "from: tel", "from: mobile", "config.mappings[Phone].from: phone | tel | mobile"),
            (
                "    - to: Phone\n      from: phone\n      type: standard\n", "",
                "    - to: Phone\n      from: mobile\n      type: standard\n",
                "config.mappings[Phone]: {to: Phone, from: phone, type: standard} | none | "
                    + "{to: Phone, from: mobile, type: standard}"
            ),
            (
                "  externalIdMapping: {to: Email, from: email}\n", "  externalIdMapping: {to: Id, from: id}\n",
                "  externalIdMapping: {to: Key, from: id}\n", "config.externalIdMapping.to: Email | Id | Key"
            ),
            (
                "schedulePaused: false", "schedulePaused: true", "schedulePaused: null",
                "schedulePaused: none | true | null"
            ),
            (
                "  mode: upsert\n", "  mode: upsert\n  deleteMode: remove\n", "  mode: upsert\n  deleteMode: clear\n",
                "config.deleteMode: none | remove | clear"
            ),
            (
                "    - to: Phone\n", "    - to: Zip\n      from: zip\n    - to: Phone\n",
                "    - to: Zip\n      from: postal\n    - to: Phone\n",
                "config.mappings[Zip]: none | {to: Zip, from: zip} | {to: Zip, from: postal}"
            ),
        ])
    func conflicts(old: String, published: String, draft: String, expected: String) {
        #expect(merged(sync, base, base.with(old, published), base.with(old, draft)) == expected)
    }

    @Test("B4 every field in conflict is named at once")
    func several() {
        let published = base.with("mode: upsert", "mode: insert").with("from: phone", "from: tel")
        let draft = base.with("mode: upsert", "mode: update").with("from: phone", "from: mobile")
        let expected = "config.mappings[Phone].from: phone | tel | mobile\nconfig.mode: upsert | insert | update"
        #expect(merged(sync, base, published, draft) == expected)
    }

    @Test(
        "B4 the order of mappings is a field of its own",
        arguments: [
            (
                "[{to: b}, {to: a}, {to: c}]", "[{to: a}, {to: b}, {to: c}, {to: d}]",
                "[{to: b}, {to: a}, {to: c}, {to: d}]"
            ),
            ("[{to: b}, {to: a}, {to: c}]", "[{to: b}, {to: a}, {to: c}]", "[{to: b}, {to: a}, {to: c}]"),
            ("[{to: c}, {to: a}, {to: b}]", "[{to: a}, {to: c}]", "[{to: c}, {to: a}]"),
            (
                "[{to: a}, {to: x}, {to: b}, {to: c}]", "[{to: a}, {to: m}, {to: b}, {to: c}]",
                "[{to: a}, {to: m}, {to: x}, {to: b}, {to: c}]"
            ),
            (
                "[{to: b}, {to: a}, {to: c}]", "[{to: a}, {to: c}, {to: b}]",
                "conflict (order): [a, b, c] | [b, a, c] | [a, c, b]"
            ),
        ])
    func order(published: String, draft: String, expected: String) {
        let text = { (list: String) in "config: {mappings: \(list)}\n" }
        for (first, second) in [(published, draft), (draft, published)] {
            let outcome = merge(
                sync, base: FileText(text("[{to: a}, {to: b}, {to: c}]")), published: FileText(text(first)),
                draft: FileText(text(second)))
            switch outcome {
            case .merged(let merged?):
                let expected = FileText(text(expected))
                #expect(compare(sync, before: merged, after: expected) == nil, "\(merged.words)")
            case .merged(nil): Issue.record("deleted")
            case .conflict(let conflicts):
                #expect(expected.hasPrefix("conflict"))
                #expect(conflicts.map(\.path.description) == ["config.mappings (order)"])
                guard first == published else { continue }
                let versions = [conflicts[0].base, conflicts[0].published, conflicts[0].draft]
                let words = versions.map { $0.map { said($0) } ?? "none" }.joined(separator: " | ")
                #expect("conflict (order): \(words)" == expected)
            }
        }
    }

    @Test(
        "B4 plain lists are merged by position, and only where nothing moved",
        arguments: [
            ("[a, b, c]", "[x, b, c]", "[a, b, z]", "[x, b, z]"),
            ("[a, b, c]", "[a, b, c]", "[c, b]", "[c, b]"),
            ("[a, b, c]", "[c, b, a]", "[c, b, a]", "[c, b, a]"),
            ("[a, b]", "[a, b, c]", "[x, b]", nil),
            ("[a, b]", "[a, b, c]", "[a, b, d]", nil),
        ])
    func plainLists(base: String, published: String, draft: String, expected: String?) {
        let text = { (list: String) in "config: {events: \(list)}\n" }
        let found = merged(sync, text(base), text(published), text(draft))
        #expect(found == expected.map(text) ?? "config.events: \(base) | \(published) | \(draft)")
    }

    @Test("B4 items known only by position merge as wholes: what was there may have moved")
    func positions() {
        let base = "schedule: {expressions: [{days: mon, time: 1}, {days: tue, time: 1}]}\n"
        let swapped = "schedule: {expressions: [{days: tue, time: 1}, {days: mon, time: 1}]}\n"
        let later = "schedule: {expressions: [{days: mon, time: 2}, {days: tue, time: 1}]}\n"
        #expect(
            merged(sync, base, swapped, later)
                == "schedule.expressions[0]: {days: mon, time: 1} | {days: tue, time: 1} | {days: mon, time: 2}")
        let other = "schedule: {expressions: [{days: mon, time: 1}, {days: tue, time: 3}]}\n"
        let both = "schedule: {expressions: [{days: mon, time: 2}, {days: tue, time: 3}]}\n"
        #expect(merged(sync, base, other, later) == both)
    }

    @Test("B4 tags and columns come together by name, in any order")
    func unordered() {
        let base = "name: a\ntags: [x, m]\ncolumns: [{name: id, type: int}, {name: e, type: text}]\n"
        let published = "name: a\ntags: [m, x, p]\ncolumns: [{name: e, type: text}, {name: id, type: bigint}]\n"
        let draft = "name: a\ntags: [x, d]\ncolumns: [{name: id, type: int}, {name: e, type: string}, {name: d}]\n"
        let text = merged(model, base, published, draft)
        let expected =
            "name: a\ntags: [x, d, p]\ncolumns: [{name: id, type: bigint}, {name: e, type: string}, {name: d}]\n"
        #expect(compare(model, before: FileText(text), after: FileText(expected)) == nil, "\(text)")
    }

    @Test("B4 both sides begin the same list")
    func firstItems() {
        let published = "config:\n  a: 1\n  mappings:\n    - to: City\n      from: city\n"
        let draft = "config:\n  a: 1\n  mappings:\n    - to: Zip\n      from: zip\n"
        let expected =
            "config:\n  a: 1\n  mappings:\n    - to: City\n      from: city\n    - to: Zip\n      from: zip\n"
        for base in ["config:\n  a: 1\n", "config:\n  a: 1\n  mappings: []\n", "config:\n  a: 1\n  mappings:\n"] {
            let text = merged(sync, base, published, draft)
            #expect(compare(sync, before: FileText(text), after: FileText(expected)) == nil, "\(text)")
        }
    }

    @Test("B4 delete against edit is a conflict, delete against a comment is not")
    func deletion() {
        #expect(merged(sync, base, nil, base) == "deleted")
        #expect(merged(sync, base, base, nil) == "deleted")
        #expect(merged(sync, base, nil, nil) == "deleted")
        #expect(merged(sync, base, base.with("mode: upsert\n", "mode: upsert # why\n"), nil) == "deleted")
        #expect(merged(sync, base, nil, base.with("mode: upsert\n", "mode: 'upsert'\n")) == "deleted")
        for (published, draft) in [
            (base.with("mode: upsert", "mode: insert"), nil), (nil, base.with("mode: upsert", "mode: insert")),
        ] {
            let outcome = merge(
                sync, base: FileText(base), published: published.map { FileText($0) }, draft: draft.map { FileText($0) }
            )
            guard case .conflict(let conflicts) = outcome else {
                Issue.record("no conflict")
                continue
            }
            #expect(conflicts.map(\.path) == [.root])
            #expect((conflicts[0].published == nil) == (published == nil))
            #expect((conflicts[0].draft == nil) == (draft == nil))
            #expect(conflicts[0].base != nil && !conflicts[0].isOpaque)
        }
    }

    @Test("B4 a file that both sides made merges only if it means the same")
    func bothAdded() {
        #expect(merged(model, nil, "name: a\ntype: b\n", "type: b\nname: 'a'\n") == "type: b\nname: 'a'\n")
        #expect(
            merged(model, nil, "name: a\ntype: b\n", "name: a\ntype: c\nsource: d\n")
                == "source: none | none | d\ntype: none | b | c")
        #expect(merged(model, nil, "name: a\n", nil) == "name: a\n")
        #expect(merged(model, nil, nil, "name: a\n") == "name: a\n")
    }

    @Test(
        "B4 comments come into a version whose fields cannot be told apart, whoever wrote them",
        arguments: [
            ("name: a\ntype: b\n", "name: a # c\ntype: b\n", "name: a\ntype: d\n...\n", "name: a # c\ntype: d\n...\n"),
            ("name: a\n", "name: a # c\n", "on: 1\nname: a\n", "on: 1\nname: a # c\n"),
            (
                "x: &x a\ny: *x\nname: a\n", "x: &x a\ny: *x\n# c\nname: a\n", "x: &x b\ny: *x\nname: a\n",
                "x: &x b\ny: *x\n# c\nname: a\n"
            ),
        ])
    func opaqueWithComments(base: String, comments: String, opaque: String, both: String) {
        #expect(merged(model, base, comments, opaque) == both)
        #expect(merged(model, base, opaque, comments) == both)
    }

    @Test("B4 a comment that would become a part of a text makes it a conflict")
    func commentThatWouldBeText() {
        let outcome = merge(
            model, base: FileText("on:\n  x: y\n    # c\n"), published: FileText("on:\n  x: |\n    # c\n"),
            draft: FileText("on:\n  x: y\n    # d\n"))
        guard case .conflict = outcome else {
            Issue.record("no conflict")
            return
        }
    }

    @Test("B4 an opaque version is taken whole or not at all where the other side changed something too")
    func opaque() {
        let opaque = "on: 1\nname: a\n"
        let outcome = merge(
            model, base: FileText("name: a\n"), published: FileText("name: b\n"), draft: FileText(opaque))
        guard case .conflict(let conflicts) = outcome else {
            Issue.record("no conflict")
            return
        }
        #expect(conflicts.map(\.isOpaque) == [true])
        #expect(conflicts.map(\.path) == [.root])
    }

    @Test("B4 modes merge as fields do")
    func modes() {
        let outcome = merge(
            model, base: FileText("name: a\n"), published: FileText("name: b\n"),
            draft: FileText("name: a\n", mode: 0o100755))
        #expect(outcome == .merged(FileText("name: b\n", mode: 0o100755)))
        let link = FileText("../x", mode: 0o120000)
        #expect(
            merge(model, base: FileText("name: a\n"), published: FileText("name: a\n"), draft: link) == .merged(link))
    }

    @Test("B4 over several merge bases: what they agree on is the base, what they do not is seen as changed")
    func severalBases() {
        let ancestor = FileText("config:\n  a: 1\n  b: 1\n  c: 1\n")
        let first = FileText("config:\n  a: 2\n  b: 1\n  c: 2\n")
        let second = FileText("config:\n  a: 1\n  b: 2\n  c: 3\n")
        let virtual = virtualBase(sync, of: [first, second], ancestor: ancestor)
        #expect(virtual == FileText("config:\n  a: 2\n  b: 2\n  c: 1\n"))
        // Both sides settled c, in different ways: neither may win silently.
        #expect(
            merged(sync, virtual?.words, "config:\n  a: 2\n  b: 2\n  c: 2\n", "config:\n  a: 2\n  b: 2\n  c: 3\n")
                == "config.c: 1 | 2 | 3")
        #expect(
            merged(sync, virtual?.words, "config:\n  a: 2\n  b: 2\n  c: 4\n", "config:\n  a: 5\n  b: 2\n  c: 4\n")
                == "config:\n  a: 5\n  b: 2\n  c: 4\n")
        #expect(virtualBase(sync, of: [first], ancestor: ancestor) == first)
        #expect(virtualBase(sync, of: [ancestor, second], ancestor: ancestor) == second)
        #expect(virtualBase(sync, of: [first, nil], ancestor: ancestor) == ancestor)
        #expect(virtualBase(sync, of: [nil, nil], ancestor: ancestor) == nil)
    }

    @Test("B4 what merges in words merges where lines are too many to compare")
    func long() {
        let lines = (0..<1_600).map { "    - {to: f\($0), from: f\($0)}" }
        let text = { (first: String, shift: String) in
            "config:\n  mode: \(first)\n  mappings:\n" + lines.map { shift + $0 + "\n" }.joined()
        }
        let base = text("upsert", "")
        let published = text("insert", "")
        let draft = text("upsert", "  ")
        #expect(merged(sync, base, published, draft) == text("insert", "  "))
    }
}

extension FileText {
    var words: String { String(decoding: bytes, as: UTF8.self) }
}

@Suite struct RenameTests {
    private func change(_ file: GovernedFile, _ before: String?, _ after: String?) throws -> FileChange {
        try #require(compare(file, before: before.map { FileText($0) }, after: after.map { FileText($0) }))
    }

    private let leads = "name: Leads\ntype: raw_sql\nsource: dwh\nprimaryKey: id\nrawSql: select id from leads\n"

    @Test("A delete and an add that mean nearly the same are a rename")
    func renamed() throws {
        let changes = [
            try change(.model("leads"), leads, nil),
            try change(
                .model("crm-leads"), nil, leads.with("name: Leads", "name: CRM leads").with("id from", "id, x from")),
            try change(.model("other"), nil, "name: Leads\ntype: table\nsource: dwh\ntableName: x\n"),
            try change(.sync("leads"), nil, leads),
        ]
        #expect(renames(among: changes) == [Rename(from: .model("leads"), to: .model("crm-leads"))])
        #expect(renames(among: Array(changes.reversed())) == renames(among: changes))
    }

    @Test("The most alike are paired first, each once")
    func best() throws {
        let changes = [
            try change(.model("a"), leads, nil), try change(.model("b"), leads.with("dwh", "lake"), nil),
            try change(.model("c"), nil, leads.with("dwh", "lake")), try change(.model("d"), nil, leads),
        ]
        #expect(
            renames(among: changes) == [
                Rename(from: .model("a"), to: .model("d")), Rename(from: .model("b"), to: .model("c")),
            ])
    }

    @Test("What has little in common is no rename")
    func unlike() throws {
        let changes = [
            try change(.model("a"), leads, nil),
            try change(.model("b"), nil, leads.with("dwh", "lake").with("id from leads", "x from y")),
        ]
        #expect(renames(among: changes) == [])
    }
}
