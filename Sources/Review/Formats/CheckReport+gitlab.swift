import Approvals
import Resources
import YAML

extension CheckReport {
    /// A code quality report of GitLab: a list, of which a merge request shows what its target branch's does not have,
    /// by fingerprint.
    ///
    /// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    package var gitlabReport: String {
        let issues = zip(findings, findings.fingerprints).map { finding, fingerprint -> JSON in
            // A finding about the file as a whole stands at its top.
            var lines: JSON.Members = ["begin": .int(finding.range?.start.line ?? 1)]
            if let range = finding.range { lines["end"] = .int(range.end.line) }
            return [
                "description": .string("\(finding.code): \(FindingWords(finding).sentence)"),
                "check_name": .string(finding.code.rawValue), "fingerprint": .string(fingerprint),
                "severity": .string(Self.gitlabSeverity(of: finding)), "type": "issue",
                "location": ["path": .string(finding.path), "lines": .object(lines)],
            ]
        }
        return SafeText.json(.array(issues))
    }

    /// One of `info`, `minor`, `major`, `critical` and `blocker`: a risk weighs more than a warning, and less than what
    /// nobody can publish.
    private static func gitlabSeverity(of finding: Finding) -> String {
        switch finding.severity {
        case .error: "critical"
        case .warning: finding.isRisk ? "major" : "minor"
        case .notice: "info"
        }
    }
}
