package import Approvals
import Resources

/// What a member has to do with in open requests, before they are removed.
package struct MemberTraces: Sendable {
    package let member: String
    /// Open requests that they submitted, approved, declined, or were asked to approve and did not.
    package let submitted: [ApprovalRequest]
    package let approved: [ApprovalRequest]
    package let declined: [ApprovalRequest]
    package let asked: [ApprovalRequest]

    package init(of member: String, in workspace: OpenWorkspace) throws {
        self.member = member
        let open = try Requests(workspace).open()
        func verdict(_ request: ApprovalRequest) -> Event? {
            request.record.verdicts(on: request.subject)[member]
        }
        submitted = open.filter { $0.record.proposer.isExactly(member) }
        approved = open.filter { verdict($0)?.isApproval ?? false }
        declined = open.filter { verdict($0)?.isDecline ?? false }
        asked = open.filter { $0.record.asked.contains(member) && verdict($0) == nil }
    }
}
