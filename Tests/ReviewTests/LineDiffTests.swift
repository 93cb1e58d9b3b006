import Review
import Testing

struct LineDiffTests {
    /// Without the four blanks that each line of code begins with.
    private static func unindented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(4) }.joined(separator: "\n")
    }

    private func shown(_ before: String, _ after: String, context: Int = 2) -> String {
        let page = Page(.diff(LineDiff(from: before, to: after, context: context)))
        return Self.unindented(page.text(Style(width: 44)))
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

    @Test("A query in which ten thousands of lines changed is shown in time that grows with it")
    func long() {
        let before = (0..<20_000).map { "  a\($0)," }.joined(separator: "\n")
        let after = (0..<20_000).map { "  b\($0) as a\($0)," }.joined(separator: "\n")
        let start = ContinuousClock.now
        let page = Page(.diff(LineDiff(from: before, to: after)))
        #expect(page.text(.plain).split(separator: "\n").count == 40_000)
        #expect(page.markdown.split(separator: "\n").count == 40_002)
        // A build that is not optimised, on a machine that is busy. With the square of the lines it took minutes.
        #expect(ContinuousClock.now - start < .seconds(30))
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

    /// With the marked words of removed lines in ‹ ›, of added ones in { }.
    private func marked(_ before: String, _ after: String) -> [String] {
        let page = Page(.diff(LineDiff(from: before, to: after)))
        let text = Self.unindented(page.text(Style(isColored: true)))
        let marks = [("\u{1B}[7;31m", "‹"), ("\u{1B}[7;32m", "{")]
        var shown = marks.reduce(text) { $0.replacing($1.0, with: $1.1) }
        // Where a mark ends the line goes on in its own colour.
        for (open, close) in [("‹", "›"), ("{", "}")] {
            shown = shown.split(separator: open, omittingEmptySubsequences: false).enumerated().map { index, part in
                guard index > 0, let end = part.firstRange(of: "\u{1B}[0m") else { return String(part) }
                return open + part[..<end.lowerBound] + close + part[end.upperBound...]
            }.joined()
        }
        return shown.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(separator: "\n").map(String.init)
    }

    @Test("F8 with colours the words that changed within a line are marked, without them the lines are as ever")
    func words() {
        #expect(
            marked("select\n  id, lower(email) as email\nfrom a", "select\n  id, lower(work_email) as email\nfrom a")
                == [
                    "  1  select", "− 2    id, lower(‹email›) as email", "+ 2    id, lower({work_email}) as email",
                    "  3  from a",
                ])
        #expect(marked("a b c d e", "a x y d e") == ["− 1  a ‹b c› d e", "+ 1  a {x y} d e"])
        #expect(marked("where a = 1", "where a = 1 and b") == ["− 1  where a = 1", "+ 1  where a = 1 {and b}"])
        #expect(shown("a b c", "a x c") == "− 1  a b c\n+ 1  a x c\n")
    }

    @Test(
        "Lines that share little, or differ in white space alone, have no marks; lines are paired where they are alike")
    func pairs() {
        #expect(marked("select id", "from t where x") == ["− 1  select id", "+ 1  from t where x"])
        #expect(marked("a  b", "a b") == ["− 1  a  b", "+ 1  a b"])
        #expect(
            marked("one two three four", "new line here\none two three five") == [
                "− 1  one two three ‹four›", "+ 1  new line here", "+ 2  one two three {five}",
            ])
        let long = String(repeating: "w ", count: 300)
        #expect(marked(long + "a", long + "b").joined().contains("‹") == false)
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
