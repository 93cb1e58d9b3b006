import Approvals
import Resources
import Review

extension Invocation {
    /// What an act came to: the messages about it are kept before it is said to be done.
    func report(
        _ outcome: Outcome, by me: Member, in workspace: OpenWorkspace, _ text: @autoclosure () throws -> String,
        json: @autoclosure () throws -> JSON
    ) rethrows {
        let notifier = Notifier(self, in: workspace.repository)
        let laid = notifier.keep(outcome, by: me, in: workspace)
        try report(try text(), json: try json())
        note(leftBy: outcome)
        if let laid { notifier.tell(laid) }
    }
}
