import Approvals
import Git

extension NextStep {
    init(pastApproval found: PastApproval.Found) {
        self =
            found.startOfCopy.map { .startingCopy(at: $0.id) }
            ?? NextStep("see what is wrong, and how to fix it", "assent verify")
    }

    /// In a clone that knows the workspace that the copy was made of.
    static func startingCopy(at commit: ObjectID) -> NextStep {
        NextStep("only if they do", "assent verify --forget --genesis \(commit.hex)")
    }
}
