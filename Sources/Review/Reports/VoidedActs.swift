package import Approvals
package import Resources

/// What members did on open requests, and what a change of the settings makes void: a first key voids what its member
/// did not sign, a key that goes what it signed, another role what it may not do. Of a member who goes, `MemberTraces`
/// tell.
package struct VoidedActs: Sendable {
    package struct Act: Sendable {
        package let request: ApprovalRequest
        package let event: Event
        package let reason: VoidReason
    }

    /// Proposals in force, and verdicts on them.
    package let acts: [Act]

    package init(by after: Settings, in workspace: OpenWorkspace) throws {
        acts = try Requests(workspace).open().flatMap { request in
            let record = request.record
            let verdicts = record.verdicts(on: request.subject).values
            let asked = record.events.last(where: \.isProposal)
            return RequestRecord(request.chain, under: after).voids.filter { void in
                after.member(void.event.actor) != nil && (void.event == asked || verdicts.contains(void.event))
            }.map { Act(request: request, event: $0.event, reason: $0.reason) }
        }
    }
}
