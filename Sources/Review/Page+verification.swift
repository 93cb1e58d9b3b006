package import Approvals
import Git
package import Resources
import SSH
import Signatures

extension Page {
    /// What `verify` found out about main.
    ///
    /// - Parameters:
    ///   - founders: who administered the workspace when it began.
    ///   - closed: publishes of requests that were withdrawn, as their refs say.
    ///   - isVerbose: also who asked for, approved and published what, with which key.
    package init(
        _ verification: Verification, for reader: Reader, founders: [Member] = [], closed: [ClosedLanding] = [],
        isVerbose: Bool = false
    ) {
        self.init()
        if let failure = verification.failure, case .lineLost(let seen) = failure.reason {
            verdict(
                Verdict(mark: .blocks, name: "\(reader.branch)", words: "it went back on what was verified here before")
            )
            lostLine(seen, verification.tip, "\(reader.branch)")
            return
        }
        let landings = verification.proven
        let count = landings.count
        let approved = count - landings.waived.count - landings.unneeded
        if let failure = verification.failure {
            self.failure(failure, verification, reader)
            gap()
        } else {
            let count = verification.accepted.reduce(0) { $0 + $1.commits.count }
            let but: Words = count == 0 ? Words() : ", but for \(counted(count, "commit")) accepted without approval"
            verdict(
                Verdict(
                    mark: .met, name: "\(reader.branch)",
                    words: "every published change was let through by the rules\(but)"))
        }
        row(
            "start", "\(verification.genesis.short): what lay before was adopted as it was", indent: 3,
            at: Page.verdictColumn)
        for founder in founders {
            for key in founder.publicKeys {
                row("founder", "\(Words(founder.name)), \(key.fingerprint)", indent: 3, at: Page.verdictColumn)
            }
        }
        let until: Words = verification.failure == nil ? Words() : " before it"
        var parts: [Words] = [counted(count, "change") + " published\(until)"]
        if approved > 0 { parts.append("\(approved)\u{A0}approved") }
        if landings.unneeded > 0 { parts.append("\(landings.unneeded)\u{A0}needed no approval") }
        if !landings.waived.isEmpty { parts.append("\(landings.waived.count)\u{A0}published without approval") }
        row("history", parts.joined(by: " · "), indent: 3, at: Page.verdictColumn)
        let signed = landings.signed
        if count > 0 {
            let words: Words =
                switch signed {
                case count: "all of them, by keys that their people had then"
                case 0: "none of them: who is behind them is taken on git's word"
                default: "\(counted(signed, "change")): who is behind the others is taken on git's word"
                }
            row("signed", words, indent: 3, at: Page.verdictColumn)
        }
        if verification.otherCommits > 0 {
            row(
                "beside", counted(verification.otherCommits, "commit") + " to files that are not governed",
                indent: 3, at: Page.verdictColumn)
        }
        for landing in landings.waived {
            let publisher = landing.waivedBy.map(reader.name) ?? "somebody"
            let words: Words = landing.reason.map { ": \(Words(quoting: $0))" } ?? ", no reason given"
            verdict(
                Verdict(
                    mark: .note, name: "waived",
                    words: "\(landing.commit.short) \(landing.draft ?? "") by \(publisher)\(words)"))
        }
        for run in verification.accepted { accepted(run, reader) }
        for landing in closed {
            let isDeleted = landing.closing.kind == .delete
            let who = reader.who([landing.closing.actor])
            let did: Words = isDeleted ? "deleted its draft" : "withdrew it"
            verdict(
                Verdict(
                    mark: .note, name: isDeleted ? "deleted" : "withdrawn",
                    words:
                        "\(landing.commit.short) published \(landing.draft, .strong), whose request is closed: \(who) \(did) \(reader.ago(landing.closing.time))\(Words(reasonOf: landing.closing)). From \(reader.branch) alone nobody can tell whether that was before it went live."
                ))
        }
        if verification.failure == nil {
            gap()
            line(
                """
                This proves that each change had the approvals that the rules asked for, not that nobody took theirs \
                back later.
                """)
        }
        if isVerbose { witnesses(of: verification, reader) }
    }

    /// One landing after the other, and how many there were.
    private mutating func witnesses(of verification: Verification, _ reader: Reader) {
        let landings = verification.proven
        for landing in landings.all() {
            gap()
            var marks: [Words] = []
            if landing.waivedBy != nil { marks.append("published without approval") }
            if !landing.isSigned { marks.append("unsigned") }
            let title: Words = "\(landing.commit.short, .faint) \(Words(landing.draft ?? "", .strong))"
            if marks.isEmpty { line(title) } else { split(title, marks.joined(by: ", ")) }
            for witness in landing.witnesses {
                let act: Words =
                    switch witness.act {
                    case .approve: "approved"
                    case .publish: "published"
                    default: "asked"
                    }
                row(act, reader.name(witness.member), indent: 2, at: 13)
                row("", witness.fingerprint.map { "\($0)" } ?? "unsigned", indent: 2, at: 13)
            }
        }
        gap()
        let signed = landings.signed
        let total = landings.count
        var counts: [Words] = [counted(total, "change"), "\(Words("\(signed)")) signed"]
        let waived = landings.waived.count
        if total > signed { counts.append("\(Words("\(total - signed)")) unsigned") }
        if waived > 0 { counts.append("\(Words("\(waived)")) published without approval") }
        let accepted = verification.accepted.reduce(0) { $0 + $1.commits.count }
        if accepted > 0 { counts.append("\(counted(accepted, "commit")) accepted, not approved") }
        line(counts.joined(by: " · "))
    }

    /// Main is not what it was: both commits, what it means, and what to do.
    mutating func lostLine(_ seen: ObjectID, _ tip: ObjectID, _ branch: Words) {
        row(
            "verified", "\(seen.short, .strong): the tip, when it was verified here last", indent: 3,
            at: Page.verdictColumn)
        row("now", "\(tip.short, .strong): \(seen.short) is not on its line", indent: 3, at: Page.verdictColumn)
        gap()
        line(
            """
            Somebody rewrote \(branch) or set it back, or another server answers than before. Each commit may be in \
            order, and changes that were published be gone all the same. Ask who moved it, and look at what is missing:
            """)
        commands([.command("git log --first-parent", "\(tip.short)..\(seen.short)")])
        line("Only if you know that it should be so, give up what is remembered here:")
        commands([.command("assent verify --forget")])
    }

    /// Accepted, not approved.
    private mutating func accepted(_ run: AcceptedCommits, _ reader: Reader) {
        verdict(
            Verdict(
                mark: .risk, name: "accepted",
                words: "\(run.commits.map { "\($0.short)" as Words }.inWords(limit: 6)), not approved: by "
                    + "\(reader.who([run.event.actor])), \(reader.ago(run.event.time))\(Words(reasonOf: run.event))"))
        line(reader.words(of: run.changes), indent: Page.verdictColumn)
    }

    /// What `accept` did, and where verification stops next.
    package init(accepted runs: [AcceptedCommits], _ verification: Verification, for reader: Reader) {
        self.init()
        for run in runs {
            split(
                "Accepted \(run.commits.map { "\($0.short, .strong)" as Words }.inWords(limit: 6)), which nobody approved",
                Words(run.acceptance.short, .faint))
            line(reader.words(of: run.changes), indent: 2, hanging: 4)
        }
        guard let failure = verification.failure else {
            line("\(reader.branch) is valid again:\u{A0} \(.command("assent verify"))", indent: 2)
            return
        }
        line(
            "assent verify goes on, and stops at \(failure.commit.short). \(reader.words(of: failure.reason))",
            indent: 2,
            hanging: 4)
        add(Page(steps: verification.repair?.steps(reader.branch) ?? []))
    }

    private mutating func failure(_ failure: VerificationFailure, _ verification: Verification, _ reader: Reader) {
        verdict(
            Verdict(
                mark: .blocks, name: "\(reader.branch)",
                words: "\(failure.commit.short, .strong) is the first commit that is not valid"))
        line(reader.words(of: failure.reason), indent: Page.verdictColumn)
        line(
            "(rule \(failure.rule) of verification: \(Self.name(ofRule: failure.rule)); nothing after it is proven)",
            indent: Page.verdictColumn)
        gap()
        commands([
            .command("git show --stat", failure.commit.short),
            .command("git log --first-parent", "\(verification.genesis.short)..\(verification.tip.short)"),
        ])
        guard let repair = verification.repair else { return }
        let ids = repair.administrators.map(\.id)
        let administrators: Words = ids.isEmpty ? "An administrator" : reader.who(ids).capitalized
        let isAlone = repair.leavesSettings && repair.commits.count == 1
        line(
            "If it should not be there, \(reader.branch) can be set back to the commit before it, and the change made as a draft. \(administrators) can decide that, or that it may stand\(isAlone ? ":" : ".")",
            indent: 1)
        if isAlone {
            return commands([.command("assent accept", failure.commit.short, then: "-m \"…\"")])
        }
        line(
            repair.leavesSettings
                ? "After it the settings were lost until \(repair.commits.last?.short ?? "") mended them: they are accepted together."
                : "After it the settings are missing, unreadable or another workspace's: they are taken back first.",
            indent: 1)
        add(Page(steps: repair.steps(reader.branch)))
    }

    private static func name(ofRule rule: Int) -> Words {
        switch rule {
        case 1: "the shape of the commit and its events"
        case 2: "who wrote the events"
        case 3: "what was approved is what was published"
        case 4: "who may let it through"
        default: "no request lands twice"
        }
    }
}

extension Reader {
    package func words(of reason: VerificationFailure.Reason) -> Words {
        switch reason {
        case .notALanding(let paths):
            let files = paths.map { "\($0)" as Words }.inWords(limit: 4)
            return "It changes \(files) past approval: it was not published through a request."
        case .damaged(let text): return "It, or what it brings, is damaged: \(text)."
        case .brokenTree(let fault): return "It holds a folder that git does not write: \(fault)."
        case .lookalikes(let paths):
            let files = paths.map { "\($0)" as Words }.inWords(limit: 4)
            return "It adds \(files): on macOS and Windows that takes the place of the workspace's own files."
        case .collidingNames(let path, let other):
            return "It adds \(path) beside \(other): on macOS and Windows the two are one file."
        case .brokenChain(let text): return "Its record of events cannot be believed: \(text)."
        case .wrongRevision(let asked, let found):
            return "Its events speak of revision \(asked.short), but stand on \(found.short)."
        case .anotherWorkspace(let id): return "Its events belong to another workspace or branch (\(id))."
        case .idChanged(let id):
            return
                "It gives the workspace another id (\(id)). If a copy was started there: assent verify --forget --genesis <commit>."
        case .settingsRemoved: return "It removes assent.yaml."
        case .settingsBroken: return "It leaves settings that cannot be read, so nothing after it could be judged."
        case .unreadableSettings: return "The settings before it cannot be read, so nothing can be judged by them."
        case .ungoverned(let paths):
            return "It changes files that drafts may not: \(paths.map { "\($0)" as Words }.inWords(limit: 4))."
        case .anotherSubject: return "What it changes is not what was asked for and approved."
        case .strangers(let ids): return "\(ids.map(name).inWords()) may not draft what it changes."
        case .void(let ids, let problem):
            return "What \(ids.map(name).inWords()) said of it \(Words(problem))."
        case .declined(let ids): return "\(ids.map(name).inWords()) had declined it."
        case .missing(let requirements):
            let words = requirements.map { "\($0.given.count) of \($0.required) approvals" as Words }
            return "It had \(words.inWords())."
        case .landedTwice(let request, let first):
            return "Request \(short(request)) was published before, by \(first.short)."
        case .genesisLost(let genesis):
            return "The workspace's start, \(genesis.short), is not on the line of this branch."
        case .lineLost(let seen): return "\(seen.short), which was the tip before, is not on the line of this branch."
        case .unfitCommit(let commit, let problem):
            return "Its draft has a commit, \(commit.short), that \(ContentRefusal.words(problem))."
        case .tooEarly(let requests):
            return "It was published before \(requests.map { "\(short($0))" as Words }.inWords()), which it rests on."
        }
    }
}
