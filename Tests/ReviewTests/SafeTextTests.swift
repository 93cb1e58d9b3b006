import Approvals
import FoundationEssentials
import Review
import Testing

struct SafeTextTests {
    @Test(
        "What other people wrote can neither steer a terminal nor hide",
        arguments: [
            ("Ana Silva", "Ana Silva"),
            ("", ""),
            ("\u{1B}[31mred\u{1B}[0m", #"\u{1b}[31mred\u{1b}[0m"#),
            ("\u{9B}2J", #"\u{9b}2J"#),
            ("\u{1B}]0;title\u{07}", #"\u{1b}]0;title\u{7}"#),
            ("a\nb\r\nc\td", #"a\nb\r\nc\td"#),
            ("abc\u{202E}cba", #"abc\u{202e}cba"#),
            ("\u{2066}x\u{2069}\u{200E}", #"\u{2066}x\u{2069}\u{200e}"#),
            ("a\u{200B}b\u{FEFF}c\u{AD}d", #"a\u{200b}b\u{feff}c\u{ad}d"#),
            ("a\u{2028}b\u{2029}c\u{85}d", #"a\u{2028}b\u{2029}c\u{85}d"#),
            ("a\u{A0}b\u{3000}c", #"a\u{a0}b\u{3000}c"#),
            ("\u{3164}\u{2800}\u{115F}", #"\u{3164}\u{2800}\u{115f}"#),
            ("tag\u{E0041}", #"tag\u{e0041}"#),
            ("\u{E000}", #"\u{e000}"#),
            ("José, 陳大文, Ωμέγα, café", "José, 陳大文, Ωμέγα, café"),
            ("❤️ 👩‍💻", "❤️ 👩‍💻"),
            ("a\u{FE0F}\u{200D}b", #"a\u{fe0f}\u{200d}b"#),
            ("\u{200D}👩", #"\u{200d}👩"#),
            ("👩\u{200D}", #"👩\u{200d}"#),
        ])
    func line(_ text: String, _ shown: String) {
        #expect(SafeText.line(text) == shown)
    }

    @Test("A comment keeps its lines and nothing else")
    func lines() {
        #expect(SafeText.lines("\n\n one\u{A0}!\r\n\ttwo\u{1B}[2J\n\n") == [" one !", #" two\u{1b}[2J"#])
        #expect(SafeText.lines("") == [])
        #expect(SafeText.lines("a\rb") == ["a", "b"])
    }

    @Test("Tabs of code reach the next column that is a multiple of four")
    func code() {
        #expect(SafeText.code("a\tb\n\tc\u{202E}\n") == ["a   b", #"    c\u{202e}"#])
        #expect(SafeText.code("日\tx\n\n") == ["日  x", ""])
    }

    @Test(
        "No line of a text is a command to a CI runner",
        arguments: [
            ("::error::x", #":\u{3a}error::x"#), ("  ::x", #"  :\u{3a}x"#),
            ("\u{3000}\u{200B}::x", "\u{3000}\u{200B}:\\u{3a}x"),
            ("a\n\t::x\r\n::y", "a\n\t:\\u{3a}x\r\n:\\u{3a}y"), (":::", #":\u{3a}:"#),
            ("##[debug]x", #"##\u{5b}debug]x"#),
            ("a ##vso[task.x]", #"a ##vso\u{5b}task.x]"#), ("###teamcity[x", #"###teamcity\u{5b}x"#),
            ("a::int, b::text", nil), (": :x", nil), ("## [x]", nil), ("#[x]", nil), ("##a b[x]", nil), ("", nil),
        ] as [(String, String?)])
    func commands(_ text: String, _ expected: String?) {
        #expect(SafeText.withoutCommands(text) == expected ?? text)
    }

    @Test("Nor is a line of a page, wherever it is wrapped, in colours or as Markdown")
    func pages() {
        let long = Words(String(repeating: "word ", count: 15) + "::error file=a::b ##vso[x]c")
        let page = Page(
            .heading("::left", aside: ["::right"]), .paragraph("\(":", .strong)\(":error::x", .faint)"), .facts([long]),
            .quote([long]), .table(Table(.facts, columns: ["::a", "::b"], [Table.Row("::label", "::x")])),
            .table(Table(.verdicts, [Table.Row("::label", "::x", mark: .met, notes: [long])])),
            .code(Code("::x\n \t::y ##vso[x]", isNumbered: true)), .code(Code("::x\n \t::y ##vso[x]")),
            .diff(LineDiff(from: "::a\n", to: "::b\n")), .steps([NextStep("::a", "::b")]), .commands(["::a"]))
        for style in [Style.plain, Style(width: 40), Style(width: 60, isColored: true)] {
            let text = page.text(style).split(separator: "\u{1B}[").map {
                $0.split(separator: "m", maxSplits: 1).last ?? ""
            }
            let lines = (style.isColored ? text.joined() : page.text(style)).split(separator: "\n")
            #expect(lines.allSatisfy { !$0.drop { $0 == " " }.hasPrefix("::") && !$0.contains("##vso[") }, "\(lines)")
        }
        #expect(!page.markdown.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") })
    }

    @Test(
        "The width of a text is what a terminal needs for it",
        arguments: [
            ("abc", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("👩‍💻", 2), ("→", 1), ("", 0), ("ｱ", 1), ("Ａ", 2), ("❤️", 2),
            ("❤", 1), ("1️⃣", 2), ("🇩🇪", 2), ("👩‍👩‍👧", 2), ("한", 2), ("각", 2), ("e\u{301}\u{327}", 1),
        ])
    func width(_ text: String, _ columns: Int) {
        #expect(SafeText.displayWidth(text) == columns)
    }

    @Test("Text put into words is safe, whatever it is")
    func words() {
        let name = "Ev\u{1B}[1mil\nAssent: approved"
        let words: Words = "\(name) asks"
        #expect(words.plain == #"Ev\u{1b}[1mil\nAssent: approved asks"#)
        #expect(Words(quoting: "one\n\ntwo\u{202E}").plain == #"“one two\u{202e}”"#)
        #expect(Words.command("assent view", "it's; rm", then: "-m \"…\"").plain == #"assent view "it's; rm" -m "…""#)
        #expect(Words.command("assent view", "$(x)").plain == "assent view '$(x)'")
    }

    @Test("A JSON document is the same to a program, and harmless to a terminal")
    func printableJSON() {
        let text = SafeText.json(["name": "a\u{9B}1m\u{202E}é\u{E0041}"])
        #expect(text == #"{"name":"a\u009b1m\u202eé\udb40\udc41"}"#)
    }

    @Test("A JSON document holds no command to whoever runs a CI job, and is the same to a program")
    func printableJSONWithoutCommands() throws {
        let texts = ["##vso[task.setvariable variable=x]y", "#é##[stop-commands]", "####", "a # b #", "#"]
        let text = SafeText.json([texts[1]: .array(texts.map(JSON.string))])
        #expect(!text.contains("##"))
        #expect(text.contains(##"#\u0023vso[task"##))
        let read = try JSONDecoder().decode([String: [String]].self, from: Data(text.utf8))
        #expect(read == [texts[1]: texts])
    }
}
