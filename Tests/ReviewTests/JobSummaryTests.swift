import Review
import Testing

struct JobSummaryTests {
    @Test("A summary that fits stays as it is")
    func fits() {
        #expect(JobSummary.fitted("# a\n", in: 4) == "# a\n")
        #expect(JobSummary.fitted("", in: 0) == "")
    }

    @Test("A summary that is too long ends at a line, closes its code, and says how many lines are missing")
    func cut() {
        let text = "# a\n\n- b\n  ````diff\n" + String(repeating: "  + ``` x\n", count: 100) + "  ````\n"
        let cut = JobSummary.fitted(text, in: 400)
        #expect(cut.utf8.count <= 400)
        let lines = cut.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[lines.count - 4] == "  ````")
        let kept = lines.filter { $0 == "  + ``` x" }.count
        #expect(kept > 10)
        // Of 106 pieces between line ends, 4 come before the repeated lines.
        #expect(lines[lines.count - 2] == "*\(106 - 4 - kept) more lines left out: too long for a job summary.*")
    }

    @Test("Without room nothing is written, not even that")
    func full() { #expect(JobSummary.fitted("# a\n", in: 3) == "") }
}
