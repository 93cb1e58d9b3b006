import Review

extension Page {
    /// A page that has each kind of block and of table, with a text of somebody in each place.
    static func everything(_ said: String) -> Page {
        let words: Words = "\(said)"
        func row(_ label: Words, mark: Mark? = nil) -> Table.Row {
            Table.Row(label + words, ["1" + words, "2" + words], mark: mark, notes: ["note" + words])
        }
        var page = Page(.heading("heading" + words, aside: ["aside" + words]), .paragraph("paragraph" + words))
        page.gap("section" + words)
        page.add(
            .entry(
                Entry(
                    "listed" + words, aside: ["aside" + words],
                    [.facts(["fact" + words]), .quote(["quote" + words, words])], kind: .listed)))
        page.tell("told" + words, .steps([NextStep("step" + words, "assent \(Shell.quoted(said))")]))
        page.gap()
        page.add(.list(List(.remarks, [List.Item("remark" + words, [.quote([words])])])))
        page.add(.list(List(.terms, [List.Item("term" + words, [.paragraph("meaning" + words)])])))
        page.gap()
        page.add(.table(Table(.verdicts, labelWidth: 11, [row("verdict", mark: .blocks), row("next")])))
        page.add(
            .table(
                Table(
                    .fields, caption: "caption" + words, about: "about" + words,
                    columns: ["field", "published", "proposed"],
                    [
                        row("field"), Table.Row("one", words),
                        Table.Row("query", ["+1"], body: [.diff(LineDiff(from: "a\n", to: "a\n\(said)\n"))]),
                    ])))
        page.add(.table(Table(.versions, columns: ["field", "before", "now"], [row("version")])))
        page.add(.table(Table(.facts, [row("fact")])))
        page.add(.table(Table(.listing, columns: ["name", "a", "b"], [row("listed")])))
        page.gap()
        page.add(.code(Code(said, language: "yaml")))
        page.add(.code(Code(said, isNumbered: true)))
        page.add(.diff(LineDiff(from: "\(said)\nold", to: "\(said)\nnew")))
        let excerpt = Diagnostic.Excerpt(number: 7, line: "key: \(said)", start: 5, end: nil)
        page.add(
            .diagnostic(Diagnostic("diagnostic" + words, .error, excerpt, label: "label" + words, help: [words])))
        page.add(.diagnostic(Diagnostic("no place", .notice, nil, label: words, help: ["help" + words])))
        page.gap()
        page.add(.commands([.command("assent view", said), .command("assent status")]))
        return page
    }
}
