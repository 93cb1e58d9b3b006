package import Approvals
import Git

extension Words {
    /// One line, on standard error.
    package init(_ notice: MainNotice) {
        switch notice {
        case .pinned(let branch, let genesis, let source):
            let reason: Words =
                switch source {
                case .remoteHead(let remote): "the HEAD of \(remote)"
                case .head: "the branch that HEAD is on"
                case .onlyCandidate: "the only local branch with a workspace"
                case .configuration: "as assent.branch says"
                }
            self =
                "assent: first use of this clone: pinned \(branch) (\(reason)) as the published branch, which starts at \(genesis.short)"
        case .renamed(let old, let new):
            self = "assent: the published branch \(old) was renamed, as proven: pinned \(new) instead"
        case .lost(let branch, let remote, let commit):
            let place: Words = remote.map { " on \(Words($0))" } ?? Words()
            self =
                "assent: \(branch)\(place) is not what this clone knows as published: its history lacks \(commit.short). What is shown comes from it anyway:\u{A0} \(.command("assent verify"))"
        case .setBack(let branch, let remote, let seen, let tip):
            let place: Words = remote.map { " on \(Words($0))" } ?? Words()
            self =
                "assent: \(branch)\(place) was set back from \(seen.short) to \(tip.short): what was published in between is not shown:\u{A0} \(.command("assent verify"))"
        }
    }
}
