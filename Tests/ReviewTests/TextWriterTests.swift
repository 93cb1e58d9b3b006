import Review
import Testing

struct TextWriterTests {
    @Test("A page that has everything, in 60 columns")
    func everything() {
        #expect(
            Page.everything(" *日本*|<b>").text(Style(width: 60)) == #"""
                heading *日本*|<b>                          aside *日本*|<b>
                paragraph *日本*|<b>

                section *日本*|<b>
                 listed *日本*|<b>                          aside *日本*|<b>
                    fact *日本*|<b>
                    quote *日本*|<b>
                     *日本*|<b>
                 told *日本*|<b>
                   step *日本*|<b>:  assent " *日本*|<b>"

                 remark *日本*|<b>
                    *日本*|<b>
                  term *日本*|<b>
                      meaning *日本*|<b>

                 ✗ verdict *日本*|<b>  1 *日本*|<b> · 2 *日本*|<b>
                              note *日本*|<b>
                   next *日本*|<b>  1 *日本*|<b> · 2 *日本*|<b>
                              note *日本*|<b>
                 caption *日本*|<b>   about *日本*|<b>
                   field *日本*|<b>   1 *日本*|<b> → 2 *日本*|<b>
                                      note *日本*|<b>
                   one                 *日本*|<b>
                   query              +1
                       1  a
                     + 2   *日本*|<b>
                  version *日本*|<b>
                    before   1 *日本*|<b>
                    now      2 *日本*|<b>
                    note *日本*|<b>
                  fact *日本*|<b>  1 *日本*|<b> · 2 *日本*|<b>
                                   note *日本*|<b>
                listed *日本*|<b>  1 *日本*|<b>  2 *日本*|<b>
                                                 note *日本*|<b>

                     *日本*|<b>
                      1   *日本*|<b>
                      1   *日本*|<b>
                    − 2  old
                    + 2  new
                diagnostic *日本*|<b>
                  7 | key:  *日本*|<b>
                    |      ^^^^^^^^^^^ label *日本*|<b>
                      *日本*|<b>
                no place
                     *日本*|<b>
                    help *日本*|<b>

                 assent view " *日本*|<b>" · assent status

                """#)
    }

    private static let texts = [
        String(repeating: "word ", count: 60), String(repeating: "x", count: 200), String(repeating: "日本語", count: 60),
        "a\nb\r\nc\td", "e\u{301}\u{202E}\u{1B}[31m", "👩‍💻 " + String(repeating: "👩‍💻", count: 50), "",
    ]

    @Test("No line but a command is wider than its place, whatever people wrote", arguments: texts)
    func widths(text: String) {
        for width in [40, 60, 80] {
            let page = Page.everything(text).text(Style(width: width))
            for line in page.split(separator: "\n") where !line.contains("assent ") {
                #expect(SafeText.displayWidth(line) <= width, "\(line)")
            }
            #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
            #expect(!page.contains("\n\n\n") && !page.hasPrefix("\n"))
        }
    }

    @Test("All that a page says is written, as text and as Markdown")
    func all() {
        let page = Page.everything("§")
        let places = page.text(.plain).count { $0 == "§" }
        // Text writes the titles of columns for versions only, Markdown each field that has lines of its own once more.
        #expect(places > 45)
        #expect(page.markdown.count { $0 == "§" } == places)
    }
}
