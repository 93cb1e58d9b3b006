package import Approvals
import Resources

/// What a member has to do with in open requests, before they are removed.
package struct MemberTraces: Sendable {
    private let member: String
    private let submitted: [ApprovalRequest]
    private let approved: [ApprovalRequest]
    private let declined: [ApprovalRequest]
    private let asked: [ApprovalRequest]

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

    /// That it is final, and what becomes of these requests.
    package func words(for reader: Reader) -> [Words] {
        func names(_ requests: [ApprovalRequest]) -> Words {
            requests.map { "\(reader.short(draft: $0.draftName))" as Words }.inWords(limit: 5)
        }
        var words: [Words] = ["This is final: the id \(member) is never used again."]
        if !submitted.isEmpty {
            words.append("What they submitted waits for somebody to submit it again: \(names(submitted)).")
        }
        if !approved.isEmpty { words.append("Their approval no longer counts for \(names(approved)).") }
        if !declined.isEmpty { words.append("Their decline no longer blocks \(names(declined)).") }
        if !asked.isEmpty { words.append("They were asked to approve \(names(asked)).") }
        return words
    }
}
