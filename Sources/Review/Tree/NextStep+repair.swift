import Approvals
import Git

extension NextStep {
    /// What to type, one after the other, to accept the commits.
    static func each(of repair: Repair, on branch: String) -> [NextStep] {
        let named = repair.commits.map(\.short).joined(separator: " ")
        guard !repair.leavesSettings else {
            return [
                .init(
                    repair.commits.count == 1 ? "to accept it" : "accept it together with its fix",
                    "assent accept \(named) -m \"…\"")
            ]
        }
        return [
            .init("restore the settings", Shell.line(["git", "checkout", repair.before.short, "--", "assent.yaml"])),
            .init("on \(branch)", "git commit -m \"Restore the settings\""),
        ] + (repair.remote.map { [.init("share it", Shell.line(["git", "push", $0, branch]))] } ?? []) + [
            .init("then accept both", "assent accept \(named) HEAD -m \"…\"")
        ]
    }
}
