import Approvals
import Resources
import YAML

extension CheckReport {
    /// Workflow commands of GitHub Actions: each finding becomes an annotation of its line.
    ///
    ///     ::error file=syncs/leads-to-crm.yaml,line=8,col=29,endColumn=38,title=A203 …::config.mappings[FirstName].from …
    ///
    /// GitHub shows 10 errors, 10 warnings and 10 notices of a step and drops the rest, so that the worst come first, and
    /// a line says how many were left out.
    ///
    /// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    package func githubCommands(for reader: Reader) -> String {
        var shown: [String: Int] = [:]
        var left: [String: Int] = [:]
        var lines: [String] = []
        func put(_ level: String, _ command: @autoclosure () -> String) {
            if shown[level, default: 0] < Self.shownByGitHub {
                shown[level, default: 0] += 1
                lines.append(command())
            } else {
                left[level, default: 0] += 1
            }
        }
        if let standing, standing.keepsOut {
            let words = reader.words(of: standing).plain
            put("error", WorkflowCommand("error", [("title", "Not approved")], words).line)
        }
        for finding in findings.worstFirst {
            let level = counts(finding) ? finding.severity.rawValue : Severity.notice.rawValue
            put(level, command(level, finding).line)
        }
        let counts = ["error", "warning", "notice"].compactMap { level in
            left[level].map { counted($0, "more \(level)") }
        }
        if !counts.isEmpty {
            let all = counts.inWords().plain
            lines.append("\(all) left out: GitHub shows \(Self.shownByGitHub) of each in a step. All: assent check")
        }
        if let standing, !standing.keepsOut { lines.append(SafeText.withoutCommands(reader.words(of: standing).plain)) }
        return (lines + [summary.plain]).map { $0 + "\n" }.joined()
    }

    private static let shownByGitHub = 10

    private func command(_ level: String, _ finding: Finding) -> WorkflowCommand {
        var properties = [("file", finding.path)]
        if let range = finding.range {
            properties.append(("line", String(range.start.line)))
            if range.end.line == range.start.line {
                // Columns mean something within one line alone.
                properties.append(("col", String(range.start.column)))
                properties.append(("endColumn", String(max(range.start.column, range.end.column))))
            } else {
                properties.append(("endLine", String(range.end.line)))
            }
        }
        let title = Explanation.of(finding.code.rawValue).map { "\(finding.code) \($0.title)" }
        properties.append(("title", title ?? finding.code.rawValue))
        let inherited = finding.isInherited && !countsInherited ? ["already published; it blocks nobody"] : []
        let words = FindingWords(finding)
        let message = ([words.sentence] + words.help + inherited).joined(separator: "\n")
        return WorkflowCommand(level, properties, message)
    }
}

/// `::name key=value,key=value::message`, as the runner reads it (actions/runner, ActionCommand): `%`, CR and LF are
/// escaped, and in properties also `:` and `,`.
package struct WorkflowCommand: Hashable, Sendable {
    package let line: String

    package init(_ name: String, _ properties: [(String, String)], _ message: String) {
        let written = properties.map { "\($0.0)=\(Self.escaped($0.1, also: ":,"))" }.joined(separator: ",")
        line = "::\(name)\(written.isEmpty ? "" : " \(written)")::\(Self.escaped(message, also: ""))"
    }

    private static func escaped(_ text: String, also more: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in SafeText.withoutCommands(text).unicodeScalars {
            switch scalar {
            case "%", "\r", "\n": escaped.append(contentsOf: code(scalar))
            case _ where more.unicodeScalars.contains(scalar): escaped.append(contentsOf: code(scalar))
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private static func code(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return ("%" + (hex.count == 1 ? "0" : "") + hex).unicodeScalars
    }
}
