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
        if let mainName {
            words.append(
                "Until \(reader.branch) is renamed to \(mainName), nothing else can be recorded, not even the change back."
            )
        }
        return words + notes(for: reader, isLive: false)
    }

    /// What becomes of members and of what they did.
    package func notes(for reader: Reader, isLive: Bool) -> [Words] {
        var notes = removed.flatMap { $0.words(for: reader) }
        if !keyless.isEmpty {
            let names = keyless.map { reader.isMe($0.id) ? "you" : Words($0.name) }.inWords(limit: 6)
            let them: Words = keyless.allSatisfy { reader.isMe($0.id) } ? "you" : "them"
            notes.append("\(names.capitalized) will not be able to act: assent.yaml has no key for \(them).")
        }
        return notes + voided.words(for: reader, isLive: isLive)
    }

    /// Each as it is asked: `switch approvals off`.
    func acts(for reader: Reader) -> [Words] {
        var acts: [Words] = []
        if switchesApprovalsOff { acts.append("switch approvals off") }
        if switchesSignaturesOff { acts.append("make signatures optional") }
        if allowsSelfApproval { acts.append("allow self-approval") }
        if !managers.isEmpty { acts.append("let \(managers.map { Words($0.name) }.inWords()) manage the workspace") }
        if shutsOut { acts.append("require signatures") }
        if let mainName { acts.append("call the published branch \(mainName)") }
        if !removed.isEmpty { acts.append("remove \(removed.map { reader.name($0.member) }.inWords())") }
        return acts
    }
}
