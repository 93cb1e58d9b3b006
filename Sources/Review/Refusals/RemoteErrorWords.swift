import Approvals
package import Git

/// What git says of another repository: what it means, and what a person does about it.
package struct RemoteErrorWords {
    private let error: RemoteError
    private var problem: RemoteError.Problem { error.problem }
    private var remote: String { error.remote }

    package init(_ error: RemoteError) { self.error = error }

    /// What git and the server said, safe to print.
    var said: [Words] {
        // git says much about a branch that is checked out, and about locks.
        let lines = error.words.map { SafeText.line($0) }
        return problem == .checkedOut || problem == .lockedThere ? Array(lines.prefix(1)).shortened : lines.shortened
    }

    /// What it means.
    var meaning: Words {
        let remote = Words(remote)
        return switch problem {
        case .unreachable: "\(remote) cannot be reached"
        case .hostKey: "ssh does not trust the host of \(remote): its key is not known here"
        case .hostKeyChanged: "ssh does not trust the host of \(remote): it has another key than before"
        case .authentication: "\(remote) did not accept your key or password"
        case .noPermission: "you may not write to \(remote)"
        case .noRepository: "\(remote) does not point to a repository, or you have no access to it"
        case .notRemote: "\(remote) is not a remote that git can use"
        case .protectedBranch: "\(remote) protects the branch, so you may not push to it"
        case .hook: "a hook rejected the push"
        case .noAtomicPush: "\(remote) cannot take several refs at once"
        case .noSpace: "\(remote) has no space left"
        case .moved: "somebody changed \(remote) at the same moment"
        case .lockedThere: "another program holds a lock on \(remote)"
        case .nameTaken: inTheWay
        case .checkedOut: "the branch is checked out in the repository that \(remote) points to"
        case .noAnswer: "the connection to \(remote) broke"
        case .noSuchRef, .other: "git cannot work with \(remote)"
        case .lockedHere: "cannot store what \(remote) sent: another program holds a lock here"
        case .readOnlyHere: "cannot store what \(remote) sent: you can only read this repository"
        case .noSpaceHere: "cannot store what \(remote) sent: this disk is full"
        }
    }

    /// git keeps refs as files in folders, so that `draft` cannot exist beside `draft/ana/new-leads`.
    private var inTheWay: Words {
        guard let obstacle = error.obstacle else { return "a branch on \(Words(remote)) has a name that is in the way" }
        guard let branch = obstacle.name.branch else {
            return "what was fetched from \(Words(remote)) earlier is in the way"
        }
        return
            "\(Words(remote)) has a branch \(branch, .strong), and git cannot have \(obstacle.keepsOut.branch ?? obstacle.keepsOut) beside it"
    }

    /// What a person does about it.
    private var advice: (facts: [Words], next: [NextStep]) {
        let fetch = Shell.line(["git", "fetch", remote])
        return switch problem {
        case .unreachable: ([], [.init("see what was last fetched", "assent status --offline")])
        case .hostKey: ([], [.init("see the key and, if it is right, accept it", fetch)])
        case .hostKeyChanged:
            (
                [
                    "Ask its administrator whether the key was changed. If it was not, somebody else answers in its place."
                ],
                [
                    .init(
                        "only if it was, forget the old key", Shell.line(["ssh-keygen", "-R", error.host ?? "<host>"])),
                    .init("then see the new key and, if it is right, accept it", fetch),
                ]
            )
        case .authentication: ([], [.init("see what git says", fetch)])
        case .noPermission: (["Ask its administrator for permission to push."], [])
        case .noRepository: ([], [.init("if it moved", "git remote set-url \(Shell.quoted(remote)) <url>")])
        case .notRemote: ([], [.init("name the one that you share", "git config assent.remote <name>")])
        case .protectedBranch: (["Ask its administrator to let members of this workspace push to main."], [])
        case .noSpace: (["Ask its administrator to make room."], [])
        case .checkedOut: ([], [.init("share a bare repository instead", "git init --bare <folder>")])
        case .moved, .noAnswer: (["Try again."], [])
        case .lockedThere:
            (
                [
                    "Try again. If the lock stays, a program was killed there and left it behind: ask its administrator to remove it."
                ],
                []
            )
        case .nameTaken:
            if let branch = error.obstacle?.name.branch {
                (
                    [],
                    [
                        .init(
                            "if you may, rename it there",
                            Shell.line(["git", "fetch", remote, branch]) + " && "
                                + Shell.line([
                                    "git", "push", remote, "FETCH_HEAD:refs/heads/\(branch)-old",
                                    ":refs/heads/\(branch)",
                                ]))
                    ]
                )
            } else {
                ([], [.init("drop the refs that are gone there", Shell.line(["git", "remote", "prune", remote]))])
            }
        case .hook, .noAtomicPush, .noSuchRef, .other: ([], [])
        case .lockedHere:
            if let lockFile = error.lockFile {
                (
                    ["If no git is running here, one was killed and left the lock behind. In that case remove it."],
                    [.init("only if neither git nor assent is running here", Shell.line(["rm", lockFile]))]
                )
            } else {
                (["Try again."], [])
            }
        case .readOnlyHere: (["Ask its owner for write access, or work in your own clone."], [])
        case .noSpaceHere: (["Make room, and try again."], [])
        }
    }

    /// That what is shown may be older than what the remote has.
    package var staleness: RefusalWords { RefusalWords("\(meaning). Showing what was last fetched.") }

    /// That a draft is saved here alone, and what sends it later.
    package var unsent: RefusalWords {
        let (facts, next) = advice
        let again: Words = "The next assent save or submit sends it."
        return RefusalWords(
            "saved locally, but not sent: \(meaning). \(again)",
            facts: said + (problem.leavesOpen ? [] : facts),
            next: problem == .unreachable ? [] : next)
    }

    /// Of what was not done because of it.
    package var refusal: RefusalWords {
        if problem == .noAnswer {
            return RefusalWords(
                "the connection to \(remote) broke, and a moment later this had not been done. Nothing was changed here.",
                facts: said,
                next: [.init("check, and try again if it was not done", "assent status")])
        }
        let (facts, next) = advice
        return RefusalWords(
            "\(meaning). Nothing was changed, locally or on \(remote).",
            facts: said + facts, next: next)
    }
}

extension [String] {
    /// What another program said, each line safe already; the rest is counted.
    var shortened: [Words] {
        let most = 40
        let left = count > most ? ["and \(counted(count - most, "more line"))" as Words] : []
        return prefix(most).map { Words(trusted: $0, .faint) } + left
    }
}

extension String {
    /// `draft` of `refs/heads/draft`; nil for any other ref.
    fileprivate var branch: String? { hasPrefix(Refs.heads) ? String(dropFirst(Refs.heads.count)) : nil }
}
