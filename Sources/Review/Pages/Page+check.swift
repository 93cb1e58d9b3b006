import Approvals
import Git
import Resources

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
