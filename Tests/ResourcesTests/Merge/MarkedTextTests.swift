import Resources
import Testing
import YAML

private let sync = GovernedFile.sync("leads-to-crm")

private let base = """
    model: leads
    destination: crm
    config:
      mode: upsert
      mappings:
        - {to: Email, from: email, type: standard}
        # what we call them
        - {to: Name, from: name, type: standard}
    schedule:
      type: interval
      schedule:
        interval: {unit: hour, quantity: 1}

    """

extension String {
    fileprivate func with(_ old: String, _ new: String) -> String {
        precondition(contains(old), "no \(old)")
        return split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}

/// The text that a merge leaves to people.
private func marked(_ base: String?, _ published: String?, _ draft: String?, of file: GovernedFile = sync) throws
    -> String
{
    let texts = [base, published, draft].map { $0.map { FileText($0) } }
    let merge = FileMerge(file, base: texts[0], published: texts[1], draft: texts[2])
    guard case .conflict = merge.outcome else { throw Merged() }
    return String(decoding: ConflictText(merge).bytes, as: UTF8.self)
}

private struct Merged: Error {}

/// A path as it is printed, and the side that is taken.
private func settled(
    _ text: String, _ fields: [String], as side: FieldConflict.Side, of file: GovernedFile = sync,
    _ sides: MarkedText.Sides = .init(), _ location: SourceLocation = #_sourceLocation
) throws -> String {
    let marked = try #require(try MarkedText(Array(text.utf8), of: file, sides), sourceLocation: location)
    let paths = Set(marked.conflicts.map(\.path).filter { fields.contains($0.description) })
    #expect(paths.count == fields.count, "\(marked.conflicts.map(\.path))", sourceLocation: location)
    let (bytes, left) = marked.settling(paths, as: side)
    #expect(left.count == marked.conflicts.count - paths.count, sourceLocation: location)
    return String(decoding: try #require(bytes, sourceLocation: location), as: UTF8.self)
}

@Suite struct MarkedTextTests {
    @Test(
        "B4 a field that is settled has one side's value; others stay marked, and edits and comments of both sides stay"
    )
    func one() throws {
        let published = base.with("mode: upsert", "mode: mirror # as sales wants it").with("quantity: 1", "quantity: 6")
            .with("# what we call them", "# what sales calls them")
        let draft = base.with("mode: upsert", "mode: update").with("quantity: 1", "quantity: 2")
            .with("type: interval", "type: interval # not yet cron").with("from: name", "from: full_name")
        // Somebody went on in the meantime.
        let text = try marked(base, published, draft).with("destination: crm", "destination: salesforce # at last")
        #expect(text.split(separator: "<<<<<<<").count == 3)
        let once = try settled(text, ["config.mode"], as: .published)
        #expect(
            once == """
                model: leads
                destination: salesforce # at last
                config:
                  mode: mirror # as sales wants it
                  mappings:
                    - {to: Email, from: email, type: standard}
                    # what sales calls them
                    - {to: Name, from: full_name, type: standard}
                schedule:
                  type: interval # not yet cron
                  schedule:
                <<<<<<< draft: schedule.schedule.interval.quantity
                    interval: {unit: hour, quantity: 2}
                ||||||| before
                    interval: {unit: hour, quantity: 1}
                =======
                    interval: {unit: hour, quantity: 6}
                >>>>>>> published

                """)
        let twice = try settled(once, ["schedule.schedule.interval.quantity"], as: .draft)
        #expect(twice.contains("\n  schedule:\n    interval: {unit: hour, quantity: 2}\n"))
        #expect(!twice.contains("<<<<<<<"))
        #expect(try MarkedText(Array(twice.utf8), of: sync) == nil)
        // The other way round, and both at once.
        #expect(
            try settled(
                settled(text, ["schedule.schedule.interval.quantity"], as: .draft), ["config.mode"], as: .published)
                == twice)
        let mine = try settled(text, ["config.mode", "schedule.schedule.interval.quantity"], as: .draft)
        #expect(mine.contains("  mode: update # as sales wants it\n") && mine.contains("quantity: 2"), "\(mine)")
    }

    @Test("B4 fields that share a line are settled one by one")
    func line() throws {
        let published = base.with("from: email, type: standard", "from: mail, type: reference")
        let draft = base.with("from: email, type: standard", "from: work_email, type: static")
        let text = try marked(base, published, draft)
        let once = try settled(text, ["config.mappings[Email].from"], as: .published)
        #expect(
            once.contains(
                """
                <<<<<<< draft: config.mappings[Email].type
                    - {to: Email, from: mail, type: static}
                ||||||| before
                    - {to: Email, from: mail, type: standard}
                =======
                    - {to: Email, from: mail, type: reference}
                >>>>>>> published

                """))
        let twice = try settled(once, ["config.mappings[Email].type"], as: .draft)
        #expect(twice.contains("    - {to: Email, from: mail, type: static}\n    # what we call them\n"))
    }

    @Test("B4 of a file that both sides made each field is settled, also one that only one of them has")
    func added() throws {
        let published = base.with("mode: upsert", "mode: mirror").with("destination: crm", "destination: sales")
        let draft = base.with("mode: upsert", "mode: update # mine").with("unit: hour", "unit: day")
            .with("    # what we call them\n    - {to: Name, from: name, type: standard}\n", "")
        let sides = MarkedText.Sides(base: false)
        var text = try marked(nil, published, draft)
        let found = try #require(try MarkedText(Array(text.utf8), of: sync, sides)).conflicts.map(\.path.description)
        #expect(
            found.sorted() == [
                "config.mappings[Name]", "config.mode", "destination", "schedule.schedule.interval.unit",
            ])
        text = try settled(text, ["config.mappings[Name]"], as: .published, sides)
        text = try settled(text, ["config.mode"], as: .draft, sides)
        text = try settled(text, ["destination", "schedule.schedule.interval.unit"], as: .published, sides)
        #expect(
            compare(sync, before: FileText(published), after: FileText(text))?.fields.map(\.path.description) == [
                "config.mode"
            ])
        #expect(text.contains("mode: update # mine"))
    }

    @Test("B4 a file that a side deleted goes, or stays as the other has it")
    func deleted() throws {
        let published = base.with("mode: upsert", "mode: mirror")
        let text = try marked(base, published, nil)
        let gone = try #require(try MarkedText(Array(text.utf8), of: sync, .init(draft: false)))
        #expect(gone.conflicts.map(\.path) == [.root])
        #expect(gone.settling([.root], as: .draft).text == nil)
        #expect(gone.settling([.root], as: .published).text == Array(published.utf8))
    }

    @Test("B4 a file that is not read by field is settled as a whole")
    func opaque() throws {
        let text = try marked(base, base.with("mode: upsert", "mode: &a mirror"), base.with("mode: upsert", "mode: *b"))
        let whole = try #require(try MarkedText(Array(text.utf8), of: sync))
        #expect(whole.conflicts.map(\.path) == [.root])
        #expect(
            whole.settling([.root], as: .published).text == Array(base.with("mode: upsert", "mode: &a mirror").utf8))
    }

    @Test("what is not marked with all three versions is told from what is settled")
    func unmarked() throws {
        #expect(try MarkedText(Array(base.utf8), of: sync) == nil)
        for text in [
            "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> main\n", "<<<<<<< draft\na: 1\n||||||| before\na: 2\n",
            "<<<<<<< draft\na: 1\n||||||| before\na: 0\n=======\na: 2\n",
        ] {
            #expect(throws: MarkedText.Unmarked.self) { try MarkedText(Array(text.utf8), of: sync) }
        }
    }
}
