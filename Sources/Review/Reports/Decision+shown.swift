import Approvals

extension Requirement {
    /// How many are missing.
    var left: Int { max(0, required - given.count) }
}

extension Decision {
    /// Without what every change needs where a rule asks all the same people for as many or more.
    var shown: [Requirement] {
        requirements.filter { requirement in
            if case .rule = requirement.reason { return true }
            return !requirements.contains { other in
                guard case .rule = other.reason else { return false }
                return other.required >= requirement.required && other.isWaived == requirement.isWaived
                    && Set(other.given + other.candidates) == Set(requirement.given + requirement.candidates)
            }
        }
    }
}
