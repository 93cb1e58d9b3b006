package import Resources

extension Page {
    /// What `explain` says of a code.
    package init(_ explanation: Resources.Explanation) {
        self.init()
        line("\(explanation.code, .strong)  \(explanation.title)")
        gap()
        for paragraph in explanation.paragraphs {
            line(Words(trusted: paragraph))
            gap()
        }
        example("Wrong", explanation.shown(explanation.wrong), .removed)
        gap()
        example("Right", explanation.shown(explanation.right), .added)
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

    private mutating func example(_ title: Words, _ files: [Resources.Explanation.Shown], _ tone: Style.Tone) {
        for file in files {
            gap()
            line(file.state == .subject ? title.toned(tone) + ", \(file.heading)" : "\(file.heading)")
            gap()
            switch (file.before, file.after) {
            case (_, nil): line("(the file is deleted)", indent: 4)
            case (nil, let text?):
                for line in SafeText.code(text) { code(Words(trusted: line), indent: 4, hanging: 6) }
            case (let before?, let text?): diff(LineDiff(from: before, to: text), indent: 4)
            }
        }
    }
}

extension Resources.Explanation.Shown {
    fileprivate var heading: String {
        switch state {
        case .subject: "\(path):"
        case .published: "where this is published, \(path):"
        case .changed: "with this in the same draft, \(path):"
        case .draft: "with this in another draft, \(path):"
        }
    }
}

// MARK: - For other programs

extension Resources.Explanation {
    /// All that `assent explain` says, as plain text of 80 columns; for SARIF's `help.text`.
    package var plainText: String { Page(self).text(.plain) }

    /// The same as Markdown (CommonMark, with fenced code); for SARIF's `help.markdown`. The title is not in it.
    package var markdown: String {
        let parts = [("Wrong", wrong), ("Right", right)].flatMap { title, example in
            shown(example).map { file in
                let heading = Resources.Explanation.escaped(file.heading)
                return (file.state == .subject ? "**\(title)**, " : "") + heading + "\n\n" + file.fenced
            }
        }
        return (paragraphs.map(Resources.Explanation.escaped) + parts).joined(separator: "\n\n") + "\n"
    }

    /// Code spans are left alone; elsewhere nothing means anything but itself.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            if index % 2 == 1 { return "`\(part)`" }
            return part.map { "\\*_<>[]#|~".contains($0) ? "\\\($0)" : String($0) }.joined()
        }.joined()
    }
}

extension Resources.Explanation.Shown {
    fileprivate var fenced: String {
        switch (before, after) {
        case (_, nil): "(the file is deleted)"
        case (nil, let text?): "```yaml\n" + SafeText.code(text).joined(separator: "\n") + "\n```"
        case (let before?, let text?):
            "```diff\n" + LineDiff(from: before, to: text).lines.map(unified).joined(separator: "\n") + "\n```"
        }
    }

    private func unified(_ line: LineDiff.Line) -> String {
        switch line {
        case .same(_, let text): "  " + SafeText.codeLine(text)
        case .removed(_, let text): "- " + SafeText.codeLine(text)
        case .added(_, let text): "+ " + SafeText.codeLine(text)
        case .fold(let count): "  … " + counted(count, "unchanged line").plain
        }
    }
}
