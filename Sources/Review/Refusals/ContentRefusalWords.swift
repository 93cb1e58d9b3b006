import Approvals
import Git
import Resources

/// What a draft holds, or main, that cannot be published like this.
struct ContentRefusalWords: FamilyWords {
    let context: RefusalContext

    private var main: String { reader?.branch ?? "main" }

    func words(of refusal: ContentRefusal) -> RefusalWords {
        switch refusal {
        case .nothingToPublish(let draft, let isAskedFor): return nothingToPublish(draft, isAskedFor: isAskedFor)
        case .nothingToSave(let branch, let strays):
            return RefusalWords(
                "nothing here differs from \(branch).", details: Page(strays),
                next: [.init("start a change", "assent draft start <name>")])
        case .unsaved(let paths, _):
            return RefusalWords(
                "\(counted(paths.count, "file is", "files are")) not saved: \(names(paths)).",
                next: [
                    .init(paths.count == 1 ? "save it" : "save them", "assent save"),
                    // Whatever they are (staged, new, deleted), they can be restored.
                    .init(
                        paths.count == 1 ? "or set it aside" : "or set them aside",
                        paths.count > 3 ? "git stash -u" : Shell.line(["git", "stash", "push", "-u", "--"] + paths)),
                ])
        case .tooLargeToSave(let path, let bytes):
            return RefusalWords(
                "\(path) has \(bytes) bytes; the limit for a workspace file is 1,048,576 (1 MiB). Nothing was saved.",
                next: [.init("move it elsewhere or make it smaller, then", "assent save")])
        case .misnamed(let paths):
            return RefusalWords(
                (Words(misnamed: paths) ?? Words()) + ".",
                next: [.init("rename \(paths.count == 1 ? "it" : "them"), then", "assent save")])
        case .ungovernedChanges(let draft, let paths, let attributes):
            return RefusalWords(
                "\(draft) changes files that are not part of the workspace: \(names(paths)). They belong on a separate branch.",
                details: Page(attributes), next: waysOut(of: paths))
        case .unfitCommit(let draft, let commit, let problem):
            return RefusalWords(
                "\(draft) cannot be published because of its commit \(commit.short), which \(Words(problem)).",
                details: Page(problem.attributes),
                next: waysOut(of: problem, in: commit))
        case .unfitRoot(let root, let paths):
            return RefusalWords(
                "\(root.isEmpty ? "." : root) cannot become the root: a workspace cannot have \(names(paths)) there.",
                facts: [
                    "Links, submodules and names that differ only in letter case can hide what is checked out."
                ],
                next: [.init("see what is there", Shell.line(["git", "ls-tree", "-r", main, "--"] + paths.prefix(3)))])
        case .unrelatedHistory(let draft):
            return RefusalWords(
                "\(draft) and \(main) have no commit in common.",
                next: [.init("start again from \(main)", "assent draft start <name>")])
        case .tooManyBases(let draft, let count):
            return RefusalWords(
                "\(draft) and \(main) have \(count) merge bases, too many to tell what it changes.",
                next: merging(into: draft))
        case .tooMuchToMerge(let draft):
            return RefusalWords(
                "\(draft) and \(main) both changed the same large files, too much to merge here.",
                next: merging(into: draft))
        case .notMergedHere(let draft):
            return RefusalWords(
                "\(draft) is too large to judge here.", next: [.init("look at it alone", typed("view", draft))])
        case .conflicts(let draft, let conflicts): return conflict(of: draft, conflicts)
        case .findings(let draft, let findings): return errors(in: draft, findings)
        case .needsOthers(let draft, let findings, let others): return needs(others, draft, findings)
        case .updateBegun(let draft):
            return RefusalWords(
                "a merge into \(draft) is in progress.",
                next: [
                    .init("see what is still in conflict", "assent draft resolve"),
                    .init("complete it once nothing is", "assent save"),
                    .init("or abort the merge", "git merge --abort"),
                ])
        case .noMerge(let draft, let conflicts):
            return conflicts.isEmpty
                ? RefusalWords("\(draft) does not conflict with \(main).")
                : RefusalWords(
                    "\(main) is not merged into \(draft) yet, so its files have no conflicts to resolve.",
                    next: [
                        .init("merge it", "assent draft update"),
                        .init("then resolve each field", "assent draft resolve"),
                    ])
        case .unmarked(let path):
            return RefusalWords(
                "the conflicts in \(path) are not marked by field: edit the file where it says <<<<<<<.",
                next: [
                    .init("then", "assent save"), .init("or start the merge again", "git merge --abort"),
                    .init("then", "assent draft update"),
                ])
        case .shallow:
            return RefusalWords(
                "this clone is shallow. Set fetch-depth: 0 (in GitLab GIT_DEPTH: 0).",
                next: [.init("or fetch the rest", "git fetch --unshallow")])
        }
    }

    private func nothingToPublish(_ draft: String, isAskedFor: Bool) -> RefusalWords {
        return RefusalWords(
            "\(draft) has no changes: publishing it would change nothing on \(main).",
            next: isOwn(draft)
                ? (isAskedFor ? [.init("withdraw its request", typed("withdraw", draft))] : [])
                    + (current == draft
                        ? [.init("edit files, then", "assent save")]
                        : [.init("edit it", switching(to: draft))])
                    + [.init("or delete it", typed("draft delete", draft))]
                : [.init("look at it", typed("view", draft))])
    }

    private func merging(into draft: String) -> [NextStep] {
        isOwn(draft) || current == draft
            ? (current == draft ? [] : [.init("switch to it", switching(to: draft))])
                + [.init("merge \(main) into the draft first", "assent draft update")]
            : [.init("tell its author to merge \(main) first", typed("comment", draft) + " -m \"…\"")]
    }

    private func conflict(of draft: String, _ conflicts: [FieldConflict]) -> RefusalWords {
        let what =
            Words(deletionsAmong: conflicts, with: "it", reader)
            ?? "both changed the same \(conflicts.count == 1 ? "field" : "fields")"
        return RefusalWords(
            "\(draft) conflicts with \(main): \(what).",
            details: page(of: conflicts),
            next: isOwn(draft) || current == draft
                ? (current == draft ? [] : [.init("switch to it", switching(to: draft))])
                    + [
                        .init(
                            current == draft ? "merge \(main) into the draft" : "then merge \(main) into the draft",
                            "assent draft update"),
                        .init("then resolve each field", "assent draft resolve"),
                    ]
                : [.init("tell its author, who can resolve it", typed("comment", draft) + " -m \"…\"")])
    }

    private func errors(in draft: String, _ findings: [Finding]) -> RefusalWords {
        let new = findings.filter { !$0.isInherited && $0.severity == .error }
        let code = new.first?.code.rawValue
        // There is no pager here.
        let most = 8
        let all = new.count > most ? [NextStep("see all", typed("check", draft))] : []
        return RefusalWords(
            "\(draft) adds \(counted(new.count, "error"))\(all.isEmpty ? "" : ", of which these are the first").",
            details: Page(Array(new.prefix(most))),
            next: (code.map { [.init("what it means", "assent explain \($0)")] } ?? []) + all)
    }

    private func needs(_ others: [String], _ draft: String, _ findings: [Finding]) -> RefusalWords {
        let names = others.map { Words($0, .strong) }.inWords()
        return RefusalWords(
            "\(draft) can only go live together with \(names).",
            details: Page(findings.filter { !$0.isInherited && $0.severity == .error }),
            next: others.map { .init("view what it needs", typed("view", $0)) } + [
                .init("view it as it will be then", typed("view", draft)),
                .init(
                    "then approve both",
                    Shell.line(["assent", "approve"] + (others + [draft]).map { reader?.short(draft: $0) ?? $0 })),
            ])
    }

    private func switching(to draft: String) -> String { typed("draft switch", draft) }

    private func names(_ paths: [String]) -> Words { paths.map { Words($0) }.inWords(limit: 5) }

    /// A file that is only misnamed gets its name; other changes are undone.
    private func waysOut(of paths: [String]) -> [NextStep] {
        guard let rename = rename(paths) else {
            return [
                // What main does not have goes.
                .init(
                    "undo those changes",
                    Shell.line(
                        ["git", "restore", "--source=\(main)", "--staged", "--worktree", "--"] + paths.prefix(3))),
                .init("then", "git commit"),
            ]
        }
        return [rename, .init("then", "git commit --amend --no-edit")]
    }

    /// In the commit that has it, wherever in the draft that stands.
    private func waysOut(
        of problem: FitnessProblem, in commit: ObjectID
    ) -> [NextStep] {
        guard case .ungoverned(let paths, _) = problem, let rename = rename(paths) else {
            return [.init("drop that commit", "git rebase --interactive \(main)")]
        }
        return [
            rename, .init("then", "git commit --fixup \(commit.short)"),
            .init("and", "git -c sequence.editor=: rebase --interactive --autosquash \(main)"),
        ]
    }

    /// Nil: some of them is more than a model or a sync under another name.
    private func rename(_ paths: [String]) -> NextStep? {
        let names = paths.map { reader?.layout.nameMeant(by: $0) }
        guard let path = paths.first, let name = names.first ?? nil, !names.contains(nil) else { return nil }
        return .init("if it is a model or a sync, rename it", Shell.line(["git", "mv", path, name]))
    }
}
