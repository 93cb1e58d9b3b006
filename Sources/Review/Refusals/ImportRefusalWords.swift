import Approvals
import Resources

/// Why a branch cannot be imported, and what can be done instead.
struct ImportRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: ImportRefusal) -> RefusalWords {
        let main = reader?.branch ?? "main"
        return switch refusal {
        case .unknownBranch(let name, let remote, let near):
            RefusalWords(
                "there is no branch \(name)\(remote.map { ", here or on \($0)" } ?? "").", facts: didYouMean(near),
                next: [.init("all branches", "git branch --all")])
        case .branchIsMain(let name, let remote):
            RefusalWords(
                "\(name) is the published branch: what is on it is not imported. Connect Git Sync to a branch of its own.",
                next: [
                    .init(
                        "make one",
                        Shell.line(
                            remote.map { ["git", "push", $0, "\(name):hightouch"] } ?? [
                                "git", "branch", "hightouch", name,
                            ]))
                ])
        case .branchIsDraft(let name):
            RefusalWords(
                "\(name) is a draft already.", next: [.init("look at it", typed("view", name))])
        case .unrelatedHistory(let name):
            RefusalWords(
                "\(name) and \(main) have no commit in common, so it is unclear what \(name) changes.",
                next: [.init("start it again from \(main)", Shell.line(["git", "branch", "\(name)-2", main]))])
        case .openElsewhere(let name, let draft):
            RefusalWords(
                "\(draft.name) has imported \(name), and is not published yet.",
                facts: [
                    "\(reader?.who([draft.member]) ?? "\(draft.member)") can import again, which adds what is new."
                ],
                next: [.init("look at it", typed("view", draft.name))])
        case .conflicts(let name, let draft, let conflicts):
            RefusalWords(
                "\(draft) and \(name) both changed \(conflicts.count == 1 ? "the same field" : "the same fields") since the last import. Nothing was imported.",
                details: page(of: conflicts, called: ["before", "draft", "\(name)"]),
                next: [
                    .init("keep the draft's values", Shell.line(["assent", "import", name, "--mine"])),
                    .init("or take those of \(name)", Shell.line(["assent", "import", name, "--theirs"])),
                ])
        }
    }
}
