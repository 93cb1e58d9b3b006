import Approvals
import Git
import Resources
import SSH
import Signatures

/// What `verify` found out about main.
package struct VerificationPage {
    private let report: VerificationReport
    private let reader: Reader
    private let isVerbose: Bool
    private var verification: Verification { report.verification }

    /// - Parameter isVerbose: also who asked for, approved and published what, with which key.
    package init(_ report: VerificationReport, for reader: Reader, isVerbose: Bool = false) {
        self.report = report
        self.reader = reader
        self.isVerbose = isVerbose
    }

    package var page: Page {
        var page = proof
        page.add(Overrides(report.overrides).page)
        page.add(AttributeNotes(report.attributes).page)
        return page
    }

    private var proof: Page {
        if let lost = report.lost, verification.failure?.isOfLine == true {
            let line = LostLine(lost)
            return line.page(first: [Verdict(.blocks, reader.branch, "\(line.sentence)")])
        }
        var page = Page()
        var verdicts: [Verdict] = []
        if let failure = verification.failure {
            page.add(FailurePage(failure, verification, reader).page)
            page.gap()
        } else {
            let count = verification.accepted.reduce(0) { $0 + $1.commits.count }
            let but: Words = count == 0 ? Words() : ", except for \(counted(count, "commit")) accepted without approval"
            verdicts.append(
                Verdict(.met, reader.branch, "every published change followed the rules\(but)"))
        }
        verdicts +=
            history + settings + report.verification.proven.waived.map(waived) + verification.accepted.map(accepted)
        page.add(.table(Table(verdicts + report.closed.map(closed))))
        if verification.failure == nil {
            page.gap()
            page.say(
                """
                This proves that each change had the approvals that the rules required. It cannot show whether \
                somebody withdrew an approval later.
                """)
        }
        if isVerbose { page.add(WitnessPage(verification, reader).page) }
        return page
    }

    // MARK: - What there is

    private var history: [Verdict] {
        let landings = verification.proven
        let count = landings.count
        var verdicts = [
            Verdict(nil, "start", "\(verification.genesis.short): what was there before was adopted unchanged")
        ]
        for founder in report.founders {
            verdicts += founder.publicKeys.map {
                Verdict(nil, "founder", "\(Words(founder.name)), \(Fingerprint(of: $0).text)")
            }
        }
        let until: Words = verification.failure == nil ? Words() : " before it"
        let approved = count - landings.waived.count - landings.unneeded
        var parts: [Words] = [counted(count, "change") + " published\(until)"]
        if approved > 0 { parts.append("\(approved)\u{A0}approved") }
        if landings.unneeded > 0 { parts.append("\(landings.unneeded)\u{A0}needed no approval") }
        if !landings.waived.isEmpty {
            parts.append("\(landings.waived.count)\u{A0}by members who may publish without approval")
        }
        verdicts.append(Verdict(nil, "history", parts.joined(by: " · ")))
        if count > 0 { verdicts.append(Verdict(nil, "signed", signed(landings.signed, of: count))) }
        if verification.otherCommits > 0 {
            let others = counted(verification.otherCommits, "commit") + " to files outside the workspace"
            verdicts.append(Verdict(nil, "beside", others))
        }
        return verdicts
    }

    /// How many changes of settings nobody had to approve, and which these are.
    private var settings: [Verdict] {
        let count = verification.proven.freeSettings
        guard count > 0 else { return [] }
        let more: Words = isVerbose ? ":" : " (--verbose lists \(count == 1 ? "it" : "them"))"
        return [Verdict(nil, "settings", "\(counted(count, "change")) to settings needed no approval\(more)")]
            + report.settings.map { item in
                let when: Words = item.landing.time.map { ", \(reader.ago($0))" } ?? Words()
                return Verdict(
                    .note, "",
                    "\(item.landing.commit.short) by \(reader.name(item.landing.publisher))\(when): \(what(item.changes))"
                )
            }
    }

    /// Field by field, on a line.
    private func what(_ changes: [FileChange]) -> Words {
        let most = 5
        let fields = changes.flatMap { change in
            let file: Words = change.file == .settings ? Words() : "\(reader.layout.path(of: change.file)) "
            return change.isOpaque ? ["\(file)the file itself"] : change.fields.map { file + Words(changed: $0) }
        }
        if fields.isEmpty { return "only comments or layout" }
        let more: [Words] = fields.count > most ? ["\(fields.count - most) more"] : []
        return (fields.prefix(most) + more).joined(by: ", ")
    }

    private func signed(_ signed: Int, of count: Int) -> Words {
        switch signed {
        case count: "all of them, with keys that their members had at the time"
        case 0: "none of them: only git says who their authors are"
        default: "\(counted(signed, "change")): only git says who the authors of the others are"
        }
    }

    private func waived(_ landing: ProvenLanding) -> Verdict {
        let publisher = landing.waivedBy.map(reader.name) ?? "somebody"
        let reason: Words = landing.reason.map { ": \(Words(quoting: $0))" } ?? ", no reason given"
        return Verdict(.note, "waived", "\(landing.commit.short) \(landing.draft ?? "") by \(publisher)\(reason)")
    }

    /// Accepted, not approved.
    private func accepted(_ run: AcceptedCommits) -> Verdict {
        Verdict(
            .risk, "accepted",
            "\(run.commits.map { "\($0.short)" as Words }.inWords(limit: 6)), not approved: by \(reader.who([run.event.actor])), \(reader.ago(run.event.time))\(Words(reasonOf: run.event))",
            notes: [reader.words(of: run.changes)])
    }

    private func closed(_ landing: ClosedLanding) -> Verdict {
        let isDeleted = landing.closing.kind == .delete
        let who = reader.who([landing.closing.actor])
        let did: Words = isDeleted ? "deleted its draft" : "withdrew it"
        return Verdict(
            .note, isDeleted ? "deleted" : "withdrawn",
            "\(landing.commit.short) published \(landing.draft, .strong), whose request is closed: \(who) \(did) \(reader.ago(landing.closing.time))\(Words(reasonOf: landing.closing)). \(reader.branch) alone does not show whether that was before it went live."
        )
    }
}
