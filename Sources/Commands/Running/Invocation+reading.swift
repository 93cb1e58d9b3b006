import Approvals
import Resources
import Review

extension Invocation {
    /// The member who asks, for commands that answer anybody. A stranger is also told what to send to an
    /// administrator.
    func reader(of workspace: OpenWorkspace) throws -> Reader {
        do { return try Reader(workspace, workspace.me()) } catch let refusal as any Refusal {
            let reader = try Reader(workspace, nil)
            note(RefusalWords(refusal, in: RefusalContext(reader)).page.text(terminal.errorStyle))
            return reader
        }
    }
}
