package import Resources

extension Page {
    /// What `explain` says of a code.
    package init(_ explanation: Resources.Explanation) {
        self.init()
        line("\(explanation.code, .strong)  \(explanation.title)")
        gap()
        for paragraph in Page.paragraphs(explanation.why) {
            line(Words(trusted: paragraph))
            gap()
        }
        example("Wrong", explanation.wrong, .removed)
        gap()
        example("Right", explanation.right, .added)
    }

    /// All codes.
    package init(listing explanations: [Resources.Explanation]) {
        self.init()
        for explanation in explanations.sorted(by: { $0.code < $1.code }) {
            row("\(explanation.code, .strong)", "\(explanation.title)", at: 6)
        }
        gap()
        commands([.command("assent explain", then: "A203")])
    }

    /// Paragraphs are set apart by blank lines; line ends within one are spaces.
    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy { $0 == " " } }
            .map { $0.joined(separator: " ") }
    }

    private mutating func example(_ title: Words, _ example: Resources.Explanation.Example, _ tone: Style.Tone) {
        line(title.toned(tone) + ", \(example.path):")
        gap()
        guard let text = example.text else { return line("(the file is deleted)", indent: 4) }
        for line in SafeText.code(text) { code(Words(trusted: line), indent: 4, hanging: 6) }
    }
}
