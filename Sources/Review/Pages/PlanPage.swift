import Approvals
import Git
package import Resources
import YAML

/// `view`: what is new since the reader last looked; what blocks a change and who can unblock it; counts and risks;
/// fields, published → proposed, and the SQL; the discussion; what to type next.
package struct PlanPage {
    /// How much of it is shown. A member who approves has to see all of it.
    package enum Extent: Hashable, Sendable {
        case whole
        /// What blocks it and what changes, where something else was said first and last.
        case review
        /// What blocks it, and how much of each resource changes.
        case counts
        /// What changes of one of its resources.
        case one(ResourceID)
    }

    private let facts: PlanFacts
    private let reader: Reader
    private let extent: Extent
    private var plan: Plan { facts.plan }

    package init(_ facts: PlanFacts, showing extent: Extent = .whole, for reader: Reader) {
        self.facts = facts
        self.extent = extent
        self.reader = reader
    }

    package var page: Page {
        let reviews = ResourceReview.all(of: plan.changes, uses: plan.uses, layout: reader.layout)
        switch extent {
        case .whole: return whole(reviews)
        case .review: return review(reviews)
        case .counts:
            var page = Page()
            page.add(header)
            page.gap()
            page.add(.table(Table(verdicts(reviews))))
            page.gap()
            page.add(.table(Table(.fields, reviews.map { Table.Row($0.heading, $0.whatChanged) })))
            return page
        case .one(let resource):
            var page = Page()
            page.add(header)
            page.gap()
            page.add(
                ChangeTables(reviews.filter { $0.resource == resource || $0.renamedTo == resource }, reader.layout)
                    .blocks)
            return page
        }
    }

    private func whole(_ reviews: [ResourceReview]) -> Page {
        var page = facts.since?.page(for: reader) ?? Page()
        page.gap()
        page.add(header)
        page.add(review(reviews))
        page.gap()
        if let request = plan.request {
            page.add(Discussion(of: request, plan, for: reader).blocks)
        }
        page.gap()
        page.add(.commands(facts.nextSteps(for: reader)))
        return page
    }

    private func review(_ reviews: [ResourceReview]) -> Page {
        var page = Page()
        if let beneath = Words(standingOn: facts.beneath) { page.tell(beneath) }
        page.gap()
        page.add(.table(Table(verdicts(reviews))))
        page.gap()
        page.add(ConflictTable(Conflicts(plan.merge.conflicts, reader.layout)).blocks)
        page.add(Page(plan.newErrors))
        page.gap()
        page.add(ChangeTables(reviews, reader.layout).blocks)
        page.gap()
        // Inherited findings are not repeated, except for attributes: nobody approved the files that they put on disk.
        page.add(
            Page(
                plan.findings.filter {
                    $0.severity != .error && !$0.isRisk && (!$0.isInherited || $0.code == .attributes)
                }))
        return page
    }

    // MARK: - Header

    private var header: [Block] {
        let title: Words = "\(plan.draft, .strong) → \(reader.branch)"
        guard let request = plan.request else {
            return [.heading(title, aside: [Words("not submitted", .faint)])]
                + (facts.ended.map {
                    [
                        .paragraph("\(Words(ended: $0, of: plan.draft, isThis: true, reader)).")
                    ]
                } ?? [])
        }
        let age: Words =
            reader.elapsed(since: request.record.submitted).map {
                $0 == Reader.justNow ? "opened just now" : "open \($0)"
            } ?? "open"
        return [.heading(title, aside: [age, Words(reader.short(request.id), .faint)])]
            + Discussion(of: request, plan, for: reader).asking
    }

    // MARK: - What blocks

    private func verdicts(_ reviews: [ResourceReview]) -> [Verdict] {
        // The wrong model behind a campaign, and rows that all count as new, are seen before anything else.
        var verdicts = plan.risks.map(Verdict.init(risk:)) + reviews.compactMap(Verdict.init(deletionIn:))
        verdicts += reader.verdicts(on: plan) + blockers
        if let checks { verdicts.append(checks) }
        verdicts += facts.overlaps.map { Verdict(.note, "others", reader.words($0)) }
        if !reviews.isEmpty { verdicts.append(Verdict(.note, "changes", Words(counting: reviews))) }
        return verdicts
    }

    private var blockers: [Verdict] {
        var verdicts: [Verdict] = []
        if let unproven = reader.unproven(plan) { verdicts.append(unproven) }
        for void in plan.voids where plan.verdicts[void.event.actor] == nil {
            let what: Words = void.event.isDecline ? "a decline" : "an approval"
            let words: Words = "\(what) in the name of \(reader.name(void.event.actor)) \(Words(void.reason))"
            verdicts.append(Verdict(.note, "void", words))
        }
        if plan.isEmpty {
            let words: Words = "none: publishing it would change nothing on \(reader.branch)"
            verdicts.append(Verdict(.blocks, "changes", words))
        }
        if !plan.merge.conflicts.isEmpty { verdicts.append(conflict) }
        verdicts += facts.rivals.map { Verdict(.note, "twice", reader.words(rival: $0)) }
        if !facts.after.isEmpty {
            let names = facts.after.map { Words($0, .strong) }.inWords()
            verdicts.append(
                Verdict(.note, "with", "goes live only after \(names), or together with it: shown as it will be then"))
        }
        if facts.hasMovedOn {
            let now: Words = facts.isDraftEmpty ? "no longer changes anything" : "has newer commits"
            let words: Words = "\(now); the request, as shown here, is for \(plan.revision.short)"
            verdicts.append(Verdict(.note, "draft", words))
        }
        let approvers = plan.decision.requirements.flatMap { $0.given + $0.candidates }
        let helped = facts.committers.filter { approvers.contains($0) && !plan.authors.contains($0) }
        if !helped.isEmpty {
            let words: Words =
                "according to git, some are by \(reader.who(helped, "and")), who may approve it"
            verdicts.append(Verdict(.note, "commits", words))
        }
        return verdicts
    }

    private var conflict: Verdict {
        let authors = plan.authors.sorted()
        let who: Words = authors.isEmpty ? "an author" : reader.who(authors)
        let conflicts = plan.merge.conflicts
        let what =
            Words(deletionsAmong: conflicts, with: "this", reader)
            ?? "\(reader.branch) changed \(counted(conflicts.count, "field")) that this changes too"
        return Verdict(
            .blocks, "conflict",
            "\(what); \(who) can resolve it in the draft"
        )
    }

    /// Nil where conflicts leave nothing to check.
    private var checks: Verdict? {
        let errors = plan.newErrors.count
        let warnings = plan.findings.count { $0.severity == .warning && !$0.isRisk && !$0.isInherited }
        let notices = plan.findings.count { $0.severity == .notice && !$0.isInherited }
        let inherited = plan.findings.count { $0.isInherited }
        guard plan.merge.conflicts.isEmpty || errors > 0 else { return nil }
        var words: [Words] = []
        if errors > 0 { words.append(counted(errors, "error")) }
        if warnings > 0 { words.append(counted(warnings, "warning")) }
        if notices > 0 { words.append(counted(notices, "notice")) }
        // Risks are findings too, and stand above.
        let none: Words = plan.risks.isEmpty ? "no findings" : "no other findings"
        var text: Words = words.isEmpty ? none : words.joined(by: ", ")
        if errors > 0 { text += ", below: to be fixed in the draft" }
        if inherited > 0 { text += Words(" (and \(inherited) already published)", .faint) }
        return Verdict(errors > 0 ? .blocks : .met, "checks", text)
    }
}
