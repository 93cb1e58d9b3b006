import Approvals
import Git
import Resources

/// Names that do not exist, or that name something else.
struct NameRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: NameRefusal) -> RefusalWords {
        return switch refusal {
        case .invalidName(let name, let draft):
            RefusalWords(
                "\(name) is not a valid draft name: use letters, digits, - and _.",
                next: [
                    .init(
                        "for example",
                        (draft.map { typed("draft rename", $0) } ?? "assent draft start") + " new-leads")
                ])
        case .unknownDraft(let name, let near):
            RefusalWords(
                "there is no draft \(name).", facts: didYouMean(near),
                next: [.init("all drafts", "assent draft list")])
        case .draftExists(let name):
            RefusalWords(
                "\(name) already exists.",
                next: [
                    .init("switch to it", "assent draft switch " + Shell.quoted(reader?.short(draft: name) ?? name))
                ])
        case .branchInTheWay(let draft, let branch):
            RefusalWords(
                "git cannot have \(draft) beside the branch \(branch).",
                next: [.init("rename that branch", Shell.line(["git", "branch", "-m", branch, "\(branch)-old"]))])
        case .checkedOutElsewhere(let draft, let directory):
            RefusalWords(
                "\(draft) is checked out in \(directory).",
                next: [
                    .init(
                        "switch away from it first",
                        Shell.line(["git", "-C", directory, "switch", reader?.branch ?? "main"]))
                ])
        case .notOnDraft(let head):
            RefusalWords(
                "you are on \(head), which is not a draft.",
                next: [
                    .init("start a draft", "assent draft start <name>"),
                    .init("or switch to one", "assent draft switch <draft>"),
                    .init("all drafts", "assent draft list"),
                ])
        case .hasRequest(let draft, let id):
            RefusalWords(
                "\(draft) is submitted (\(reader?.short(id) ?? String(id.prefix(8)))), so it keeps its name.",
                next: [.init("take the request back first", typed("withdraw", draft))])
        case .unknownRequest(let name):
            RefusalWords("there is no request \(name).", next: [.init("all requests", "assent requests --all")])
        case .unsoundRequest(let references) where references.count == 1:
            RefusalWords(
                "\(references[0].name) is not a valid request: it \(Words(references[0].problem)).",
                facts: ["It is ignored. All you can do is remove it."],
                next: [NextStep(removing: references[0])])
        case .unsoundRequest(let references):
            RefusalWords(
                "\(counted(references.count, "ref")) with that name are not valid requests.",
                details: UnsoundRefs(references).page, next: [.init("all requests", "assent requests --all")])
        case .ambiguousRequest(let name, let ids):
            RefusalWords(
                "\(name) could be any of \(ids.map { Words(reader?.short($0) ?? String($0.prefix(8))) }.inWords("or", limit: 8)).",
                next: ids.prefix(2).map {
                    .init("look at it", "assent view \(reader?.short($0) ?? String($0.prefix(8)))")
                })
        case .notInConflict(let name, let isSettled, let near, let left):
            RefusalWords(
                "\(name) is \(isSettled ? "already resolved" : "not in conflict").",
                facts: isSettled ? [] : didYouMean(near),
                next: left.isEmpty
                    ? [.init("save the result", "assent save")]
                    : [.init("what is in conflict", "assent draft resolve")])
        case .ambiguousField(let name, let names):
            RefusalWords(
                "\(name) is in conflict in \(names.count) files.",
                next: names.prefix(4).map {
                    .init("name one of them", Shell.line(["assent", "draft", "resolve", $0, "--mine"]))
                })
        case .requestClosed(let id, let draft, let closing): closed(id, draft, closing)
        case .requestPublished(let id, let landing):
            RefusalWords(
                "request \(reader?.short(id) ?? String(id.prefix(8))) was already published in commit \(landing.short).",
                next: [.init("what it changed", "assent view \(reader?.short(id) ?? String(id.prefix(8)))")])
        case .noRequest(let draft, let closed, let hasChanges):
            RefusalWords(
                "\(draft) has no open request\(hasChanges ? "" : ", and changes nothing").",
                facts: closed.map { [lastClosed($0)] } ?? [],
                next: hasChanges
                    ? (isOwn(draft) ? [.init("submit it", typed("submit", draft))] : [])
                        + [.init("what it changes", typed("diff", draft))]
                    : [.init("all requests", "assent requests --all")])
        case .unknownResource(let name, let near, let isOriginal):
            RefusalWords(
                ResourceID(name) == nil
                    ? "\(name) does not name a model or sync: write model/<slug> or sync/<slug>."
                    : "there is no \(name).",
                facts: didYouMean(near), next: near.isEmpty ? others(name, isWanted: !isOriginal) : [])
        case .notChanged(let name, let draft, let changes):
            RefusalWords(
                "\(draft) does not change \(name).",
                facts: changes.isEmpty ? [] : ["It changes \(changes.map { Words($0) }.inWords("and", limit: 8))."],
                next: [.init("view all of it", typed("view", draft))])
        case .resourceExists(let name, let path):
            RefusalWords(
                "\(name) already exists: \(path).", next: [.init("look at it", Shell.line(["assent", "view", name]))])
        }
    }

    /// How to make what is not there, and what there is on main instead.
    ///
    /// - Parameter isWanted: it is what somebody asks for, and not what they would copy.
    private func others(_ name: String, isWanted: Bool) -> [NextStep] {
        let resource = ResourceID(name)
        let make = resource.flatMap { ResourceID(new: $0.kind, slug: $0.slug) }.map { new in
            NextStep("create it", making: new.kind, new.slug)
        }
        let kinds = resource.map { [$0.kind] } ?? ResourceKind.allCases
        let lists = kinds.map { NextStep("list the \($0.folder)", "assent list \($0.folder)") }
        return (isWanted ? make.map { [$0] } ?? [] : []) + lists
    }

    /// `its last request, 3f2a91c0, is closed: Ana Silva withdrew it 2 minutes ago`
    private func lastClosed(_ request: ApprovalRequest) -> Words {
        let id = reader?.short(request.id) ?? String(request.id.prefix(8))
        guard let closing = request.record.closings.first else { return "its last request, \(id), is closed" }
        return "its last request, \(id), is closed: \(who(closed: closing))"
    }

    /// `Ana Silva withdrew it 2 minutes ago`
    private func who(closed closing: Event) -> Words {
        let who = reader.map { $0.isMe(closing.actor) ? "you" : $0.name(closing.actor) } ?? Words(closing.actor)
        let when = reader.map { " \($0.ago(closing.time))" } ?? Words()
        return "\(who) \(closing.kind == .delete ? "deleted its draft" : "withdrew it")\(when)"
    }

    private func closed(_ id: String, _ draft: String?, _ closing: Event?) -> RefusalWords {
        guard let closing else {
            return RefusalWords(
                "request \(reader?.short(id) ?? String(id.prefix(8))) is closed.",
                next: [.init("what is open", "assent requests")])
        }
        return RefusalWords(
            "request \(reader?.short(id) ?? String(id.prefix(8))) is closed: \(who(closed: closing)).",
            next: draft.map {
                [
                    isOwn($0)
                        ? .init("its draft is still there; submit it again", typed("submit", $0))
                        : .init("its draft is still there", typed("view", $0))
                ]
            } ?? [.init("what is open", "assent requests")])
    }
}
