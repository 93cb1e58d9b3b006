import Review
import Testing

struct LineDiffTests {
    private func shown(_ before: String, _ after: String, context: Int = 2) -> String {
        var page = Page()
        page.diff(LineDiff(from: before, to: after, context: context), indent: 0)
        return page.text(Style(width: 40))
    }

    @Test("F8 a change to a query is shown line by line, with what stands around it")
    func query() {
        let before = "select\n  id,\n  email\nfrom crm.leads\nwhere a\n  and b\n  and c\n  and d\n"
        let after = "select\n  id,\n  work_email\nfrom crm.leads\nwhere a\n  and b\n  and c\n  and d\n"
        #expect(
            shown(before, after) == """
                  1  select
                  2    id,
                − 3    email
                + 3    work_email
                  4  from crm.leads
                  5  where a
                  ⋯ 3 unchanged lines

                """)
    }

    @Test("Two changes far apart leave out what is between them, and a fold of one line is no fold")
    func folds() {
        let lines = (1...12).map { "l\($0)" }
        func with(_ changed: [Int]) -> String {
            (1...12).map { changed.contains($0) ? "x\($0)" : "l\($0)" }.joined(separator: "\n")
        }
        #expect(
            shown(lines.joined(separator: "\n"), with([2, 11]), context: 1) == """
                   1  l1
                −  2  l2
                +  2  x2
                   3  l3
                  ⋯ 6 unchanged lines
                  10  l10
                − 11  l11
                + 11  x11
                  12  l12

                """)
        #expect(!shown(lines.joined(separator: "\n"), with([2, 6]), context: 1).contains("⋯ 1"))
    }

    @Test("Long lines are cut behind spaces, and none of their text is lost")
    func longLines() {
        #expect(
            shown("", "select aaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbb, cccccccc") == """
                + 1  select aaaaaaaaaaaaaaaa, \("")
                       bbbbbbbbbbbbbbbb, cccccccc

                """)
    }

    @Test(
        "Counts are those of the lines",
        arguments: [
            ("", "a\nb\n", 2, 0), ("a\nb", "", 0, 2), ("a\n", "a", 0, 0), ("a", "a\n\n", 1, 0),
            ("a\r\nb\r\n", "a\nb\n", 0, 0),
            ("é", "e\u{301}", 1, 1), ("a\nb\nc", "c\na\nb", 1, 1),
        ])
    func counts(_ before: String, _ after: String, _ added: Int, _ removed: Int) {
        let diff = LineDiff(from: before, to: after)
        #expect(diff.added == added)
        #expect(diff.removed == removed)
    }

    @Test("A last line that only ends otherwise is said to")
    func end() {
        #expect(shown("a\n", "a") == "  only the end of the last line differs\n")
        #expect(!LineDiff(from: "a", to: "a").isOnlyEnd)
    }

    @Test("Two texts that share nothing are not compared line by line for minutes")
    func huge() {
        let before = (0..<40_000).map { "a\($0)" }.joined(separator: "\n")
        let after = (0..<40_000).map { "b\($0)" }.joined(separator: "\n")
        let diff = LineDiff(from: before, to: after)
        #expect(diff.added == 40_000)
        #expect(diff.removed == 40_000)
    }
}
