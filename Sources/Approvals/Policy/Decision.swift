/// Everything that a decision depends on, apart from the settings.
package struct Evidence: Sendable {
    package var touches: [Touch]
    /// Actors of all `submit` and `revise` events.
    package var authors: Set<String>
    /// The counted verdict of each member on this subject.
    package var verdicts: [String: Event]
    /// The member who publishes without waiting for approval.
    package var waiver: String?
    /// Risk codes: as found when one decides, as signed when one verifies.
    package var risks: Set<String>

    package init(
        touches: [Touch], authors: Set<String>, verdicts: [String: Event] = [:], waiver: String? = nil,
        risks: Set<String> = []
    ) {
        self.touches = touches
        self.authors = authors
        self.verdicts = verdicts
        self.waiver = waiver
        self.risks = risks
    }

    /// Some of what changed needs approval (F4).
    package var needsApproval: Bool { touches.contains(where: \.needsApproval) }
}

/// A number of approvals by some members, and how far it is met.
package struct Requirement: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// F2: the author may draft but not publish.
        case approvals
        /// F4: the settings or aliases change, which takes someone with `manage`.
        case manage
        /// A rule of `approvals.rules`, by its position from 0.
        case rule(Int)
    }

    package var reason: Reason
    package var required: Int
    /// Whose approval counted.
    package var given: [String]
    /// The members who could still give one.
    package var candidates: [String]
    /// "Publish now" waives it.
    package var isWaivable: Bool
    package var isWaived: Bool

    /// How many are missing.
    package var left: Int { max(0, required - given.count) }
    package var isMet: Bool { isWaived || given.count >= required }
    private var people: Set<String> { Set(given + candidates) }

    /// Whoever meets this one meets the other as well.
    func implies(_ other: Requirement) -> Bool {
        required >= other.required && isWaived == other.isWaived && people.isSubset(of: other.people)
    }

    /// No set of members can meet it under the current settings.
    package var isHopeless: Bool { !isMet && given.count + candidates.count < required }
}

/// What the policy says of one change.
package struct Decision: Hashable, Sendable {
    package var requirements: [Requirement]
    /// Members whose `decline` of this subject stands.
    package var declinedBy: [String]
    /// Authors whose role does not let them draft what is touched.
    package var strangers: [String]
    package var waivedBy: String?

    package var isSatisfied: Bool { strangers.isEmpty && declinedBy.isEmpty && requirements.allSatisfy(\.isMet) }
    package var missing: [Requirement] { requirements.filter { !$0.isMet } }

    /// The requirements without what every change needs where a rule asks all the same people for as many or more.
    package var distinctRequirements: [Requirement] {
        requirements.filter { requirement in
            if case .rule = requirement.reason { return true }
            return !requirements.contains { other in
                guard case .rule = other.reason else { return false }
                return other.required >= requirement.required && other.isWaived == requirement.isWaived
                    && Set(other.given + other.candidates) == Set(requirement.given + requirement.candidates)
            }
        }
    }

    /// What is needed in all: without what is met by whatever meets another requirement.
    package var neededInAll: [Requirement] {
        requirements.enumerated().filter { index, requirement in
            !requirements.enumerated().contains { position, other in
                position != index && other.implies(requirement)
                    // Of two that ask for the same, the first.
                    && (position < index || !requirement.implies(other))
            }
        }.map(\.element)
    }

    /// The requirement that is furthest from being met.
    package var mostMissing: Requirement? {
        distinctRequirements.filter { !$0.isMet }
            .max { ($0.left, -$0.candidates.count) < ($1.left, -$1.candidates.count) }
    }
}
