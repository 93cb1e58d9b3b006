import Git

/// An approval that no longer covers what publishing its request would do, because something else was published (B1)
/// or the request was revised.
package struct VoidedApproval: Hashable, Sendable {
    /// Of the request: `draft/bo/lead-score`.
    package let draft: String
    package let request: String
    /// Whose approvals they were.
    package let members: [String]
    /// The request conflicts with what was published.
    package let conflicts: Bool
    /// Whose request it is.
    package let authors: [String]
}

extension Planner {
    /// The approvals of an open request that a publish voided (B8); nil if it voided none.
    ///
    /// - Parameter before: main as it was.
    func approvalVoided(of request: ApprovalRequest, since before: ObjectID) throws -> VoidedApproval? {
        let approvals = request.record.events.filter(\.isApproval)
        guard before != tip, !approvals.isEmpty else { return nil }
        let now = try subject(of: request, onto: tip)
        if let now, approvals.allSatisfy({ $0.subject == now }) { return nil }
        guard let then = try subject(of: request, onto: before), then != now else { return nil }
        let members = request.record.verdicts(on: then).filter(\.value.isApproval).map(\.key)
        guard !members.isEmpty else { return nil }
        return VoidedApproval(
            draft: request.draftName, request: request.id, members: members.sorted(), conflicts: now == nil,
            authors: request.record.authorsInOrder)
    }

    /// The approvals that a request loses when it is revised to mean something else.
    func approvalsVoided(byRevising request: ApprovalRequest, to subject: String) throws -> [VoidedApproval] {
        guard request.record.events.contains(where: \.isApproval),
            let then = try self.subject(of: request, onto: tip), then != subject
        else { return [] }
        let members = request.record.verdicts(on: then).filter(\.value.isApproval).map(\.key)
        guard !members.isEmpty else { return [] }
        return [
            VoidedApproval(
                draft: request.draftName, request: request.id, members: members.sorted(), conflicts: false,
                authors: request.record.authorsInOrder)
        ]
    }

    /// Nil where there are conflicts, or where the revision cannot be published at all.
    private func subject(of request: ApprovalRequest, onto: ObjectID) throws -> String? {
        do {
            return try plan(request.revision, of: request.draftName, request: request, onto: onto).subject
        } catch is any Refusal {
            return nil
        }
    }
}
