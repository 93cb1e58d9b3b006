import Review
import Testing

struct PageTests {
    @Test("Lines are wrapped at spaces, and go on where they hang")
    func wrap() {
        var page = Page()
        page.line("one two three four five six seven eight nine ten", indent: 2, hanging: 4)
        #expect(
            page.text(Style(width: 40)) == """
                  one two three four five six seven
                    eight nine ten

                """)
    }

    @Test("A word that is longer than a line is cut, a command never")
    func long() {
        var page = Page()
        page.line("\(String(repeating: "x", count: 50))")
        page.line(.command("assent view", String(repeating: "y", count: 50)), indent: 1)
        #expect(
            page.text(Style(width: 40)) == """
                \(String(repeating: "x", count: 40))
                xxxxxxxxxx
                 assent view \(String(repeating: "y", count: 50))

                """)
    }

    @Test("Wide characters count as the columns that they take")
    func wide() {
        var page = Page()
        page.line("日本語日本語日本語 日本語日本語日本語 end")
        #expect(page.text(Style(width: 40)) == "日本語日本語日本語 日本語日本語日本語\nend\n")
    }

    @Test("Two parts stand at the two edges, or one below the other")
    func split() {
        var page = Page()
        page.split("draft/ana/x → main", "open 2 hours")
        page.split("draft/ana/a-name-that-is-rather-long → main", "open 2 hours")
        #expect(
            page.text(Style(width: 44)) == """
                draft/ana/x → main              open 2 hours
                draft/ana/a-name-that-is-rather-long → main
                  open 2 hours

                """)
    }

    @Test("A label that is too long for its column pushes its text on")
    func rows() {
        var page = Page()
        page.row("a", "one two three four five six seven eight", indent: 1, at: 6)
        page.row("abcdef", "one two three four five six seven eight", indent: 1, at: 6)
        #expect(
            page.text(Style(width: 40)) == """
                 a    one two three four five six seven
                      eight
                 abcdef  one two three four five six
                      seven eight

                """)
    }

    @Test("Without colours nothing is lost but the colours")
    func colors() {
        var page = Page()
        page.line("\("one two", .error) three \("four", .command)")
        #expect(page.text(.plain) == "one two three four\n")
        let colored = page.text(Style(isColored: true))
        #expect(colored == "\u{1B}[1;31mone two\u{1B}[0m three \u{1B}[36mfour\u{1B}[0m\n")
    }

    @Test("Gaps never pile up, nor stand at the ends")
    func gaps() {
        var page = Page()
        page.gap()
        page.line("a")
        page.gap()
        page.gap()
        page.line("b")
        page.gap()
        #expect(page.text(.plain) == "a\n\nb\n")
        #expect(Page().text(.plain) == "")
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
