import Testing

@testable import Approvals

/// What a decision asks for, told in all.
struct DecisionTests {
    private func requirement(
        _ reason: Requirement.Reason, _ required: Int, _ candidates: [String], given: [String] = [],
        isWaived: Bool = false
    ) -> Requirement {
        Requirement(
            reason: reason, required: required, given: given, candidates: candidates, isWaivable: true,
            isWaived: isWaived)
    }

    private func needed(_ requirements: [Requirement]) -> [Requirement.Reason] {
        Decision(requirements: requirements, declinedBy: [], strangers: [], waivedBy: nil).neededInAll.map(\.reason)
    }

    @Test("what is met by whatever meets another requirement is not needed beside it")
    func implied() {
        let base = requirement(.approvals, 1, ["bo", "carol", "dan"])
        #expect(needed([base]) == [.approvals])
        #expect(needed([base, requirement(.rule(0), 2, ["bo", "carol", "dan"])]) == [.rule(0)])
        #expect(needed([base, requirement(.rule(0), 2, ["carol", "dan"])]) == [.rule(0)])
        #expect(needed([base, requirement(.manage, 1, ["carol"])]) == [.manage])
        #expect(needed([base, requirement(.rule(0), 2, ["dan"], given: ["carol"])]) == [.rule(0)])
    }

    @Test("of two that ask for the same the first stays, and both where one does not meet the other")
    func distinct() {
        let two = requirement(.rule(0), 2, ["bo", "carol"])
        #expect(needed([two, requirement(.rule(1), 2, ["bo", "carol"])]) == [.rule(0)])
        #expect(needed([two, requirement(.rule(1), 1, ["dan"])]) == [.rule(0), .rule(1)])
        #expect(needed([two, requirement(.rule(1), 3, ["bo", "carol", "dan"])]) == [.rule(0), .rule(1)])
        #expect(needed([two, requirement(.rule(1), 1, ["bo", "carol"], isWaived: true)]) == [.rule(0), .rule(1)])
    }
}
