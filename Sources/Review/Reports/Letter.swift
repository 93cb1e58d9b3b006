package import Approvals
package import Resources

/// What a member is told of an act by mail, once for all that it means to them.
package struct Letter: Sendable {
    /// What the act did to one draft.
    package struct Matter: Sendable {
        /// `draft/ana/work-email`
        package let draft: String
        package let why: Concerned.Reason
        /// What the act did to this draft; nil: it was another draft that the act was about.
        package let effect: Outcome.Effect?
        /// The draft's open request as it is now; nil: it has none.
        package let plan: Plan?
        /// Those of its approvals that the act voided.
        package let voided: VoidedApproval?
    }

    /// Who reads it: its words are made for them.
    package let reader: Reader
    package let recipient: Member
    package let actor: Member
    package let act: Outcome.Act
    /// The weightiest first; never empty.
    package let matters: [Matter]
    /// The first event of the request that it is about, and the one that the act made.
    package let opening: String
    package let event: String

    /// Whether it asks the recipient to do something.
    package var asks: Bool {
        matters.contains { matter in
            switch matter.why {
            case .mayPublish, .lostApproval, .conflicts: true
            default: matter.plan.map { Turn($0, reader).members.contains(recipient.id) } ?? false
            }
        }
    }
}
