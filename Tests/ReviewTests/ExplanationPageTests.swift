import Resources
import Review
import Testing

/// `explain`, for people and for SARIF's help.
struct ExplanationPageTests {
    @Test("what explain says fits in 80 columns and has no line that goes on", arguments: Explanation.all)
    func width(_ explanation: Explanation) {
        let lines = ExplanationPage(explanation).plainText.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.unicodeScalars.count <= 80 })
        // Code that has to be broken cannot be copied.
        for file in explanation.shown(explanation.wrong) + explanation.shown(explanation.right) where file.before == nil
        {
            for line in SafeText.code(file.after ?? "") where !line.isEmpty {
                #expect(lines.contains { $0 == "    \(line)" }, "\(line)")
            }
        }
    }

    @Test("plain text and Markdown say the same: why, a wrong and a right example", arguments: Explanation.all)
    func forms(_ explanation: Explanation) {
        let page = ExplanationPage(explanation)
        let (text, markdown) = (page.plainText, page.markdown)
        #expect(text.hasPrefix("\(explanation.code)  \(explanation.title)\n\n"))
        for part in ["Wrong, \(explanation.wrong.path):", "Right, \(explanation.right.path):"] {
            #expect(text.contains(part))
        }
        #expect(markdown.contains("**Wrong**, ") && markdown.contains("**Right**, "))
        let words = explanation.paragraphs.joined(separator: " ").split(separator: " ")
        let told = text.split(whereSeparator: \.isWhitespace)
        #expect(told.dropFirst(1 + explanation.title.split(separator: " ").count).starts(with: words))
        // Fences come in pairs, and nothing else starts with one.
        let fences = markdown.split(separator: "\n").filter { $0.hasPrefix("```") }
        #expect(fences.count.isMultiple(of: 2))
        for (index, fence) in fences.enumerated() {
            #expect(index % 2 == 0 ? ["```yaml", "```diff"].contains(fence) : fence == "```")
        }
        // Outside code, nothing can be taken for HTML or emphasis.
        let prose = explanation.paragraphs.isEmpty ? "" : markdown.components(outside: "`")
        #expect(!prose.contains("<slug>") || prose.contains("\\<slug\\>"))
    }
}

extension String {
    /// What stands outside of code spans and blocks.
    fileprivate func components(outside mark: Character) -> String {
        split(separator: mark, omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }.map {
            String($0.element)
        }.joined()
    }
}
