import Approvals
import Git
import Resources

/// Which branch is published, and where it starts.
struct WorkspaceRefusalWords: FamilyWords {
    let context: RefusalContext

    private static let howToRename: Words =
        "To rename the published branch, first change its name in the settings, like any other setting: assent settings branch <name>. Then rename the branch itself."

    func words(of refusal: WorkspaceRefusal) -> RefusalWords {
        switch refusal {
        case .lineLost(let lost):
            let page = LostLine(lost)
            return RefusalWords("\(page.sentence). Nothing was published.", details: page.page)
        case .unclearMain(let candidates, let remote): return unclearMain(candidates, at: remote)
        case .unreadablePin(let path):
            return RefusalWords(
                "\(path) is damaged. It records which branch is published and where the workspace starts.",
                next: [
                    .init("remove it", Shell.line(["rm", path])),
                    .init("then pin the start again", "assent verify --genesis <commit>"),
                ])
        case .anotherGenesis(let pinned, let named):
            return RefusalWords(
                "in this clone the workspace starts at \(pinned.short), not at \(named.short). Nothing was changed.",
                next: [.init("only if you are sure that it should", "assent verify --forget --genesis \(named.hex)")])
        case .genesisNotHere(let text, let isShallow): return noGenesis(text, isShallow: isShallow)
        case .notAStart(let commit):
            return RefusalWords(
                "no workspace starts at \(commit.short): that commit has no assent.yaml.",
                next: [.init("the commits that added it", "git log --all --diff-filter=A -- assent.yaml")])
        case .mainExchanged(let branch, let genesis):
            return RefusalWords(
                "\(branch) does not come from \(genesis.short), where this workspace starts. Nothing was published.",
                facts: ["Ask who moved it."], next: [.init("what is wrong", "assent verify")])
        case .mainToRename(let branch, let name, let remote):
            return RefusalWords(
                "the settings call the published branch \(name), but it is still \(branch). Nothing was recorded.",
                facts: remote.map { ["Its default branch on \($0) is changed at the host."] } ?? [],
                next: .renaming(branch, to: name, on: remote))
        case .branchTaken(let name, let remote):
            return taken(name, at: remote)
        case .mainGone(let branch, let remote, let tip, let renamed):
            return gone(branch, from: remote, tip, renamed: renamed)
        case .mainNotHere(let branch, let remote, let renamed, let isAsked):
            return missing(branch, at: remote, renamed: renamed, isAsked: isAsked)
        case .noWorkspace(let directory, let isEmptyBare):
            return RefusalWords(
                "this repository is not a workspace yet: none of its branches has assent.yaml.",
                next: [
                    isEmptyBare
                        ? .init(
                            "it is bare and has no commits, so start in a clone of it",
                            Shell.line(["git", "clone", directory]) + " <folder>")
                        : .init("make it one (models and syncs are not changed)", "assent init")
                ])
        case .unclearRemote(let names):
            return RefusalWords(
                "there are several remotes, and it is not clear which one you share: \(names.map { Words($0) }.inWords("or", limit: 6)).",
                next: [
                    .init("name it", Shell.line(["git", "config", "assent.remote", names.first ?? "origin"])),
                    .init("or work in this clone alone", "git config assent.remote ."),
                ])
        case .unreadableSettings(let findings):
            return RefusalWords(
                "the settings on main cannot be read, so nothing can be judged by them.", details: Page(findings),
                next: [.init("see which commit broke them, and how to fix that", "assent verify")])
        case .settingsGone(let branch, let remote):
            let place: Words = remote.map { " on \(Words($0))" } ?? Words()
            return RefusalWords(
                "\(branch)\(place) has no assent.yaml any more, so nothing can be judged by its rules. Somebody removed it, or put another history in its place.",
                next: [.init("see what happened, and how to mend it", "assent verify")])
        case .workspaceExists(let branch):
            return RefusalWords(
                "this repository is already a workspace: \(branch) has an assent.yaml.",
                next: [
                    .init("who is in it", "assent member list"),
                    .init("if this is a copy that should be a separate workspace", "assent init --new-id"),
                ])
        case .settingsNotCommitted:
            return RefusalWords(
                "there is an assent.yaml here that is not committed, and assent init would write its own. Nothing was changed.",
                next: [
                    .init("to start with new settings, put it aside", "mv assent.yaml assent.yaml.old"),
                    .init(
                        "to keep these settings, commit them",
                        "git add assent.yaml && git commit -m \"Add the settings\" && assent init --new-id"),
                ])
        case .idIsNew(let id, let commit):
            return RefusalWords(
                "this workspace already has its own id, \(id), since \(commit.short). Nothing was changed.",
                next: [.init("start a change", "assent draft start <name>")])
        case .unclearRoot(let candidates): return unclearRoot(candidates)
        case .fileExists(let path, let command):
            return RefusalWords(
                "\(path) already exists; nothing was written.",
                next: [.init("see what it would contain, to add that yourself", Shell.line(command))])
        case .noWorkTree:
            return RefusalWords(
                "this needs a work tree, and this repository is bare.",
                next: [.init("work in a clone of it", "git clone <here> <folder>")])
        }
    }

    // MARK: - Which branch is published

    private func taken(_ name: String, at remote: String?) -> RefusalWords {
        let place: Words = remote.map { " on \(Words($0))" } ?? Words()
        return RefusalWords(
            "there is already a branch \(name)\(place), so the published branch cannot get that name. Nothing was changed.",
            next: [
                remote == nil
                    ? .init("rename the other one first", Shell.line(["git", "branch", "-m", name, "\(name)-old"]))
                    : .init("take another name", "assent settings branch <name>")
            ])
    }

    private func unclearMain(_ candidates: [String], at remote: String?) -> RefusalWords {
        if let remote, candidates.count == 1, let only = candidates.first {
            return RefusalWords(
                "the HEAD of \(remote) does not name a branch with a workspace, and nothing else says that \(only) is the published one.",
                next: [
                    .init("if it is, work on it", Shell.line(["git", "switch", only])),
                    .init("or in a bare clone", Shell.line(["git", "config", "assent.branch", only])),
                    .init(
                        "whoever administers \(remote) can say so for everybody, there",
                        Shell.line(["git", "symbolic-ref", "HEAD", Refs.heads + only])),
                ])
        }
        let place = remote.map { " on \(Words($0))" as Words } ?? Words()
        let names = candidates.map { Words($0) }.inWords("or", limit: 6)
        return RefusalWords(
            "it is not clear which branch is published\(place): it could be \(names).",
            next: [
                .init("if you know its first commit", "assent verify --genesis <commit>"),
                .init(
                    "or name the branch",
                    Shell.line(["git", "config", "assent.branch", candidates.first ?? "main"])),
            ])
    }

    /// The remote had it.
    private func gone(_ branch: String, from remote: String, _ tip: ObjectID, renamed: String?) -> RefusalWords {
        let source = renamed.map { "refs/remotes/\(remote)/\($0)" } ?? tip.hex
        return RefusalWords(
            "\(branch) is gone from \(remote), where it was at \(tip.short). Nothing can be recorded without it.",
            facts: renamed.map {
                ["\($0) there has its history: it seems to have been renamed.", Self.howToRename]
            } ?? ["Ask who deleted it."],
            next: [.init("put it back", Shell.line(["git", "push", remote, "\(source):refs/heads/\(branch)"]))])
    }

    /// This clone never had it, or no longer has it.
    private func missing(_ branch: String, at remote: String?, renamed: String?, isAsked: Bool) -> RefusalWords {
        switch (remote, renamed) {
        case (nil, let renamed?):
            return RefusalWords(
                "the published branch, \(branch), is not here. \(renamed) has its history: it seems to have been renamed.",
                facts: [Self.howToRename],
                next: [
                    .init("rename it back", Shell.line(["git", "branch", "-m", renamed, branch])),
                    .init(
                        "then, for the new name",
                        Shell.line(["assent", "settings", "branch", renamed]) + " && "
                            + Shell.line(["git", "branch", "-m", branch, renamed])),
                ])
        case (let remote?, let renamed?):
            return RefusalWords(
                "the published branch, \(branch), is not on \(remote). \(renamed) there has its history: it seems to have been renamed.",
                facts: [Self.howToRename],
                next: [
                    .init(
                        "put it back, if you may push",
                        Shell.line(["git", "push", remote, "refs/remotes/\(remote)/\(renamed):refs/heads/\(branch)"])),
                    .init(
                        "or, if somebody changed only the setting, without approval",
                        Shell.line(["git", "config", "assent.branch", renamed]) + " && assent verify"),
                ])
        case (let remote?, nil) where isAsked:
            return RefusalWords(
                "the published branch, \(branch), is not on \(remote): it was deleted there, or never pushed. Nothing is recorded without it.",
                facts: ["Ask who deleted it."],
                next: [
                    .init("whoever has it in a clone can push it", Shell.line(["git", "push", remote, branch]))
                ])
        case (let remote?, nil):
            let refspec = "+refs/heads/\(branch):refs/remotes/\(remote)/\(branch)"
            return RefusalWords(
                "the published branch, \(branch), is not here.",
                next: [.init("fetch it", Shell.line(["git", "fetch", remote, refspec]))])
        case (nil, nil):
            return RefusalWords(
                "the published branch, \(branch), is not here.", next: [.init("all branches", "git branch --all")])
        }
    }

    // MARK: - Where the workspace starts, and lies

    private func noGenesis(_ text: String, isShallow: Bool) -> RefusalWords {
        guard isShallow else {
            return RefusalWords(
                "there is no commit \(text) here, so the workspace does not start from it.",
                facts: ["If it should, main was replaced by another history: ask who did that."])
        }
        return RefusalWords(
            "the workspace's start, \(text), is not in this clone, which is shallow. Set fetch-depth: 0 (in GitLab GIT_DEPTH: 0).",
            next: [.init("or fetch the rest", "git fetch --unshallow")])
    }

    private func unclearRoot(_ candidates: [String]) -> RefusalWords {
        guard !candidates.isEmpty else {
            return RefusalWords(
                "that folder cannot hold a workspace: it must be inside the repository.",
                next: [.init("for example", "assent init --root hightouch")])
        }
        let folders = candidates.map { $0.isEmpty ? "." : $0 }
        return RefusalWords(
            "several folders look like a Git Sync folder: \(folders.map { Words($0) }.inWords(limit: 6)).",
            next: folders.prefix(3).map { .init("use \($0)", Shell.line(["assent", "init", "--root", $0])) })
    }
}
