import Approvals
import Resources

extension SettingsRisks {
    /// The consequences, for somebody who is about to do it.
    func words(for reader: Reader) -> [Words] {
        var words: [Words] = []
        if switchesApprovalsOff {
            words.append(
                "Without approvals, anyone who may draft can publish at once, and nobody else has to review it.")
        }
        if switchesSignaturesOff {
            words.append("If signatures are optional, git's word is all there is for who acts without a key.")
        }
        if allowsSelfApproval {
            words.append("With self-approval, whoever makes a change can also give an approval that it needs.")
        }
        if !managers.isEmpty {
            words.append("Whoever manages the workspace can change every rule, role and member, at once.")
        }
        return words + removed.flatMap { $0.words(for: reader) }
    }

    /// Each as it is asked: `switch approvals off`.
    func acts(for reader: Reader) -> [Words] {
        var acts: [Words] = []
        if switchesApprovalsOff { acts.append("switch approvals off") }
        if switchesSignaturesOff { acts.append("make signatures optional") }
        if allowsSelfApproval { acts.append("allow self-approval") }
        if !managers.isEmpty { acts.append("let \(managers.map { Words($0.name) }.inWords()) manage the workspace") }
        if !removed.isEmpty { acts.append("remove \(removed.map { reader.name($0.member) }.inWords())") }
        return acts
    }
}
