import Approvals

/// Commits on main that the remote does not have: somebody committed to it.
struct CommittedHere {
    private let here: OnlyHere
    private let branch: String

    /// Nil: there are none.
    init?(_ here: OnlyHere, to branch: String) {
        if here.commits == 0 { return nil }
        self.here = here
        self.branch = branch
    }

    private var shared: String { "\(here.remote)/\(branch)" }
    private var isOne: Bool { here.commits == 1 }

    var sentence: Words {
        "\(counted(here.commits, "commit")) on \(branch) here \(isOne ? "is" : "are") not on \(here.remote): \(branch) changes only through drafts."
    }

    /// From a draft that was just started.
    var takingAlong: [NextStep] {
        [
            NextStep(
                "to take \(isOne ? "it" : "them") along", Shell.line(["git", "cherry-pick", "\(shared)..\(branch)"])),
            NextStep("then", resetting),
        ]
    }

    /// From main.
    func makingDraft(of member: String?) -> [NextStep] {
        [
            NextStep("make it a draft", Shell.line(["git", "switch", "-c", "draft/\(member ?? "me")/work"])),
            NextStep("then", resetting),
        ]
    }

    private var resetting: String { Shell.line(["git", "branch", "-f", branch, shared]) }
}
