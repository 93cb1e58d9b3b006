import Approvals
import Git
import Resources

extension Page {
    package init(_ report: StatusReport, for reader: Reader, width: Int = 80) {
        self.init()
        let person: Words = reader.member.map { "\(reader.name($0.id)) (\($0.role))" } ?? "no member of this workspace"
        split("\(report.head, .strong)", "\(reader.settings.workspace) · \(person)")
        gap()
        if let problem = report.problem {
            self.problem(RefusalWords(problem, in: RefusalContext(reader, width: width)))
        }
        if let preview = report.preview { work(preview, report, reader, width) }
        if let here = report.onlyHere { onlyHere(here, isOnMain: report.isOnMain, reader) }
        overrides(report.overrides)
        attributes(report.attributes)
        gap()
        let currentRequest = report.preview?.plan?.request?.id
        let mine = report.mine.filter { $0.request.id != currentRequest }
        section("Your requests", mine, all: .command("assent requests --mine"), reader)
        section("Waits for you", report.forMe, all: .command("assent requests --for-me"), reader)
        if !report.otherDrafts.isEmpty {
            line("Your other drafts: \(report.otherDrafts.map { "\($0.name)" as Words }.inWords(limit: 6))")
            gap()
        }
        if !report.unsound.isEmpty {
            add(Page(unsound: report.unsound))
            gap()
        }
        commands(Page.nextSteps(report, reader))
    }

    private mutating func onlyHere(_ here: OnlyHere, isOnMain: Bool, _ reader: Reader) {
        if isOnMain, here.commits > 0 {
            gap()
            line(
                "\(counted(here.commits, "commit")) on \(reader.branch) here \(here.commits == 1 ? "is" : "are") not on \(here.remote): \(reader.branch) changes only by approval.",
                hanging: 2)
            let draft = "draft/\(reader.member?.id ?? "me")/work"
            let published = "\(here.remote)/\(reader.branch)"
            add(
                Page(steps: [
                    .init("make a draft of that", Shell.line(["git", "switch", "-c", draft])),
                    .init("then", Shell.line(["git", "branch", "-f", reader.branch, published])),
                ]))
        }
        if here.requests > 0 {
            gap()
            line(
                "\(counted(here.requests, "request was", "requests were")) made here before \(here.remote) had this workspace, and only you see \(here.requests == 1 ? "it" : "them").",
                hanging: 2)
            let refs = "refs/assent/*:refs/assent/*"
            add(Page(steps: [.init("share them", Shell.line(["git", "push", here.remote, refs]))]))
        }
    }

    private mutating func problem(_ problem: RefusalWords) {
        line(problem.message)
        for fact in problem.facts { line(fact, indent: 2, hanging: 4) }
        add(problem.details)
        add(Page(steps: problem.next))
    }

    /// The work at hand: what it changes, what needs approval and why, and what was found.
    private mutating func work(_ preview: Preview, _ report: StatusReport, _ reader: Reader, _ width: Int) {
        let reviews = ResourceReview.all(of: preview.changes, uses: preview.uses, layout: reader.layout)
        place(preview, report, reviews, reader)
        if let plan = preview.plan, !plan.merge.conflicts.isEmpty {
            gap()
            line("\(reader.branch) changed meanwhile what this draft changes too:")
            conflicts(plan.merge.conflicts, reader.layout)
        }
        gap()
        changes(reviews, reader.layout, isBrief: true)
        gap()
        findings(preview.findings.filter { !$0.isInherited }, width: width)
        gap()
        for overlap in report.overlaps { line("\(reader.words(overlap)).", hanging: 2) }
    }

    private mutating func place(
        _ preview: Preview, _ report: StatusReport, _ reviews: [ResourceReview], _ reader: Reader
    ) {
        let unsaved = preview.unsaved.count
        if let draft = preview.draft {
            let conflicts = preview.plan?.merge.conflicts.count ?? 0
            if reviews.isEmpty, preview.plan?.isEmpty ?? true, unsaved == 0 {
                // What stood in it may be live, by a draft that stands on this one.
                if report.isLive {
                    line("\(draft.name) is live: all that it changed is published.")
                } else if preview.plan?.request == nil {
                    let folders = ResourceKind.allCases.map { "\(reader.layout.path(inRoot: $0.folder))/" as Words }
                    line("This draft changes nothing yet: edit files in \(folders.inWords()).")
                }
            } else if reviews.isEmpty, conflicts == 0 {
                line("This draft changes how files are written, and nothing that they mean.")
            } else if !reviews.isEmpty {
                line("This draft changes \(Words(counting: reviews)).")
            }
            standing(on: report.beneath)
            if let remote = report.behind {
                let isAskedFor = preview.plan?.request.map { $0.revision != draft.tip } ?? false
                let request: Words = isAskedFor ? "; the request is for what they submitted" : Words()
                line("Others have added to it on \(remote), and that is not here yet\(request).", hanging: 2)
            }
            if let request = preview.plan?.request, let plan = preview.plan {
                let state = Words(stateOf: plan, reader)
                line(
                    "Submitted \(reader.ago(request.record.submitted)) as \(reader.short(request.id)) · \(state).",
                    hanging: 2)
                lastWord(in: request, reader)
                if request.revision != draft.tip && report.behind == nil || unsaved > 0 {
                    line("Later changes are not part of the request until you submit again.")
                }
            }
        } else if report.isOnMain {
            if unsaved == 0 { line("You are on \(reader.branch): what is published.") }
        } else if reviews.isEmpty {
            line("This is not a draft. Run assent check to see what it changes.")
        }
        if unsaved > 0 {
            let files = preview.unsaved.map { "\($0)" as Words }.inWords("and", limit: 5)
            let consequence: Words =
                preview.draft == nil ? " \(reader.branch) changes only by approval, so saving starts a draft." : Words()
            line("Not saved: \(files).\(consequence)")
        }
        if preview.needsApproval {
            needsApproval(preview, reader)
        } else if !reviews.isEmpty {
            line("No approval needed: only names or descriptions change.")
        }
    }

    private mutating func needsApproval(_ preview: Preview, _ reader: Reader) {
        let needs = reader.needs(preview.changes)
        guard !needs.isEmpty else { return }
        let isOff =
            !reader.settings.requiresApprovals && !preview.touches.contains { $0.needsManage && $0.needsApproval }
        if isOff {
            line("Approvals are off in this workspace: who may publish may do so at once.")
            return
        }
        let mayPublish = reader.member.map { reader.policy.may($0.id, .publish, preview.touches) } ?? false
        let waiver: Words = mayPublish ? " (you may publish without)" : Words()
        line("Needs approval\(waiver): \(needs.inWords(limit: 6)).")
    }

    /// The newest few; who has hundreds wants to see what stands beneath, too.
    private mutating func section(_ title: Words, _ entries: [RequestEntry], all: Words, _ reader: Reader) {
        guard !entries.isEmpty else { return }
        line(title.toned(.strong))
        let most = 8
        for entry in entries.prefix(most) { self.entry(entry, reader, indent: 1) }
        if entries.count > most { line("and \(entries.count - most) more: \(all)", indent: 1) }
        gap()
    }

    static func nextSteps(_ report: StatusReport, _ reader: Reader) -> [Words] {
        guard let me = reader.member, let preview = report.preview else { return [] }
        let mayDraft = reader.settings.permissions(of: me).contains(.draft)
        if report.behind != nil { return [.command("assent draft update")] }
        if report.isLive, preview.unsaved.isEmpty { return [.command("assent draft switch \(reader.branch)")] }
        if !preview.unsaved.isEmpty, mayDraft { return [.command("assent save", then: "-m \"…\"")] }
        var steps: [Words] = []
        if let plan = preview.plan, let draft = preview.draft {
            let isNew = plan.request == nil || plan.request?.revision != draft.tip
            let isSound = plan.merge.conflicts.isEmpty && plan.newErrors.isEmpty && !plan.isEmpty
            // It puts the conflict into the files, where it can be settled.
            if !plan.merge.conflicts.isEmpty { return [.command("assent draft update")] }
            if isSound, isNew, mayDraft {
                let mayPublish = reader.policy.may(me.id, .publish, plan.touches) || plan.decision.isSatisfied
                if mayPublish { steps.append(.command("assent publish")) }
                if plan.needsApproval { steps.append(.command("assent submit")) }
            } else if plan.isReady, !plan.isEmpty, mayDraft {
                steps.append(.command("assent publish"))
            }
            if !preview.changes.isEmpty { steps.append(.command("assent diff")) }
            if plan.request != nil { steps.append(.command("assent view", reader.short(draft: draft.name))) }
            if plan.request != nil, plan.isEmpty {
                steps.append(.command("assent withdraw", reader.short(draft: draft.name)))
            }
        } else if mayDraft, report.isOnMain, report.forMe.isEmpty {
            steps.append(.command("assent draft start", then: "<name>"))
        }
        if let first = report.forMe.first {
            steps.append(.command("assent view", reader.short(draft: first.request.draftName)))
        }
        return steps
    }
}
