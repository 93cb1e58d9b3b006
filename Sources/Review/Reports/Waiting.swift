package import Approvals
import Resources

/// What an open request waits for, and who can do that.
package enum Waiting: Hashable, Sendable {
    /// The request cannot be attributed to its author.
    case resubmit(members: [String], VoidReason)
    /// It conflicts with what was published since.
    case resolve(authors: [String])
    /// Everything in it is already live, for example because a draft based on it was published.
    case withdraw(authors: [String])
    case fix(authors: [String], errors: Int)
    case revise(authors: [String], decliners: [String])
    /// Its author may not draft it.
    case submit(drafters: [String])
    case approve(Requirement)
    /// Too few members may approve it.
    case manage(Requirement, administrators: [String])
    case publish(drafters: [String])

    package init(_ plan: Plan, _ reader: Reader) {
        let authors = plan.authors.sorted()
        let drafters = { reader.policy.members(whoMay: .draft, plan.touches) }
        if let problem = plan.proposalProblem {
            self = .resubmit(members: reader.resubmitters(of: plan), problem)
        } else if !plan.merge.conflicts.isEmpty {
            self = .resolve(authors: authors)
        } else if plan.isEmpty {
            self = .withdraw(authors: authors)
        } else if !plan.newErrors.isEmpty, !plan.needsOthers {
            self = .fix(authors: authors, errors: plan.newErrors.count)
        } else if !plan.decision.declinedBy.isEmpty {
            self = .revise(authors: authors, decliners: plan.decision.declinedBy)
        } else if !plan.decision.strangers.isEmpty {
            self = .submit(drafters: drafters())
        } else if let missing = plan.decision.mostMissing {
            self =
                missing.isHopeless
                ? .manage(missing, administrators: reader.settings.members(who: .manage).map(\.id)) : .approve(missing)
        } else {
            self = .publish(drafters: drafters())
        }
    }

    /// Those who can do it.
    package var members: [String] {
        switch self {
        case .resolve(let authors), .withdraw(let authors), .fix(let authors, _), .resubmit(let authors, _): authors
        case .revise(let authors, let decliners): authors + decliners.filter { !authors.contains($0) }
        case .submit(let drafters), .publish(let drafters): drafters
        case .approve(let requirement): requirement.candidates
        case .manage(_, let administrators): administrators
        }
    }
}

extension Reader {
    /// Who can submit again a request that cannot be attributed to its author: its owners or, if they no longer may,
    /// any member who may draft it.
    func resubmitters(of plan: Plan) -> [String] {
        let drafters = policy.members(whoMay: .draft, plan.touches)
        let owners = (plan.request?.record.owners ?? []).filter(drafters.contains).sorted()
        return owners.isEmpty ? drafters : owners
    }
}
