package import Approvals
import Git
import Resources

/// What `accept` did, and where verification stops next.
package struct AcceptancePage {
    package let page: Page

    package init(_ outcome: Outcome, _ verification: Verification, for reader: Reader) {
        var page = Page()
        for run in outcome.accepted {
            page.tell(
                "Accepted \(run.commits.map { "\($0.short, .strong)" as Words }.inWords(limit: 6)), which nobody approved",
                aside: [Words(run.acceptance.short, .faint)], .facts([reader.words(of: run.changes)]))
        }
        if let failure = verification.failure {
            page.add(
                .facts([
                    "assent verify now gets as far as \(failure.commit.short). \(reader.words(of: failure.reason))"
                ]))
            page.add(.steps(verification.repair.map { NextStep.each(of: $0, on: reader.branch) } ?? []))
        } else {
            page.add(.steps([NextStep("\(reader.branch) is valid again", "assent verify")]))
        }
        self.page = page
    }
}
