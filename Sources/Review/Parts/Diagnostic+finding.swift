package import Resources
import YAML

extension Diagnostic {
    init(_ finding: Finding) {
        let place = finding.range.map { ":\($0.start.line):\($0.start.column)" } ?? ""
        let words = FindingWords(finding)
        let tone = Style.Tone(finding.severity)
        let kind: Words = "\(finding.severity.rawValue)[\(finding.code)]"
        var heading = kind.toned(tone) + " \(finding.path, .strong)\(place)  \(words.message)"
        if finding.isInherited { heading += Words(" (already published; it blocks nobody)", .faint) }
        var excerpt: Excerpt?
        // A blank line shows nothing.
        if let range = finding.range, let line = finding.line, line.utf8.contains(where: { $0 > 0x20 }) {
            let isOneLine = range.end.line == range.start.line
            excerpt = Excerpt(
                number: range.start.line, line: line, start: range.start.column - 1,
                end: isOneLine ? range.end.column - 1 : nil)
        }
        self.init(
            heading, tone, excerpt, label: finding.label.map { "\($0)" } ?? Words(),
            help: words.help.map { Words(trusted: $0) })
    }
}

extension Style.Tone {
    fileprivate init(_ severity: Severity) {
        switch severity {
        case .error: self = .error
        case .warning: self = .warning
        case .notice: self = .notice
        }
    }
}

extension Page {
    /// One beneath the other.
    package init(_ findings: [Finding]) {
        self.init()
        add(findings.map { .diagnostic(Diagnostic($0)) })
    }
}
