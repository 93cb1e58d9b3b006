import Approvals
import Git
import Resources

extension RepairRefusal: ExplainedRefusal {
    /// What cannot be accepted after the fact.
    package func explained(in context: RefusalContext) -> RefusalWords {
        let reader = context.reader
        return switch self {
        case .notUnapproved(let commit):
            RefusalWords(
                "\(commit.short) is not an unapproved commit on \(reader?.branch ?? "main"): there is nothing to accept.",
                next: [.init("what is wrong, if anything is", "assent verify")])
        case .acceptsAnother(let first):
            RefusalWords(
                "\(first.short) is the first commit that is not valid, and nothing after it can be judged before it is accepted.",
                next: [.init("begin with it", "assent accept \(first.short) -m \"…\"")])
        case .unacceptable(let failure):
            RefusalWords(
                "this cannot be accepted. \(reader.map { $0.words(of: failure.reason) } ?? "The line of main was exchanged.")",
                next: [.init("what was there before", "git reflog \(reader?.branch ?? "main")")])
        case .settingsLost(let commit, let repair):
            RefusalWords(
                "after \(commit.short) the settings are missing, unreadable or another workspace's, so nothing after it could be judged.",
                facts: repair?.leavesSettings == true ? [] : ["Mend assent.yaml in one more commit, and accept both."],
                next: repair?.steps(reader?.branch ?? "main") ?? [
                    .init("what changed it", "git log -p -1 \(commit.short) -- assent.yaml")
                ])
        case .mayNotAccept(_, let commit, let who):
            RefusalWords(
                "you may not accept \(commit.short): only a member who could manage the workspace before that commit can.",
                facts: [
                    who.isEmpty
                        ? "Nobody may, unless they sign."
                        : "\(reader?.who(who) ?? who.map { Words($0) }.inWords("or")) may accept it."
                ],
                next: [
                    .init("to undo its changes (the commit must still be accepted)", "assent revert \(commit.short)")
                ])
        }
    }
}

extension Repair {
    /// What to type, one after the other, for who decides that the commits may stand.
    func steps(_ branch: String) -> [NextStep] {
        let named = commits.map(\.short).joined(separator: " ")
        guard !leavesSettings else {
            return [
                .init(
                    commits.count == 1 ? "if it may stand" : "accept it with what mends it",
                    "assent accept \(named) -m \"…\"")
            ]
        }
        return [
            .init("take the settings back", Shell.line(["git", "checkout", before.short, "--", "assent.yaml"])),
            .init("on \(branch)", "git commit -m \"Take the settings back\""),
            .init("share it, if it is shared", "git push"),
            .init("then accept both", "assent accept \(named) HEAD -m \"…\""),
        ]
    }
}
