import Approvals
import Git
import Resources

extension Refusal {
    /// What a draft holds, or main, that cannot be published like this.
    func aboutContent(_ reader: Reader?, on current: String?, _ width: Int) -> RefusalWords {
        let main = reader?.branch ?? "main"
        switch self {
        case .nothingToPublish(let draft):
            return RefusalWords(
                "\(draft) changes nothing: all that it says is on \(main).",
                next: [
                    .init("edit files, then", "assent save"),
                    .init("or be done with it", typed("draft delete", draft, reader)),
                ])
        case .nothingToSave(let branch):
            return RefusalWords(
                "nothing here differs from \(branch).", next: [.init("begin a change", "assent draft start <name>")])
        case .unsaved(let paths, _):
            return RefusalWords(
                "\(counted(paths.count, "file is", "files are")) not saved: \(names(paths)).",
                next: [
                    .init("save them", "assent save"),
                    // Whatever they are (staged, new, deleted), they can be taken out again.
                    .init(
                        "or put them aside",
                        paths.count > 3 ? "git stash -u" : Shell.line(["git", "stash", "push", "-u", "--"] + paths)),
                ])
        case .tooLargeToSave(let path, let bytes):
            return RefusalWords(
                "\(path) has \(bytes) bytes; a file of a workspace may have 1,048,576 (1 MiB). Nothing was saved.",
                next: [.init("take it out of the folder, or make it smaller, then", "assent save")])
        case .ungovernedChanges(let draft, let paths, let attributes):
            return RefusalWords(
                "\(draft) changes files that are no part of the workspace: \(names(paths)). They belong on a branch of their own.",
                details: Self.page(of: attributes, width),
                next: [
                    .init("take them back", Shell.line(["git", "checkout", main, "--"] + paths.prefix(3))),
                    .init("then", "git commit"),
                ])
        case .unfitCommit(let draft, let commit, let problem):
            return RefusalWords(
                "\(draft) cannot be published with its commit \(commit.short), which \(Self.words(problem)).",
                details: Self.page(of: problem.attributes, width),
                next: [.init("leave that commit out", "git rebase --interactive \(main)")])
        case .unrelatedHistory(let draft):
            return RefusalWords(
                "\(draft) and \(main) have no commit in common.",
                next: [.init("begin again from \(main)", "assent draft start <name>")])
        case .conflicts(let draft, let conflicts):
            return RefusalWords(
                "\(draft) and what was published since change the same \(conflicts.count == 1 ? "field" : "fields"), and differ.",
                details: page(of: conflicts, reader),
                next: (current == draft
                    ? []
                    : [
                        .init(
                            "go to it", Shell.line(["assent", "draft", "switch", reader?.short(draft: draft) ?? draft]))
                    ])
                    + [
                        .init("put both together in the files", "assent draft update"),
                        .init("then", "assent save"),
                    ])
        case .findings(let draft, let findings):
            var page = Page()
            let new = findings.filter { !$0.isInherited && $0.severity == .error }
            page.findings(new, width: width)
            let code = new.first?.code.rawValue
            return RefusalWords(
                "\(draft) has \(counted(new.count, "error")) that \(main) does not have.", details: page,
                next: code.map { [.init("why it matters", "assent explain \($0)")] } ?? [])
        case .updateBegun(let draft):
            return RefusalWords(
                "a merge into \(draft) is begun already, and not saved.",
                next: [
                    .init("settle what its files mark, then", "assent save"),
                    .init("or take the merge back", "git merge --abort"),
                ])
        case .mainMoved(let branch):
            return RefusalWords("\(branch) kept moving, and nothing was published. Type it again.")
        case .lineLost(let branch, let seen, let tip):
            var page = Page()
            page.lostLine(seen, tip, Words(branch))
            return RefusalWords("\(branch) went back on what was verified here. Nothing was published.", details: page)
        case .branchIsEdited(let branch, let directory, let obstacle):
            return RefusalWords(
                "\(branch) is checked out in \(directory), and edits there are in the way. Nothing was changed.",
                facts: SafeText.lines(obstacle).prefix(8).map { Words($0, .faint) },
                next: [.init("put them aside", Shell.line(["git", "-C", directory, "stash"]))])
        default: preconditionFailure("told elsewhere")
        }
    }

    private static func page(of findings: [Finding], _ width: Int) -> Page {
        var page = Page()
        page.findings(findings, width: width)
        return page
    }

    private func names(_ paths: [String]) -> Words { paths.map { Words($0) }.inWords(limit: 5) }

    static func words(_ problem: FitnessProblem) -> Words {
        switch problem {
        case .addsRoot: "starts a history of its own"
        case .tooLarge(let path, let bytes): "holds \(path) with \(bytes) bytes (1,048,576 are allowed)"
        case .ungoverned(let paths, _):
            "changes files that are no part of the workspace: \(paths.map { Words($0) }.inWords())"
        case .brokenTree(let fault): "holds a folder that git does not write: \(fault)"
        }
    }

    /// Each field with its three values.
    func page(
        of conflicts: [FieldConflict], _ reader: Reader?,
        called names: (base: String, published: String, draft: String) = ("before", "published", "draft")
    ) -> Page {
        var page = Page()
        for conflict in conflicts {
            let path = reader?.layout.path(of: conflict.file) ?? ""
            page.line("\(path, .strong)\u{A0} \(conflict.path)", indent: 2, hanging: 4)
            if conflict.isOpaque {
                page.line("cannot be read by field in all three versions", indent: 4)
                continue
            }
            for (label, value) in [
                (names.base, conflict.base), (names.published, conflict.published), (names.draft, conflict.draft),
            ] {
                page.row(Words(label, .faint), value.map { Words($0) } ?? "(not there)", indent: 4, at: 16)
            }
        }
        return page
    }
}

extension FitnessProblem {
    fileprivate var attributes: [Finding] { if case .ungoverned(_, let attributes) = self { attributes } else { [] } }
}
