import Approvals
import Resources

/// `assent` alone: what `status` says, and the few commands that everything begins with.
package struct HomePage {
    package let page: Page

    package init(_ report: StatusReport, for reader: Reader) {
        var page = StatusPage(report, for: reader).page
        page.gap()
        var steps: [NextStep] = []
        if reader.has(.draft) {
            steps.append(NextStep("edit a model or sync", "assent edit <resource>"))
        }
        if !report.forMe.isEmpty { steps.append(NextStep("review what waits for you", "assent view <draft>")) }
        steps += [
            NextStep("see what there is", "assent list"), NextStep("see what was published", "assent log"),
            NextStep("all commands", "assent --help"),
        ]
        page.tell("Also:", .steps(steps))
        self.page = page
    }
}
