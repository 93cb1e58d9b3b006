import Approvals
import Git
import Resources

/// Why commits cannot be accepted after the fact.
struct RepairRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: RepairRefusal) -> RefusalWords {
        return switch refusal {
        case .notUnapproved(let commit):
            RefusalWords(
                "\(commit.short) is not an unapproved commit on \(reader?.branch ?? "main"): there is nothing to accept.",
                next: [.init("see whether anything is wrong", "assent verify")])
        case .acceptsAnother(let first):
            RefusalWords(
                "\(first.short) is the first commit that is not valid; nothing after it can be judged until it is accepted.",
                next: [.init("start with it", "assent accept \(first.short) -m \"…\"")])
        case .unacceptable(let failure):
            RefusalWords(
                "this cannot be accepted. \(reader.map { $0.words(of: failure.reason) } ?? "The history of main was replaced.")",
                next: [.init("what was there before", "git reflog \(reader?.branch ?? "main")")])
        case .settingsLost(let commit, let repair):
            RefusalWords(
                "after \(commit.short) the settings are missing, unreadable or another workspace's, so nothing after it could be judged.",
                facts: repair?.leavesSettings == true ? [] : ["Fix assent.yaml in another commit, and accept both."],
                next: repair.map { NextStep.each(of: $0, on: reader?.branch ?? "main") } ?? [
                    .init("what changed it", "git log -p -1 \(commit.short) -- assent.yaml")
                ])
        case .mayNotAccept(_, let commit, let who):
            RefusalWords(
                "you may not accept \(commit.short): only a member who could manage the workspace before that commit can.",
                facts: [
                    who.isEmpty
                        ? "Nobody may accept it without a signature."
                        : "\(reader?.who(who) ?? who.map { Words($0) }.inWords("or")) may accept it."
                ],
                next: [
                    .init("to undo its changes (the commit must still be accepted)", "assent revert \(commit.short)")
                ])
        }
    }
}
