package import Resources

/// What `explain` says of a code: why, and a wrong and a right example.
package struct ExplanationPage {
    package let page: Page
    let explanation: Resources.Explanation

    package init(_ explanation: Resources.Explanation) {
        self.explanation = explanation
        var page = Page(.heading("\(explanation.code, .strong)  \(explanation.title)", aside: []))
        page.add(Self.text(of: explanation, first: true))
        self.page = page
    }

    /// Without the title, which others show by themselves.
    static func text(of explanation: Resources.Explanation, first: Bool = false) -> Page {
        var page = Page()
        for (index, paragraph) in explanation.paragraphs.enumerated() {
            if first || index > 0 { page.gap() }
            page.say(Words(prose: paragraph))
        }
        page.add(example(Words("Wrong", .error), explanation.shown(explanation.wrong)))
        page.add(example(Words("Right", .good), explanation.shown(explanation.right)))
        return page
    }

    private static func example(_ title: Words, _ files: [Resources.Explanation.Shown]) -> Page {
        var page = Page()
        for file in files {
            page.gap()
            page.say(file.state == .subject ? title + ", " + heading(of: file) : heading(of: file))
            page.gap()
            switch (file.before, file.after) {
            case (_, nil): page.add(.quote(["(the file is deleted)"]))
            case (nil, let text?): page.add(.code(Code(text, language: "yaml")))
            case (let before?, let text?): page.add(.diff(LineDiff(from: before, to: text)))
            }
        }
        return page
    }

    private static func heading(of file: Resources.Explanation.Shown) -> Words {
        switch file.state {
        case .subject: "\(file.path):"
        case .published: "where this is published, \(file.path):"
        case .changed: "with this in the same draft, \(file.path):"
        case .draft: "with this in another draft, \(file.path):"
        }
    }
}
