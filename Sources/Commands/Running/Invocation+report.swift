import Approvals
import Resources
import Review

extension Invocation {
    /// What an act came to, and who hears of it.
    func report(
        _ outcome: Outcome, by me: Member, in workspace: OpenWorkspace, _ text: @autoclosure () throws -> String,
        json: @autoclosure () throws -> JSON
    ) rethrows {
        let notifier = Notifier(self, in: workspace.repository)
        try report(try text(), json: try json())
        note(leftBy: outcome)
        notifier.tell(outcome, by: me, in: workspace)
    }
}
