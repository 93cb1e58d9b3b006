import Review
import Testing

struct PageTests {
    private func text(_ blocks: [Block], width: Int = 40) -> String {
        var page = Page()
        page.add(blocks)
        return page.text(Style(width: width))
    }

    @Test("Lines are wrapped at spaces, and go on where they hang")
    func wrap() {
        #expect(
            text([.facts(["one two three four five six seven eight nine ten"])]) == """
                  one two three four five six seven
                    eight nine ten

                """)
    }

    @Test("A word that is longer than a line is cut, a command never")
    func long() {
        let command = Words.command("assent view", String(repeating: "y", count: 50))
        #expect(
            text([.paragraph("\(String(repeating: "x", count: 50))"), .commands([command])]) == """
                \(String(repeating: "x", count: 40))
                xxxxxxxxxx
                 assent view \(String(repeating: "y", count: 50))

                """)
    }

    @Test("A field with a long name has its values on the next line, beneath those of the others")
    func longName() {
        let name = "config.mappings[\(String(repeating: "x", count: 14))].from"
        let table = Table(.fields, [Table.Row("name", "a", "b"), Table.Row(Words(name), "email", "company")])
        #expect(
            text([.table(table)]) == """
                 name   a → b
                 \(name)
                        email → company

                """)
    }

    @Test("Wide characters count as the columns that they take")
    func wide() {
        #expect(
            text([.paragraph("日本語日本語日本語 日本語日本語日本語 end")])
                == "日本語日本語日本語 日本語日本語日本語\nend\n")
    }

    @Test("Two parts stand at the two edges, or one below the other")
    func split() {
        let headings: [Block] = [
            .heading("draft/ana/x → main", aside: ["open 2 hours"]),
            .heading("draft/ana/a-name-that-is-rather-long → main", aside: ["open 2 hours"]),
        ]
        #expect(
            text(headings, width: 44) == """
                draft/ana/x → main              open 2 hours
                draft/ana/a-name-that-is-rather-long → main
                  open 2 hours

                """)
    }

    @Test("A label that is too long for its column pushes its text on, and no other")
    func rows() {
        let long = String(repeating: "x", count: 13)
        let table = Table(
            .verdicts, labelWidth: 11,
            [
                Table.Row("a", "one two three four five six seven", mark: .met),
                Table.Row("\(long)", "one two three four five six seven", mark: .note, notes: ["eight"]),
                Table.Row("b", "two"),
            ])
        #expect(
            text([.table(table)]) == """
                 ✓ a          one two three four five
                              six seven
                 · xxxxxxxxxxxxx  one two three four
                              five six seven
                              eight
                   b          two

                """)
    }

    @Test("Cells of a listing share columns, and versions of a field stand one beneath the other")
    func tables() {
        let listing = Table(
            .listing, [Table.Row("ana", "Ana", "editor", notes: ["a key"]), Table.Row("b", "日本", "admin")])
        let versions = Table(.versions, columns: ["field", "before", "now"], [Table.Row("a.b", "1", "2")])
        #expect(
            text([.table(listing), .table(versions)]) == """
                ana  Ana   editor
                           a key
                b    日本  admin
                  a.b
                    before   1
                    now      2

                """)
    }

    @Test("What is too wide for its column in a listing has a line to itself, and moves no other")
    func wideCells() {
        let long = String(repeating: "x", count: 36)
        let listing = Table(
            .listing,
            [
                Table.Row("a", "顧客 e\u{301}", "one two three four five six seven", notes: ["a note"]),
                Table.Row("\(long)", "❤️ b", "one", notes: ["a note"]), Table.Row("b", "\(long)", "two"),
                Table.Row("c"), Table.Row("d", "e", Words()),
            ])
        #expect(
            text([.table(listing)]) == """
                a  顧客 é  one two three four five six
                           seven
                           a note
                \(long)
                   ❤️ b    one
                           a note
                b  \(long)
                           two
                c
                d  e

                """)
    }

    @Test("Without colours nothing is lost but the colours")
    func colors() {
        let page = Page(.paragraph("\("one two", .error) three \("four", .command)"))
        #expect(page.text(.plain) == "one two three four\n")
        let colored = page.text(Style(isColored: true))
        #expect(colored == "\u{1B}[1;31mone two\u{1B}[0m three \u{1B}[36mfour\u{1B}[0m\n")
    }

    @Test("Sections stand apart once, whatever was added to them")
    func sections() {
        var other = Page()
        other.gap()
        other.say("c")
        other.gap("Title")
        other.say("d")
        other.gap()
        var page = Page()
        page.gap()
        page.say("a")
        page.gap()
        page.add(.facts([]))
        page.gap()
        page.say("b")
        page.add(other)
        page.say("e")
        #expect(page.text(.plain) == "a\n\nb\n\nc\n\nTitle\n d\n\ne\n")
        #expect(page.sections.map(\.title.plain) == ["", "", "", "Title", ""])
        #expect(Page().text(.plain) == "" && Page().isEmpty)
    }

    @Test("Lists read as people say them")
    func lists() {
        let names = ["a", "b", "c", "d", "e", "f"].map { Words($0) }
        #expect([Words]().inWords().plain == "")
        #expect(Array(names.prefix(1)).inWords().plain == "a")
        #expect(Array(names.prefix(2)).inWords("or").plain == "a or b")
        #expect(Array(names.prefix(4)).inWords("or").plain == "a, b, c or d")
        #expect(names.inWords().plain == "a, b, c and 3 more")
        #expect(counted(1, "field").plain == "1 field")
        #expect(counted(2, "field").plain == "2 fields")
    }
}
