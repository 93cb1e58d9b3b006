import Approvals
import Resources

/// What a message says: whose turn it is, what was done, the review as `view` shows it, and what to type.
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

    /// `Waiting for you and Dan Okafor.`
    private var turn: Words {
        let plan = letter.matters.lazy.compactMap(\.plan).first
        guard let plan else { return "Nothing to do: this is for your information." }
        let turn = Turn(plan, reader)
        guard !turn.members.isEmpty else { return "Nobody can act on this yet." }
        return "Waiting for " + reader.who(turn.members, turn.isOfAll ? "and" : "or").toned(.strong) + "."
    }

    private func add(_ matter: Letter.Matter, to page: inout Page) {
        page.gap()
        page.say(sentence(matter))
        page.add(quote(matter))
        page.gap()
        switch matter.effect {
        case .published(let landing):
            page.add(LandingPage(landing, for: reader).page)
            page.gap()
            page.add(
                ChangeTables(
                    ResourceReview.all(of: landing.plan.changes, uses: landing.plan.uses, layout: reader.layout),
                    reader.layout, called: ("before", "published")
                ).blocks)
        case .withdrawn(let request, _): page.add(Discussion(of: request, for: reader).blocks)
        case .deleted(_, let closed?): page.add(Discussion(of: closed.0, for: reader).blocks)
        default: break
        }
        guard let plan = matter.plan else { return }
        page.add(PlanPage(PlanFacts(plan), for: reader).page)
        page.gap()
        page.add(
            .steps([NextStep("to see it in the repository", Shell.line(["assent", "view", name(of: plan.draft)]))]))
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
            "Your approval of \(draft) no longer counts: what \(actor) did changes what publishing it would do."
        case .lostApproval:
            "\(draft) lost the approval of \(reader.who(matter.voided?.members ?? [], "and")): what \(actor) did changes what publishing it would do."
        case .conflicts: "\(draft) now conflicts with what \(actor) published."
        default: "\(actor) acted on \(draft)."
        }
    }

    /// What was said with it, where the review does not show it.
    private func quote(_ matter: Letter.Matter) -> [Block] {
        let said: String? =
            switch matter.effect {
            case .submitted, .revised, .published, nil: nil
            case let effect?: effect.comment
            }
        return [.quote((said.map(SafeText.lines) ?? []).map { Words(trusted: $0) })]
    }

    private var why: Words {
        let id = letter.recipient.id
        let fewer = Words.command("assent settings", "members.\(id).mail", "asked")
        return
            "\(Words("You get this because \(reason). An administrator can make it less:", .faint)) \(fewer)"
    }

    private var reason: String {
        switch letter.matters.first?.why {
        case .asked: "you are asked to approve it"
        case .mayPublish: "you can publish it"
        case .author: "it is yours"
        case .approved: "you approved it"
        case .declined: "you declined it"
        case .commented: "you commented on it"
        case .approvalVoided: "you had approved it"
        case .lostApproval, .conflicts: "the draft is yours"
        case .added, .removed, .roleChanged, .keysChanged, nil: "it is about you"
        }
    }
}
