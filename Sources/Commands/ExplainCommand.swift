import Approvals
import ArgumentParser
import Resources
import Review
import Spelling

struct ExplainCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain what a finding means, and what to do about it.",
        usage: "assent explain [<code>]",
        discussion: """
            Without a code, lists all of them.

            \(Output.explain.help)

            Example:
              assent explain A203
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .explain }
    static var fetches: Bool { false }

    @Argument(help: "The code of a finding, for example A203.", completion: .list(Explanation.all.map(\.code.rawValue)))
    var code: String?

    func run(_ invocation: Invocation) throws -> ExitStatus {
        let style = invocation.terminal.style
        guard let code else {
            invocation.answer(
                ExplanationListPage(Explanation.all).page.text(style), json: Shapes.explanations(Explanation.all))
            return .fine
        }
        guard let explanation = Explanation.of(code) else {
            let near = nearest(code.uppercased(), among: Explanation.all.map(\.code.rawValue))
            let hint = near.isEmpty ? "assent explain lists them all" : "did you mean \(near.joined(separator: ", "))?"
            throw ValidationError("there is no finding \(SafeText.line(code)); \(hint)")
        }
        invocation.answer(ExplanationPage(explanation).page.text(style), json: Shapes.explanation(explanation))
        return .fine
    }
}
