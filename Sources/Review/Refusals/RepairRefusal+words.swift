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
                next: repair?.steps(reader?.branch ?? "main") ?? [
                    .init("what changed it", "git log -p -1 \(commit.short) -- assent.yaml")
                ])
        case .mayNotAccept(_, let commit, let who):
            RefusalWords(
                "you may not accept \(commit.short): only a member who could manage the workspace before that commit can.",
                facts: [
                    who.isEmpty
                        ? "Nobody may without a signature."
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
                    commits.count == 1 ? "to accept it" : "accept it together with its fix",
                    "assent accept \(named) -m \"…\"")
            ]
        }
        return [
            .init("restore the settings", Shell.line(["git", "checkout", before.short, "--", "assent.yaml"])),
            .init("on \(branch)", "git commit -m \"Restore the settings\""),
            .init("if you use a remote", "git push"),
            .init("then accept both", "assent accept \(named) HEAD -m \"…\""),
        ]
    }
}
