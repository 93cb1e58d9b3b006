import Approvals
import Git
import Resources

/// What a message says: what it waits for, what was done, what would change, and what to type.
struct LetterPage {
    private let letter: Letter
    private var reader: Reader { letter.reader }

    init(_ letter: Letter) { self.letter = letter }

    var page: Page {
        var page = Page()
        page.say(turn)
        for matter in letter.matters { add(matter, to: &page) }
        page.gap()
        page.say(why)
        return page.shortened()
    }

    /// `Waiting for you and Dan Okafor to approve or decline.`
    private var turn: Words {
        guard let plan = letter.matters.lazy.compactMap(\.plan).first else {
            return "Nothing to do: this is for your information."
        }
        return TurnWords(Turn(plan, reader), for: reader).sentence
    }

    private func add(_ matter: Letter.Matter, to page: inout Page) {
        page.gap()
        page.add(.heading(sentence(matter), aside: aside(matter)))
        page.add(.quote(said(matter)))
        page.gap()
        switch matter.effect {
        case .published(let landing): add(landing, to: &page)
        case .withdrawn(let request, _): page.add(Discussion(of: request, for: reader).blocks)
        case .deleted(_, let closed?): page.add(Discussion(of: closed.0, for: reader).blocks)
        default: break
        }
        if let plan = matter.plan { add(plan, matter, to: &page) }
    }

    private func add(_ landing: Landing, to page: inout Page) {
        page.add(.facts([reader.whoLet(landing)]))
        page.gap()
        page.add(
            ChangeTables(
                ResourceReview.all(of: landing.plan.changes, uses: landing.plan.uses, layout: reader.layout),
                reader.layout, called: ("before", "published")
            ).blocks)
    }

    private func add(_ plan: Plan, _ matter: Letter.Matter, to page: inout Page) {
        let facts = PlanFacts(plan)
        if let request = plan.request {
            let discussion = Discussion(of: request, plan, besides: matter.repeats ? letter.event : nil, for: reader)
            if !matter.proposes { page.add(discussion.asking) }
            page.gap()
            page.add(change(plan))
            page.add(PlanPage(facts, showing: .review, for: reader).page)
            page.gap()
            page.add(discussion.blocks)
        }
        page.gap()
        let view = Shell.line(["assent", "view", name(of: plan.draft)])
        page.add(.steps([NextStep("in your clone of the repository, view it first", view)]))
        page.gap()
        page.add(.commands(facts.nextSteps(for: reader)))
    }

    /// `It would change model/leads; add model/vip and sync/vip-to-ads.`
    private func change(_ plan: Plan) -> [Block] {
        let reviews = ResourceReview.all(of: plan.changes, uses: plan.uses, layout: reader.layout)
        func all(_ verb: Words, _ isIt: (ResourceReview) -> Bool) -> Words? {
            let names = reviews.filter(isIt).map(\.heading)
            return names.isEmpty ? nil : "\(verb) \(names.inWords())"
        }
        func has(_ kind: FileChange.Kind, _ review: ResourceReview) -> Bool {
            review.renamedTo == nil && review.main?.kind ?? .changed == kind
        }
        let effects = [
            all("delete") { has(.deleted, $0) }, all("rename") { $0.renamedTo != nil },
            all("change") { has(.changed, $0) }, all("add") { has(.added, $0) },
        ]
        let told = effects.compactMap(\.self).joined(by: "; ")
        return told.isEmpty ? [] : [.paragraph("It would \(told).")]
    }

    /// The id that commands take for it.
    private func aside(_ matter: Letter.Matter) -> [Words] {
        if case .published(let landing) = matter.effect { return [Words("commit \(landing.commit.short)", .faint)] }
        return matter.plan?.request.map { [Words("request \(reader.short($0.id))", .faint)] } ?? []
    }

    private func name(of draft: String) -> String { reader.short(draft: draft) }

    private func sentence(_ matter: Letter.Matter) -> Words {
        let actor = reader.name(letter.actor.id)
        let draft = Words(matter.draft, .strong)
        switch matter.effect {
        case .submitted:
            return matter.why == .asked ? "\(actor) asks you to approve \(draft)." : "\(actor) submitted \(draft)."
        case .revised: return "\(actor) changed \(draft) and submitted it again."
        case .commented: return "\(actor) commented on \(draft)."
        case .approved: return "\(actor) approved \(draft)."
        case .handedOver:
            return "\(actor) let \(draft) go live: a job on the host moves \(reader.branch)."
        case .declined: return "\(actor) declined \(draft). The request stays open."
        case .withdrawn: return "\(actor) withdrew the request for \(draft). The draft stays."
        case .deleted: return "\(actor) deleted \(draft)."
        case .published: return published(matter, actor, draft)
        case .started, .accepted, nil: return elsewhere(matter, actor, draft)
        }
    }

    private func published(_ matter: Letter.Matter, _ actor: Words, _ draft: Words) -> Words {
        let workspace = Words(reader.settings.workspace, .strong)
        return switch matter.why {
        case .added: "\(actor) made you a member of \(workspace), with the role \(letter.recipient.role)."
        case .removed: "\(actor) removed you from \(workspace)."
        case .roleChanged: "\(actor) changed your role in \(workspace) to \(letter.recipient.role)."
        case .keysChanged: "\(actor) changed your keys in \(workspace)."
        default: "\(actor) published \(draft): it is live on \(reader.branch)."
        }
    }

    /// What the act meant for another draft.
    private func elsewhere(_ matter: Letter.Matter, _ actor: Words, _ draft: Words) -> Words {
        switch matter.why {
        case .approvalVoided:
            "Your approval of \(draft) no longer counts: what \(actor) did changes its effect."
        case .lostApproval:
            "\(draft) lost the approval of \(reader.who(matter.voided?.members ?? [], "and")): what \(actor) did changes its effect."
        case .conflicts: "\(draft) now conflicts with what \(actor) published."
        default: "\(actor) acted on \(draft)."
        }
    }

    /// What was said with it, in lines.
    private func said(_ matter: Letter.Matter) -> [Words] {
        switch matter.effect {
        case .submitted, .revised:
            return matter.plan?.request.map { Discussion(of: $0, matter.plan, for: reader).explanation } ?? []
        // It is told who published without approval, and why.
        case .published(let landing) where landing.record.landedWaiver != nil: return []
        case let effect: return (effect?.comment.map(SafeText.lines) ?? []).map { Words(trusted: $0) }
        }
    }

    private var why: Words {
        let id = letter.recipient.id
        let less = letter.recipient.mail == .asked ? Member.Mail.none : .asked
        let change = Words.command("assent settings", "members.\(id).mail", less.rawValue)
        return "\(Words("You get this because \(reason). For less mail, an administrator can type:", .faint)) \(change)"
    }

    private var reason: String {
        switch letter.matters.first?.why {
        case .asked: "you are asked to approve it"
        case .mayPublish: "you can publish it"
        case .author: "the draft is yours"
        case .approved: "you approved it"
        case .declined: "you declined it"
        case .commented: "you commented on it"
        case .approvalVoided: "you had approved it"
        case .lostApproval, .conflicts: "the draft is yours"
        case .added, .removed, .roleChanged, .keysChanged, nil: "it is about you"
        }
    }
}

extension Letter.Matter {
    /// Whether it asks for approval, so that who asks and why stand first.
    fileprivate var proposes: Bool {
        switch effect {
        case .submitted, .revised: true
        default: false
        }
    }

    /// Whether the last event of its request is what the letter begins with.
    fileprivate var repeats: Bool {
        switch effect {
        case .revised, .commented, .approved, .declined: true
        default: false
        }
    }
}
