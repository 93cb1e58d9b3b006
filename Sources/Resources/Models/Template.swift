import Liquid
package import YAML

/// A Liquid template in a sync's configuration, and what it asks of a row.
package struct Template: Sendable {
    /// A name that the template fills in from a column, as far as its text tells.
    package struct Variable: Hashable, Sendable {
        package var name: String
        /// Bytes within the template's text.
        package var range: Range<Int>
        /// Written as `row.name`; a bare `name` may be something else that a destination knows.
        package var isOfRow: Bool
        /// Something inside it is asked for: `name.part`.
        package var hasParts: Bool
    }

    package struct Flaw: Hashable, Sendable {
        fileprivate let problem: Liquid.Problem

        package var message: String { problem.message }
        package var severity: Severity {
            switch problem.kind {
            case .syntax, .unknownTag, .foreign: .error
            case .lax: .warning
            case .unknownFilter: .notice
            }
        }
        /// What may have been meant, best first.
        package var suggestions: [String] { problem.suggestions }
        /// Bytes within the template's text.
        package var range: Range<Int> { problem.range }
    }

    package let node: Node
    package let field: FieldPath
    package let variables: [Variable]
    /// Why it cannot be filled in, or not as it is written.
    package let flaws: [Flaw]

    /// - Parameter isCertain: it is said to be a template. Other texts may be meant for the destination.
    init(node: Node, field: FieldPath, isCertain: Bool) {
        self.node = node
        self.field = field
        let text = node.scalar?.text ?? ""
        guard isCertain || !Template.isForeign(text) else {
            (variables, flaws) = ([], [])
            return
        }
        let read = Liquid.parse(text)
        variables = read.variables.compactMap(Template.variable)
        // With a tag of the destination's own in it, the text is the destination's to fill in.
        let isOurs = isCertain || !read.problems.contains { $0.kind == .foreign }
        flaws = isOurs ? read.problems.map(Flaw.init) : []
    }

    private static func variable(_ variable: Liquid.Variable) -> Variable? {
        guard let first = variable.path.first else { return nil }
        if first == "row" {
            guard variable.path.count > 1 else { return nil }
            return Variable(
                name: variable.path[1], range: variable.ranges[1], isOfRow: true, hasParts: variable.path.count > 2)
        }
        if known.contains(first) { return nil }
        return Variable(name: first, range: variable.ranges[0], isOfRow: false, hasParts: variable.path.count > 1)
    }

    /// What templates may name besides columns.
    private static let known: Set = [
        "rows", "added", "changed", "removed", "context", "model", "sync", "source", "destination", "workspace", "run",
        "env", "now", "today", "forloop", "tablerowloop", "vars", "secrets", "meta", "metadata",
    ]

    /// Whether the text is meant for the destination's own template language: `{{${first_name}}}` (Braze),
    /// `{{#if vip}}` (Handlebars).
    private static func isForeign(_ text: String) -> Bool {
        var run = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "{") {
                run += 1
                if run > 2 { return true }
                continue
            }
            if run == 2, "$#/>&".utf8.contains(byte) { return true }
            run = 0
        }
        return false
    }
}
