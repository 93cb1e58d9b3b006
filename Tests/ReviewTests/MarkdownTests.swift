import Review
import Testing

@Suite
struct MarkdownTests {
    @Test("A page becomes headings, paragraphs, lists, tables and fenced code")
    func structure() {
        var page = Page(
            .heading("\("draft/ana/mode", .strong) → main", aside: ["3f2a91c0"]),
            .paragraph("Ana Silva asks Bo Chen for approval"))
        page.gap()
        page.add(
            .table(
                Table(
                    .verdicts,
                    [
                        Table.Row("approvals", "1 of 2", mark: .blocks, notes: ["below"]),
                        Table.Row("checks", "no findings", mark: .met),
                    ])))
        page.gap("Changes")
        page.add(
            .table(
                Table(
                    .fields, caption: Words("model/leads", .strong), about: "2 fields",
                    columns: ["field", "published", "proposed"],
                    [
                        Table.Row("primaryKey", "id", "email"),
                        Table.Row(
                            "query", ["+2"], body: [.diff(LineDiff(from: "select a", to: "select ```\nb"))]),
                    ])))
        page.add(.quote(["one", "", "1. two"]))
        page.add(.commands([.command("assent approve", "ana/mode"), .command("assent view", "a|b")]))
        #expect(
            page.markdown == """
                ## draft/ana/mode → main

                3f2a91c0

                Ana Silva asks Bo Chen for approval

                - **✗ approvals** 1 of 2
                  - below
                - **✓ checks** no findings

                ### Changes

                **model/leads** 2 fields

                | field | published | proposed |
                | --- | --- | --- |
                | primaryKey | id | email |
                | query |  | +2 |

                **query**

                ````diff
                - select a
                + select ```
                + b
                ````

                > one
                >
                >
                >
                > 1\\. two

                `assent approve ana/mode` · assent view "a\\|b"

                """)
    }

    @Test(
        "Nothing of other people's text means anything to Markdown or HTML",
        arguments: [
            ("<script>x</script>", "\\<script\\>x\\</script\\>"), ("[a](http://x)", "\\[a\\](http\\://x)"),
            ("**bold** _it_", "\\*\\*bold\\*\\* \\_it\\_"), ("`code`", "\\`code\\`"),
            ("# head | cell", "\\# head \\| cell"),
            ("&lt; \\", "\\&lt; \\\\"), ("- item\n- other", "\\- item\\\\n- other"), ("+1", "\\+1"), ("a-b+c", "a-b+c"),
            ("@ana ![x](y)", "\\@ana !\\[x\\](y)"), ("1. one", "1\\. one"), ("20) x", "20\\) x"),
            ("    code", "code"), ("www.x.example", "www\\.x.example"),
            // A character that begins with another one, which is all that a loop over characters would see.
            ("\u{D4E}<!--", "\u{D4E}\\<!--"),
        ])
    func safe(text: String, expected: String) {
        #expect(Page(.paragraph(Words(text))).markdown == expected + "\n")
    }

    @Test("A page that has everything")
    func everything() {
        #expect(
            Page.everything(" *日本*|<b>").markdown == #"""
                ## heading \*日本\*\|\<b\>

                aside \*日本\*\|\<b\>

                paragraph \*日本\*\|\<b\>

                ### section \*日本\*\|\<b\>

                listed \*日本\*\|\<b\> · aside \*日本\*\|\<b\>

                - fact \*日本\*\|\<b\>

                > quote \*日本\*\|\<b\>
                >
                > \*日本\*\|\<b\>

                told \*日本\*\|\<b\>

                - step \*日本\*\|\<b\>: assent " \*日本\*\|\<b\>"

                * remark \*日本\*\|\<b\>

                  > \*日本\*\|\<b\>

                - term \*日本\*\|\<b\>

                  meaning \*日本\*\|\<b\>

                * **✗ verdict \*日本\*\|\<b\>** 1 \*日本\*\|\<b\> · 2 \*日本\*\|\<b\>
                  - note \*日本\*\|\<b\>
                * **next \*日本\*\|\<b\>** 1 \*日本\*\|\<b\> · 2 \*日本\*\|\<b\>
                  - note \*日本\*\|\<b\>

                **caption \*日本\*\|\<b\>** about \*日本\*\|\<b\>

                | field | published | proposed |
                | --- | --- | --- |
                | field \*日本\*\|\<b\> | 1 \*日本\*\|\<b\> | 2 \*日本\*\|\<b\><br>note \*日本\*\|\<b\> |
                | one |  |  \*日本\*\|\<b\> |
                | query |  | +1 |

                **query**

                ```diff
                  a
                +  *日本*|<b>
                ```

                | field | before | now |
                | --- | --- | --- |
                | version \*日本\*\|\<b\> | 1 \*日本\*\|\<b\> | 2 \*日本\*\|\<b\><br>note \*日本\*\|\<b\> |

                - **fact \*日本\*\|\<b\>** 1 \*日本\*\|\<b\> · 2 \*日本\*\|\<b\>
                  - note \*日本\*\|\<b\>

                | name | a | b |
                | --- | --- | --- |
                | listed \*日本\*\|\<b\> | 1 \*日本\*\|\<b\> | 2 \*日本\*\|\<b\><br>note \*日本\*\|\<b\> |

                ```yaml
                 *日本*|<b>
                ```

                ```
                 *日本*|<b>
                ```

                ```diff
                   *日本*|<b>
                - old
                + new
                ```

                diagnostic \*日本\*\|\<b\>

                ```
                7 | key:  *日本*|<b>
                  |      ^^^^^^^^^^^ label *日本*|<b>
                ```

                - \*日本\*\|\<b\>

                no place

                - \*日本\*\|\<b\>
                - help \*日本\*\|\<b\>

                assent view " \*日本\*\|\<b\>" · `assent status`

                """#)
    }

    private static let hostile = "</td>|<b>\u{D4E}<!-- [x](javascript:y) **z** `|` ```\n# 1. \u{202E}\u{1B}[31m"

    @Test("In every place of a page, other people's text is told and means nothing")
    func places() {
        let (quiet, loud) = (Page.everything("x").markdown, Page.everything(Self.hostile).markdown)
        func lines(_ text: String) -> [Substring] { Self.linesOutsideCode(text) }
        for line in lines(loud) {
            let bare = Self.withoutEscapes(line.drop { $0 == " " || $0 == ">" || $0 == "#" })
            #expect(!bare.unicodeScalars.contains { "<&[]_~#>".unicodeScalars.contains($0) }, "\(line)")
            #expect(!line.contains("\u{1B}") && !line.contains("\u{202E}"))
        }
        func cells(_ text: String) -> [Int] {
            lines(text).filter { $0.hasPrefix("| ") }.map { Self.withoutEscapes($0).split(separator: "|").count }
        }
        #expect(cells(quiet) == cells(loud) && cells(quiet).count == 11 && Set(cells(quiet)) == [3])
        for kind in ["## ", "### ", "- ", "| --- "] {
            let count = { (text: String) in lines(text).count { $0.drop { $0 == " " }.hasPrefix(kind) } }
            #expect(count(quiet) == count(loud) && count(quiet) > 0, "\(kind)")
        }
    }

    private static func linesOutsideCode(_ text: String) -> [Substring] {
        var fence: Substring?
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let text = line.drop { $0 == " " }
            let ticks = text.prefix { $0 == "`" }
            if let open = fence {
                if text == open { fence = nil }
                return false
            }
            if ticks.count >= 3 { fence = ticks }
            return ticks.count < 3
        }
    }

    /// Neither what is escaped nor what stands in a span of code.
    private static func withoutEscapes(_ line: Substring) -> String {
        var (bare, isEscaped, isCode) = ("", false, false)
        for scalar in line.unicodeScalars {
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\", !isCode {
                isEscaped = true
            } else if scalar == "`" {
                isCode.toggle()
            } else if !isCode {
                bare.unicodeScalars.append(scalar)
            }
        }
        return bare.replacing("<br>", with: "")
    }
}
