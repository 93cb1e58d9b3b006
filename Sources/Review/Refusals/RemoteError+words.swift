package import Git

extension RemoteError {
    /// What git and the server said, safe to print.
    var said: [Words] {
        // git goes on at length about a branch that is checked out.
        words.prefix(problem == .checkedOut ? 1 : 8).map { Words(SafeText.line($0), .faint) }
    }

    /// What git says of another repository → what it means.
    var meaning: Words {
        let remote = Words(remote)
        return switch problem {
        case .unreachable: "\(remote) cannot be reached"
        case .hostKey: "ssh does not trust the host of \(remote): the key that it has is not known here"
        case .authentication: "\(remote) does not let you in"
        case .noPermission: "you may not write to \(remote)"
        case .noRepository: "\(remote) does not lead to a repository, or you may not see it"
        case .notRemote: "\(remote) is not a remote that git can use"
        case .protectedBranch: "\(remote) protects the branch, and lets nobody push to it"
        case .hook: "a hook refused it"
        case .noAtomicPush: "\(remote) cannot take several refs at once"
        case .noSpace: "\(remote) has no space left"
        case .moved: "\(remote) was changed by somebody at the same moment"
        case .checkedOut: "somebody works in the repository that \(remote) names: the branch is checked out there"
        case .noAnswer: "the connection to \(remote) broke"
        case .noSuchRef, .other: "git cannot work with \(remote)"
        case .lockedHere: "what \(remote) has cannot be stored here: another program holds a lock"
        case .readOnlyHere: "what \(remote) has cannot be stored here: you may only read this repository"
        case .noSpaceHere: "what \(remote) has cannot be stored here: no space is left on this disk"
        }
    }

    /// What a person does about it.
    private var advice: (facts: [Words], next: [NextStep]) {
        let fetch = Shell.line(["git", "fetch", remote])
        return switch problem {
        case .unreachable: ([], [.init("look at what is here", "assent status --offline")])
        case .hostKey: ([], [.init("see the key and, if it is right, accept it", fetch)])
        case .authentication: ([], [.init("see what git says to your key or password", fetch)])
        case .noPermission: (["Ask whoever runs it for the right to push."], [])
        case .noRepository: ([], [.init("if it moved", "git remote set-url \(Shell.quoted(remote)) <url>")])
        case .notRemote: ([], [.init("name the one that you share", "git config assent.remote <name>")])
        case .protectedBranch: (["Its rules must let members of this workspace push to main."], [])
        case .noSpace: (["Ask whoever runs it to make room."], [])
        case .checkedOut: ([], [.init("share a bare one instead", "git init --bare <folder>")])
        case .moved, .noAnswer: (["Type it again."], [])
        case .hook, .noAtomicPush, .noSuchRef, .other: ([], [])
        case .lockedHere:
            if let lockFile {
                (
                    ["If no git is at work here, one was killed and left the lock behind. Remove it then."],
                    [.init("only if no git and no assent runs here", Shell.line(["rm", lockFile]))]
                )
            } else {
                (["Type it again."], [])
            }
        case .readOnlyHere: (["Ask whose it is for the right to write, or work in a clone of your own."], [])
        case .noSpaceHere: (["Make room, and type it again."], [])
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

    package var explanation: RefusalWords {
        if problem == .noAnswer {
            return RefusalWords(
                "the connection to \(remote) broke, and \(remote) had not done it a moment later. Nothing was changed here.",
                facts: said,
                next: [.init("look, and type it again if it is not done", "assent status")])
        }
        let (facts, next) = advice
        return RefusalWords(
            "\(meaning). Nothing was changed, locally or on \(remote).",
            facts: said + facts, next: next)
    }
}
