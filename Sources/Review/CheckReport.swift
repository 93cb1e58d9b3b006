package import Approvals
import Git
package import Resources

/// What `check` looked at, and found.
package struct CheckReport: Sendable {
    package let findings: [Finding]
    /// In words: `what draft/ana/leads changes (2 files)`.
    package let checked: Words
    /// Fields that main changed too, and differently: what publishing would make of them is not known yet.
    package let conflicts: Int
    /// Whether what was published before counts as well.
    package let countsInherited: Bool
    /// Of the draft that was looked at, where it was one.
    package var plan: Plan?
    /// From which severity on it fails.
    package var failsOn = Severity.error
    /// Where that was asked.
    package var standing: ApprovalStanding?

    package init(findings: [Finding], checked: Words, conflicts: Int, countsInherited: Bool, plan: Plan? = nil) {
        self.findings = findings
        self.checked = checked
        self.conflicts = conflicts
        self.countsInherited = countsInherited
        self.plan = plan
    }

    /// Whether a finding counts, rather than being shown because it was published like this.
    func counts(_ finding: Finding) -> Bool { countsInherited || !finding.isInherited }

    package func fails(by finding: Finding) -> Bool { counts(finding) && finding.severity >= failsOn }

    package var fails: Bool { findings.contains(where: fails(by:)) }

    func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity && counts($0) } }
}

extension CheckReport {
    /// What a draft, or the work at hand with its unsaved files, would make of main.
    package init(
        _ findings: [Finding], of changes: [FileChange], conflicts: Int, named name: Words, unsaved: Int,
        plan: Plan? = nil
    ) {
        let saved: Words =
            unsaved == 0 ? Words() : unsaved >= changes.count ? ", not saved" : ", \(unsaved) of them not saved"
        self.init(
            findings: findings, checked: "what \(name) changes (\(counted(changes.count, "file"))\(saved))",
            conflicts: conflicts, countsInherited: false, plan: plan)
    }
}

extension Page {
    /// The findings, a line that counts them, and how far it is approved where that was asked.
    ///
    /// - Parameter reader: for whom approvals are told of.
    package init(_ report: CheckReport, for reader: Reader? = nil, width: Int = 80) {
        self.init()
        findings(report.findings, width: width)
        gap()
        line(report.summary)
        if report.conflicts > 0 {
            let verb: Words = report.conflicts == 1 ? "conflicts" : "conflict"
            line(
                "\(counted(report.conflicts, "field")) \(verb) with what was published since:\u{A0} \(.command("assent status"))"
            )
        }
        let codes = Set(report.findings.filter(report.fails(by:)).map(\.code)).sorted()
        if let first = codes.first { line("what it means:\u{A0} \(.command("assent explain", first.rawValue))") }
        if let standing = report.standing, let reader {
            gap()
            self.standing(standing, reader)
        }
    }
}

extension CheckReport {
    /// `1 error, 1 warning in what draft/ana/words changes (2 files, not saved)`
    package var summary: Words {
        var parts: [Words] = []
        if count(.error) > 0 { parts.append(Words(trusted: counted(count(.error), "error").plain.unbroken, .error)) }
        if count(.warning) > 0 {
            parts.append(Words(trusted: counted(count(.warning), "warning").plain.unbroken, .warning))
        }
        if count(.notice) > 0 { parts.append(counted(count(.notice), "notice")) }
        var words: Words = parts.isEmpty ? Words("no findings", .good) : parts.joined(by: ", ")
        words += " in \(checked)"
        let inherited = findings.count(where: \.isInherited)
        if inherited > 0, !countsInherited { words += ", and \(inherited) published before" }
        return words
    }
}

extension Shapes {
    package static func check(_ report: CheckReport) -> JSON {
        [
            "findings": .array(report.findings.map(finding)), "errors": .int(report.count(.error)),
            "warnings": .int(report.count(.warning)), "notices": .int(report.count(.notice)),
            "inherited": .int(report.findings.count(where: \.isInherited)), "conflicts": .int(report.conflicts),
            "checked": .string(report.checked.plain), "approval": report.standing.map(approval) ?? .null,
        ]
    }
}
