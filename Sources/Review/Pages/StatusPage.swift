import Approvals
import Git
import Resources

/// `status`: where I am, what I changed, and what waits for me.
package struct StatusPage {
    private let report: StatusReport
    private let reader: Reader

    /// People with hundreds of requests also want to see what stands below them.
    private static let mostEntries = 8

    package init(_ report: StatusReport, for reader: Reader) {
        self.report = report
        self.reader = reader
    }

    package var page: Page {
        var page = Page()
        let person: Words =
            reader.member.map { "\(reader.name($0.id)) (\($0.role))" } ?? "not a member of this workspace"
        page.add(.heading("\(report.head, .strong)", aside: ["\(reader.settings.workspace) · \(person)"]))
        page.gap()
        if let problem = report.problem { page.add(self.problem(RefusalWords(problem, in: RefusalContext(reader)))) }
        if let preview = report.preview { page.add(work(preview)) }
        page.add(onlyHere)
        page.gap()
        if !reader.settings.branch.isExactly(reader.branch) {
            page.tell(
                MainToRenamePage.sentence(reader.branch, to: reader.settings.branch),
                .steps(.renaming(reader.branch, to: reader.settings.branch, on: report.remote)))
            page.gap()
        }
        page.add(Page(report.otherRoot))
        // On main: a member who works on a draft knows it already.
        if report.draft == nil, let beside = Words(beside: report.beside) { page.tell(beside) }
        if let unapproved = Words(pastApproval: report.unapproved, on: reader.branch) {
            page.gap()
            page.tell(unapproved, .steps([NextStep(pastApproval: report.unapproved)]))
        }
        page.add(Overrides(report.overrides).page)
        page.add(AttributeNotes(report.attributes).page)
        let mine = report.mine.filter { $0.request.id != report.current?.request.id }
        list("Your requests", mine, all: .command("assent requests --mine"), on: &page)
        list("Waits for you", report.forMe, all: .command("assent requests --for-me"), on: &page)
        page.gap()
        for ended in report.ended where ended.draft == nil || ended.draft != report.draft?.name {
            page.tell("\(Words(ended: ended.request, of: ended.draft, isThis: false, reader)).")
        }
        page.gap()
        if !report.otherDrafts.isEmpty {
            page.say("Your other drafts: \(report.otherDrafts.map { "\($0.name)" as Words }.inWords(limit: 6))")
        }
        if !report.liveDrafts.isEmpty {
            let names = report.liveDrafts.map { "\($0.name)" as Words }.inWords(limit: 6)
            page.tell(
                "Live, and no longer needed: \(names).", .steps([NextStep("delete the branches", "assent draft prune")])
            )
        }
        page.gap()
        page.add(UnsoundRefs(report.unsound).page)
        page.gap()
        page.add(.commands(report.nextSteps(for: reader)))
        return page
    }

    private func problem(_ problem: RefusalWords) -> Page {
        var page = Page(.paragraph(problem.message), .facts(problem.facts))
        page.add(problem.details)
        page.add(.steps(problem.next))
        return page
    }

    private func list(_ title: Words, _ entries: [RequestEntry], all: Words, on page: inout Page) {
        if entries.isEmpty { return }
        page.gap(title)
        for entry in entries.prefix(Self.mostEntries) { page.add(.entry(RequestPage(entry, for: reader).entry)) }
        let left = entries.count - Self.mostEntries
        if left > 0 { page.add(.list(List(.remarks, [List.Item("and \(left) more: \(all)")]))) }
    }

    private var onlyHere: Page {
        var page = Page()
        if let lost = report.lost {
            page.gap()
            page.tell(
                "\(LostLine(lost).sentence).",
                .steps([NextStep("see what is missing, and what to do", "assent verify")]))
        }
        guard let here = report.onlyHere else { return page }
        // What main lost was published: as a draft it would be asked for once more.
        if report.isOnMain, report.lost == nil, let committed = CommittedHere(here, to: reader.branch) {
            page.gap()
            page.tell(committed.sentence, .steps(committed.makingDraft(of: reader.member?.id)))
        }
        if here.requests > 0 {
            page.gap()
            let refs = "refs/assent/*:refs/assent/*"
            page.tell(
                "\(counted(here.requests, "request was", "requests were")) made here before \(here.remote) had this workspace, and only you can see \(here.requests == 1 ? "it" : "them").",
                .steps([NextStep("share them", Shell.line(["git", "push", here.remote, refs]))]))
        }
        return page
    }

    // MARK: - The current work

    /// What it changes, what needs approval and why, and what was found.
    private func work(_ preview: Preview) -> Page {
        let reviews = ResourceReview.all(of: preview.changes, uses: preview.uses, layout: reader.layout)
        var page = place(preview, reviews)
        if report.conflicts.areAllResolved {
            page.say("All conflicts with \(reader.branch) are resolved; saving completes the merge.")
        }
        if !report.conflicts.fields.isEmpty {
            page.gap()
            page.add(
                ConflictTable.blocks(
                    report.conflicts.fields, with: "this draft", limit: ConflictTable.few, for: reader))
        }
        page.gap()
        page.add(ChangeTables(reviews, reader.layout, isBrief: true).blocks)
        page.gap()
        page.add(Page(preview.findings.filter { !$0.isInherited }))
        page.gap()
        for overlap in report.overlaps { page.tell("\(reader.words(overlap)).") }
        return page
    }

    private func place(_ preview: Preview, _ reviews: [ResourceReview]) -> Page {
        var page = Page()
        if let draft = preview.draft {
            page = self.draft(draft, preview, reviews)
        } else if report.isOnMain {
            if preview.unsaved.isEmpty { page.say("You are on \(reader.branch), the published branch.") }
        } else if report.isUnborn {
            let goingOn =
                report.isBare
                ? NextStep(
                    "to let clones start there",
                    Shell.line(["git", "symbolic-ref", "HEAD", Refs.heads + reader.branch]))
                : NextStep("go there", Shell.line(["git", "switch", reader.branch]))
            page.tell(
                "\(report.head) has no commits: what is published is on \(reader.branch).", .steps([goingOn]))
        } else if reviews.isEmpty {
            page.say("This is not a draft. Run assent check to see what it changes.")
        }
        if !preview.unsaved.isEmpty {
            let files = preview.unsaved.map { "\($0)" as Words }.inWords("and", limit: 5)
            let consequence: Words =
                preview.draft == nil ? " \(reader.branch) changes only through drafts, so saving starts one." : Words()
            page.say("Not saved: \(files).\(consequence)")
        }
        if let misnamed = Words(misnamed: preview.misnamed) { page.say(misnamed + ".") }
        if preview.needsApproval {
            page.add(.paragraph(needsApproval(preview)))
        } else if !reviews.isEmpty {
            page.say("No approval needed: only names or descriptions change.")
        }
        return page
    }

    private func draft(_ draft: Draft, _ preview: Preview, _ reviews: [ResourceReview]) -> Page {
        var page = Page()
        page.add(.paragraph(whatChanges(on: draft, preview, reviews)))
        if let beneath = Words(standingOn: report.beneath) { page.tell(beneath) }
        if let remote = report.behind {
            let isAskedFor = preview.plan?.request.map { $0.revision != draft.tip } ?? false
            let request: Words = isAskedFor ? "; the request is for their version" : Words()
            page.tell("Others have added commits on \(remote) that are not here yet\(request).")
        }
        guard let current = report.current else {
            if let last = report.ended.first(where: { $0.draft == draft.name }) {
                page.tell("\(Words(ended: last.request, of: draft.name, isThis: true, reader)).")
            }
            return page
        }
        let request = current.request
        let wasInConflict = current.plan?.merge.conflicts.isEmpty == false
        let state: Words =
            wasInConflict && report.conflicts.fields.isEmpty
            ? "the version that was submitted conflicts with \(reader.branch), and this draft no longer does"
            : current.state(reader)
        page.tell("Submitted \(reader.ago(request.record.submitted)) as \(reader.short(request.id)) · \(state).")
        if let last = reader.lastWord(in: request) { page.tell(last.capitalized) }
        let isEmpty = preview.plan?.isEmpty ?? false
        if request.revision != draft.tip && report.behind == nil && !isEmpty || !preview.unsaved.isEmpty {
            page.say("Later changes are not part of the request until you submit again.")
        }
        return page
    }

    /// In one sentence; nothing where something else says it.
    private func whatChanges(on draft: Draft, _ preview: Preview, _ reviews: [ResourceReview]) -> Words {
        guard reviews.isEmpty else { return "This draft changes \(Words(counting: reviews))." }
        guard preview.plan?.isEmpty ?? true, preview.unsaved.isEmpty else {
            return preview.plan?.merge.conflicts.isEmpty ?? true
                ? "This draft changes only formatting, not what files mean." : Words()
        }
        // What stood in it may be live, by a draft that stands on this one.
        if report.isSuperseded {
            return "\(draft.name) was published, and \(reader.branch) has changed again since."
        }
        if report.isLive { return "\(draft.name) is live: all of its changes are published." }
        if preview.plan?.request != nil {
            return report.current?.plan?.isEmpty ?? true
                ? Words() : "This draft no longer changes anything; its request still does."
        }
        let folders = ResourceKind.allCases.map { "\(reader.layout.path(inRoot: $0.folder))/" as Words }
        return "This draft changes nothing yet: edit files in \(folders.inWords())."
    }

    private func needsApproval(_ preview: Preview) -> Words {
        let needs = reader.needs(preview.changes)
        if needs.isEmpty { return Words() }
        let isOff =
            !reader.settings.requiresApprovals && !preview.touches.contains { $0.needsManage && $0.needsApproval }
        if isOff { return "Approvals are off in this workspace: anyone who may publish can do so at once." }
        let mayPublish = reader.member.map { reader.policy.may($0.id, .publish, preview.touches) } ?? false
        let waiver: Words = mayPublish ? " (you may publish without it)" : Words()
        return "Needs approval\(waiver): \(needs.inWords(limit: 6))."
    }
}
