import Approvals

extension MemberTraces {
    /// That it is final, and what becomes of these requests.
    package func words(for reader: Reader) -> [Words] {
        func names(_ requests: [ApprovalRequest]) -> Words {
            requests.map { "\(reader.short(draft: $0.draftName))" as Words }.inWords(limit: 5)
        }
        var words: [Words] = ["This is final: the id \(member) will never be used again."]
        if !submitted.isEmpty {
            words.append("Somebody else must submit their requests again: \(names(submitted)).")
        }
        if !approved.isEmpty { words.append("Their approval no longer counts for \(names(approved)).") }
        if !declined.isEmpty { words.append("Their decline no longer blocks \(names(declined)).") }
        if !asked.isEmpty { words.append("They were asked to approve \(names(asked)).") }
        return words
    }
}
