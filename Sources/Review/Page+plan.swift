import Approvals
import Git
package import Resources
import YAML

extension Page {
    /// `view`: what blocks a change and who can unblock it; counts and risks; fields, published → proposed, and the SQL;
    /// the discussion; what to type next (commands.md).
    package init(viewing facts: PlanFacts, for reader: Reader, width: Int = 80) {
        self.init()
        let plan = facts.plan
        let reviews = ResourceReview.all(of: plan.changes, uses: plan.uses, layout: reader.layout)
        header(of: plan, reader)
        standing(on: facts.beneath)
        gap()
        // The wrong model behind a campaign, and rows that all count as new, are seen before anything else.
        for risk in plan.risks { self.risk(risk) }
        for verdict in reader.verdicts(on: plan) { self.verdict(verdict) }
        blockers(facts, reader)
        checks(plan)
        for overlap in facts.overlaps { verdict(Verdict(mark: .note, name: "others", words: reader.words(overlap))) }
        if !reviews.isEmpty { verdict(Verdict(mark: .note, name: "changes", words: Words(counting: reviews))) }
        let errors = plan.newErrors
        if !errors.isEmpty || !plan.merge.conflicts.isEmpty { gap() }
        conflicts(plan.merge.conflicts, reader.layout)
        findings(errors, width: width)
        gap()
        changes(reviews, reader.layout)
        gap()
        // Inherited findings are not repeated, except for attributes: nobody approved the files that they put on disk.
        findings(
            plan.findings.filter {
                $0.severity != .error && !$0.isRisk && (!$0.isInherited || $0.code == .attributes)
            }, width: width)
        gap()
        discussion(of: plan, reader)
        gap()
        commands(Page.nextSteps(facts, reader))
    }

    // MARK: Header

    private mutating func header(of plan: Plan, _ reader: Reader) {
        let title: Words = "\(plan.draft, .strong) → \(reader.branch)"
        guard let request = plan.request else {
            split(title, Words("not submitted", .faint))
            return
        }
        let age: Words =
            reader.elapsed(since: request.record.submitted).map {
                $0 == Reader.justNow ? "opened just now" : "open \($0)"
            } ?? "open"
        split(title, age + "\u{A0}\u{A0} \(reader.short(request.id), .faint)")
        asks(request, reader)
    }

    /// `Ana Silva asks Bo Chen: "…"`
    mutating func asks(_ request: ApprovalRequest, _ reader: Reader) {
        let record = request.record
        let chosen = record.proposal.to.isEmpty ? record.firstProposal.to : record.proposal.to
        let actor = reader.name(record.proposer)
        let asks: Words = request.state == .open ? "asks" : "asked"
        var words: Words =
            chosen.isEmpty ? "\(actor) \(asks) for approval" : "\(actor) \(asks) \(reader.who(chosen, "and"))"
        let lines = record.comment.map(SafeText.lines) ?? []
        if lines.count == 1 { words += ": “" + Words(trusted: lines[0]) + "”" }
        line(words)
        if lines.count > 1 { for text in lines { line(Words(trusted: text), indent: 3) } }
    }

    // MARK: What blocks

    mutating func risk(_ finding: Finding) {
        verdict(Verdict(mark: .risk, name: finding.code.rawValue, words: Words(finding.message, .warning)))
        for text in finding.help.map(SafeText.lines) ?? [] { line(Words(trusted: text), indent: Page.verdictColumn) }
    }

    private mutating func blockers(_ facts: PlanFacts, _ reader: Reader) {
        let plan = facts.plan
        if let unproven = reader.unproven(plan) { verdict(unproven) }
        for void in plan.voids where plan.verdicts[void.event.actor] == nil {
            let what: Words = void.event.isDecline ? "a decline" : "an approval"
            verdict(
                Verdict(
                    mark: .note, name: "void",
                    words: "\(what) in the name of \(reader.name(void.event.actor)) \(Words(void.reason))"))
        }
        if plan.isEmpty {
            verdict(
                Verdict(
                    mark: .blocks, name: "changes",
                    words: "none: all of it is live on \(reader.branch) already, so there is nothing to publish"))
        }
        if !plan.merge.conflicts.isEmpty {
            let authors = plan.authors.sorted()
            verdict(
                Verdict(
                    mark: .blocks, name: "conflict",
                    words: "\(reader.branch) changed \(counted(plan.merge.conflicts.count, "field")) that this changes"
                        + " too; \(authors.isEmpty ? "an author" : reader.who(authors)) can settle it in the draft"))
        }
        for rival in facts.rivals {
            verdict(Verdict(mark: .note, name: "twice", words: reader.words(rival: rival)))
        }
        if facts.hasMovedOn {
            verdict(
                Verdict(
                    mark: .note, name: "draft",
                    words: "has newer commits; what is asked for, and shown, is \(plan.revision.short)"))
        }
        let approvers = plan.decision.requirements.flatMap { $0.given + $0.candidates }
        let helped = facts.committers.filter { approvers.contains($0) && !plan.authors.contains($0) }
        if !helped.isEmpty {
            verdict(
                Verdict(
                    mark: .note, name: "commits",
                    words: "some are by \(reader.who(helped, "and")), who may approve it: git's author fields say so"))
        }
    }

    private mutating func checks(_ plan: Plan) {
        let errors = plan.newErrors.count
        let warnings = plan.findings.count { $0.severity == .warning && !$0.isRisk && !$0.isInherited }
        let notices = plan.findings.count { $0.severity == .notice && !$0.isInherited }
        let inherited = plan.findings.count { $0.isInherited }
        var words: [Words] = []
        if errors > 0 { words.append(counted(errors, "error")) }
        if warnings > 0 { words.append(counted(warnings, "warning")) }
        if notices > 0 { words.append(counted(notices, "notice")) }
        var text: Words = words.isEmpty ? "no findings" : words.joined(by: ", ")
        if errors > 0 { text += ", below: to be mended in the draft" }
        if inherited > 0 { text += Words(" (and \(inherited) published before)", .faint) }
        if plan.merge.conflicts.isEmpty || errors > 0 {
            verdict(Verdict(mark: errors > 0 ? .blocks : .met, name: "checks", words: text))
        }
    }

    /// Conflicts, field by field, with the three values.
    package mutating func conflicts(_ conflicts: [FieldConflict], _ layout: Layout) {
        for conflict in conflicts {
            let title = conflict.file.resource?.description ?? layout.path(of: conflict.file)
            line("\(title, .strong)  \(conflict.path)", indent: 1)
            if conflict.isOpaque {
                line("one of its versions cannot be read field by field", indent: 3)
                continue
            }
            func side(_ name: Words, _ value: Value?) {
                row(name, value.map { Words($0) } ?? "(not there)", indent: 3, at: 15)
            }
            side("before", conflict.base)
            side("published", conflict.published)
            side("draft", conflict.draft)
        }
    }

    // MARK: Discussion

    mutating func discussion(of plan: Plan, _ reader: Reader) {
        guard let request = plan.request else { return }
        discussion(of: request, subject: plan.subject, reader)
    }

    /// What was said and done since the request was made.
    mutating func discussion(of request: ApprovalRequest, subject: String?, _ reader: Reader) {
        let events = request.record.events
        // The header quotes the newest comment on the request itself.
        let newest = events.last(where: \.isProposal)
        let first = events.first(where: \.isProposal)
        let quoted = newest?.comment == nil ? first : newest
        for event in events where event != first || (first != quoted && first?.comment != nil) {
            let isShown = event == quoted
            let what: Words =
                switch event.kind {
                case .submit: " asked"
                case .revise: " changed the request"
                case .comment: Words()
                case .approve: " approved \(event.subject == subject || subject == nil ? "it" : "an earlier version")"
                case .decline: " declined \(event.subject == subject || subject == nil ? "it" : "an earlier version")"
                case .withdraw: " withdrew it"
                case .delete: " deleted the draft"
                case .publish: event.waives ? " published it without approval" : " published it"
                case .accept: " accepted it"
                }
            let lines = isShown ? [] : event.comment.map(SafeText.lines) ?? []
            let head: Words = "\(reader.name(event.actor))\(what), \(reader.ago(event.time))"
            if lines.isEmpty {
                line(head, indent: 1, hanging: 3)
            } else if lines.count == 1 {
                line("\(head): \(Words(trusted: lines[0]))", indent: 1, hanging: 3)
            } else {
                line("\(head):", indent: 1)
                for text in lines { line(Words(trusted: text), indent: 3) }
            }
        }
        voids(of: request, reader)
    }

    /// What is void stands beside what was said, and is not quoted: those whose names it bears did not say it.
    private mutating func voids(of request: ApprovalRequest, _ reader: Reader) {
        let voids = request.record.voids
        guard !voids.isEmpty else { return }
        line("Void, and without effect:", indent: 1)
        for void in voids.prefix(Self.mostVoids) {
            line(
                "\(Words(actOf: void.event)) in the name of \(reader.name(void.event.actor)) \(Words(void.reason))",
                indent: 3, hanging: 5)
        }
        if voids.count > Self.mostVoids { line("and \(voids.count - Self.mostVoids) more", indent: 3) }
    }

    private static let mostVoids = 10

    // MARK: What to type next

    /// Commands on as many lines as they need.
    package mutating func commands(_ commands: [Words]) {
        if !commands.isEmpty { line(commands.joined(by: " · "), indent: 1) }
    }

    static func nextSteps(_ facts: PlanFacts, _ reader: Reader) -> [Words] {
        let plan = facts.plan
        let draft = reader.short(draft: plan.draft)
        guard let me = reader.member else { return [] }
        let isMine = plan.authors.contains(me.id) || plan.draft.hasPrefix("draft/\(me.id)/")
        let isSound = plan.merge.conflicts.isEmpty && plan.newErrors.isEmpty && !plan.isEmpty
        let mayPublish = reader.policy.may(me.id, .publish, plan.touches)
        let mayDraft = reader.policy.may(me.id, .draft, plan.touches)
        guard plan.request != nil else {
            guard isMine, isSound else { return [] }
            if plan.decision.isSatisfied || mayPublish {
                return [.command("assent publish", draft)]
                    + (plan.decision.isSatisfied ? [] : [.command("assent submit")])
            }
            return [.command("assent submit", then: "-m \"…\"")]
        }
        var steps: [Words] = []
        let hasApproved = plan.verdicts[me.id]?.isApproval == true
        if isSound, !hasApproved, reader.policy.mayApprove(me.id, plan.evidence()), !plan.decision.requirements.isEmpty
        {
            steps.append(.command("assent approve", draft))
        }
        if !isMine, reader.policy.may(me.id, .approve, plan.touches), !plan.decision.requirements.isEmpty,
            plan.verdicts[me.id]?.isDecline != true
        {
            steps.append(.command("assent decline", draft, then: "-m \"…\""))
        }
        steps.append(.command("assent comment", draft, then: "-m \"…\""))
        if plan.isReady, !plan.isEmpty, mayDraft {
            steps.append(.command("assent publish", draft))
        } else if isSound, isMine, mayPublish {
            steps.append(.command("assent publish", draft, then: "-m \"…\""))
        }
        if isMine, !plan.merge.conflicts.isEmpty { steps.append(.command("assent draft update")) }
        if isMine, facts.hasMovedOn || !plan.decision.declinedBy.isEmpty {
            steps.append(.command("assent submit", draft))
        }
        if isMine || reader.policy.may(me.id, .approve, plan.touches) {
            steps.append(.command("assent withdraw", draft))
        }
        if isMine, plan.isEmpty { steps.append(.command("assent draft delete", draft)) }
        return steps
    }
}

extension Words {
    /// `1 model, 2 syncs · 5 fields · query +3 −1`
    init(counting reviews: [ResourceReview]) {
        func count(_ kind: ResourceKind) -> Int { reviews.count { $0.resource?.kind == kind } }
        var kinds: [Words] = []
        if count(.model) > 0 { kinds.append(counted(count(.model), "model")) }
        if count(.sync) > 0 { kinds.append(counted(count(.sync), "sync")) }
        kinds += reviews.filter { $0.resource == nil }.map { "\($0.title)" }
        var parts = [kinds.joined(by: ", ")]
        func state(_ name: Words, _ isIt: (ResourceReview) -> Bool) {
            let count = reviews.count(where: isIt)
            if count > 0 { parts.append("\(count)\u{A0}\(name)") }
        }
        state("new") { $0.renamedTo == nil && $0.main?.kind == .added }
        state("deleted") { $0.renamedTo == nil && $0.main?.kind == .deleted }
        state("renamed") { $0.renamedTo != nil }
        let fields = reviews.flatMap { review in
            review.renamedTo != nil || review.main?.kind ?? .changed == .changed ? review.fields : []
        }
        if !fields.isEmpty { parts.append(counted(fields.count, "field")) }
        let queries = fields.filter { $0.fieldClass == .query }.map {
            LineDiff(from: $0.before?.string ?? "", to: $0.after?.string ?? "")
        }
        if !queries.isEmpty {
            let (added, removed) = queries.reduce((0, 0)) { ($0.0 + $1.added, $0.1 + $1.removed) }
            parts.append("query\u{A0}+\(added)\u{A0}−\(removed)")
        }
        self = parts.joined(by: " · ")
    }
}
