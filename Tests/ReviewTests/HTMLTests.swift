import Review
import Testing

@Suite
struct HTMLTests {
    @Test("A page is a document that fetches nothing, with its title escaped")
    func document() {
        let text = Page(.paragraph("one")).html(title: "a </title><script>", style: "p { margin: 0; }\n")
        #expect(
            text == """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">\
                <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">\
                <title>a &lt;/title&gt;&lt;script&gt;</title><style>
                p { margin: 0; }
                </style></head>
                <body><main>
                <section>
                <p>one</p>
                </section>
                </main></body></html>

                """)
    }

    @Test(
        "Nothing of other people's text means anything to HTML",
        arguments: [
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"), ("&lt;", "&amp;lt;"),
            ("\" onload='x'", "&quot; onload=&#39;x&#39;"),
            // A character that begins with another one, which is all that a loop over characters would see.
            ("\u{D4E}<!--", "\u{D4E}&lt;!--"),
        ])
    func safe(text: String, expected: String) {
        #expect(Self.body(of: Page(.paragraph(Words(text)))) == "<section>\n<p>\(expected)</p>\n</section>\n")
    }

    @Test("Values have the names of their columns with them; what is large has all columns")
    func cells() {
        let table = Table(
            .fields, columns: ["field", "published", "proposed"],
            [
                Table.Row("a", "1", "2"), Table.Row("b", "3"), Table.Row("c", [], notes: ["n"]),
                Table.Row("q", ["+1"], body: [.diff(LineDiff(from: "a\n", to: "a\nb\n"))]),
            ])
        #expect(
            Self.body(of: Page(.table(table))) == """
                <section>
                <table><thead><tr><th scope="col">field</th><th scope="col">published</th>\
                <th scope="col">proposed</th></tr></thead><tbody><tr><th scope="row">a</th>\
                <td><span class="column">published: </span>1</td><td><span class="column">proposed: </span>2</td></tr>
                <tr><th scope="row">b</th><td></td><td>3</td></tr>
                <tr><th scope="row">c</th><td colspan="2"><p>n</p></td></tr>
                <tr><th scope="row">q</th><td colspan="2">+1<pre><span class="same">  a
                </span><span class="added">+ b
                </span></pre>
                </td></tr>
                </tbody></table>
                </section>

                """)
    }

    @Test("Where nothing is compared, columns have no names")
    func single() {
        let table = Table(.fields, columns: ["field", "published", "proposed"], [Table.Row("a", "1")])
        #expect(
            Self.body(of: Page(.table(table))) == """
                <section>
                <table><tbody><tr><th scope="row">a</th><td>1</td></tr>
                </tbody></table>
                </section>

                """)
    }

    private static let hostile =
        "</td></pre></style>|<b x=\"'>\u{D4E}<!-- &amp; <![CDATA[ </script>\n# 1. \u{202E}\u{1B}[31m\u{0}"

    @Test("In every place of a page, other people's text is told and means nothing")
    func places() {
        let (quiet, loud) = (Self.body(of: .everything("x")), Self.body(of: .everything(Self.hostile)))
        // Only lines of code differ in number.
        let outline = Self.tags(loud).filter { !Self.lines.contains($0) }
        #expect(outline == Self.tags(quiet).filter { !Self.lines.contains($0) })
        #expect(outline.count > 200)
        var open: [Substring] = []
        for tag in Self.tags(loud) {
            if tag.hasPrefix("</") {
                #expect(open.popLast() == tag.dropFirst(2).dropLast(), "\(tag)")
            } else {
                open.append(tag.dropFirst().prefix { $0 != " " && $0 != ">" })
            }
        }
        #expect(open.isEmpty)
        #expect(!loud.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{0}" })
        // Each of them is there, as often as where it is harmless.
        let said = "&lt;/td&gt;&lt;/pre&gt;"
        #expect(loud.ranges(of: said).count == Self.body(of: .everything("(harmless)")).ranges(of: "(harmless)").count)
    }

    private static let lines: Set<Substring> = [
        "<span class=\"added\">", "<span class=\"removed\">", "<span class=\"same\">", "</span>",
    ]

    private static func body(of page: Page) -> String {
        let text = page.html(title: "", style: "")
        guard let start = text.firstRange(of: "<main>\n"), let end = text.firstRange(of: "</main>") else { return "" }
        return String(text[start.upperBound..<end.lowerBound])
    }

    private static func tags(_ text: String) -> [Substring] {
        var (tags, start) = ([Substring](), text.startIndex)
        while let open = text[start...].firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
            tags.append(text[open...close])
            start = text.index(after: close)
        }
        return tags
    }
}
