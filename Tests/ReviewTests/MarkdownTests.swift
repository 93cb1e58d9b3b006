import Review
import Testing

@Suite
struct MarkdownTests {
    @Test("A page becomes paragraphs, nested lists and fenced code")
    func structure() {
        var page = Page()
        page.split("\("draft/ana/mode", .strong) → main", "3f2a91c0")
        page.line("Ana Silva asks Bo Chen")
        page.gap()
        page.row("✗\u{A0}approvals", "1 of 2", indent: 1, at: 14)
        page.line("below", indent: 14)
        page.row("✓\u{A0}checks", "no findings", indent: 1, at: 14)
        page.gap()
        page.row("model/leads", "1 field", indent: 1, at: 14)
        page.row("query", "+1", indent: 3, at: 14)
        page.diff(LineDiff(from: "select a", to: "select ```\nb"), indent: 5)
        page.line(Words.command("assent approve", "ana/mode"), indent: 1)
        #expect(
            page.markdown == """
                **draft/ana/mode** → main · 3f2a91c0\u{20}\u{20}
                Ana Silva asks Bo Chen

                - **✗ approvals** 1 of 2
                  - below
                - **✓ checks** no findings

                - **model/leads** 1 field
                  - **query** \\+1
                    ````diff
                    − 1  select a
                    + 1  select ```
                    + 2  b
                    ````
                - `assent approve ana/mode`

                """)
    }

    @Test(
        "Nothing of other people's text means anything to Markdown or HTML",
        arguments: [
            ("<script>x</script>", "\\<script\\>x\\</script\\>"), ("[a](http://x)", "\\[a\\](http://x)"),
            ("**bold** _it_", "\\*\\*bold\\*\\* \\_it\\_"), ("`code`", "\\`code\\`"),
            ("# head | cell", "\\# head \\| cell"),
            ("&lt; \\", "\\&lt; \\\\"), ("- item\n+ other", "\\- item\\\\n\\+ other"),
            ("@ana ![x](y)", "\\@ana \\!\\[x\\](y)"),
        ])
    func safe(text: String, expected: String) {
        var page = Page()
        page.line(Words(text))
        #expect(page.markdown == expected + "\n")
    }
}
