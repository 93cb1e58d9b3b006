import Approvals
import Resources

/// What the policy refuses: somebody else may do it, or nobody yet.
struct RightsRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: RightsRefusal) -> RefusalWords {
        return switch refusal {
        case .mayNot(let member, let permission, let draft, let plan, let who):
            mayNot(member, permission, draft, plan, who)
        case .ownRequest(_, let draft, let who):
            RefusalWords(
                "you cannot approve your own request \(draft) (\(setting("approvals.self_approval")) is false).",
                facts: [may(who, "approve it")],
                next: who.isEmpty && mayPublish()
                    ? [.init("publish it without approval, which is recorded", typed("publish", draft))]
                    : ask(who, draft))
        case .cannotApprove(let member, let draft, let isAuthor, let who):
            RefusalWords(
                "\(reader?.who([member]) ?? Words(member)) cannot approve \(draft): \(isAuthor ? "authors cannot approve their own changes" : "their role does not allow it"). Nothing was submitted.",
                facts: [may(who, "approve it")], next: ask(who, draft))
        case .mayNotRename(let draft, let owner):
            RefusalWords(
                "only \(reader.map { $0.name(owner) } ?? Words(owner)) may rename \(draft).",
                next: [.init("look at it", typed("view", draft))])
        case .mayNotTouchRequest(_, let draft, let authors):
            RefusalWords(
                "\(draft) is \(possessive(authors)): only an author, or somebody who may approve all of it, can withdraw or delete it.",
                next: [.init("look at it", typed("view", draft))])
        case .ownDecline(let draft):
            RefusalWords(
                "\(draft) is your own request: withdraw it instead.",
                next: [
                    .init("withdraw it; the draft stays", typed("withdraw", draft)),
                    .init("or say what is wrong", typed("comment", draft) + " -m \"…\""),
                ])
        case .mayNotDecline(let member, let draft, let plan, let who):
            RefusalWords(
                "you may not decline \(draft): it changes \(Words(touchedBy: plan)), and \(reason(member, .approve, plan)).",
                facts: [may(who, "decline it")],
                next: [.init("say what is wrong", typed("comment", draft) + " -m \"…\"")])
        case .needsNoApproval(let draft):
            RefusalWords(
                "\(draft) needs no approval, so declining it would have no effect.",
                next: [.init("say what is wrong", typed("comment", draft) + " -m \"…\"")])
        case .waits(let draft, let plan):
            RefusalWords(
                "\(draft) waits for approval.",
                facts: declined(plan) + plan.decision.missing.map { missing($0) },
                next: plan.request == nil
                    ? ask(plan.decision.missing.flatMap(\.candidates), draft)
                    : [.init("see where it stands", typed("view", draft))])
        case .notViewed(let draft, let subject, let others):
            RefusalWords(
                "you have not viewed the current version of \(draft), and you can only approve what you have viewed.",
                next: looking("view it", at: draft, subject, others))
        case .subjectChanged(let draft, _, let now, let others):
            RefusalWords(
                "\(draft) changed since you looked: what you saw is not what would be published.",
                next: looking("look again", at: draft, now, others))
        case .sentByOthers(let draft, let remote, let isShown, let isCheckedOut):
            RefusalWords(
                "\(remote) has commits on \(draft) that you have not seen. They would be recorded in your name.",
                next: (isShown ? [.init("look at them", typed("view", draft))] : [])
                    + (isCheckedOut
                        ? [.init(isShown ? "then get them" : "get them", "assent draft update")]
                        : isShown ? [] : [.init("get them", typed("draft switch", draft))]))
        case .unprovenRequest(let draft, let author, let problem): unproven(draft, author, problem)
        }
    }

    private func unproven(_ draft: String, _ author: String, _ problem: VoidReason) -> RefusalWords {
        let name = reader?.name(author) ?? Words(author)
        // An author who is no longer allowed to submit cannot submit it again.
        let mayNot =
            switch problem {
            case .notMember, .lacks: true
            case .notSigned, .otherKey, .wrongSignature, .tooManyComments: false
            }
        let isMine = reader?.isMe(author) ?? false
        return RefusalWords(
            mayNot
                ? "the request for \(draft) by \(name) \(Words(problem, isMine: isMine))."
                : "the request for \(draft) cannot be attributed to \(name): it \(Words(problem, isMine: isMine)).",
            facts: [
                mayNot
                    ? "Somebody else must submit it again. Comments are kept."
                    : "Its author must submit it again. Comments are kept."
            ],
            next: isMine != mayNot
                ? [.init("submit it again", typed("submit", draft))]
                : mayNot ? [] : [.init("tell them", typed("comment", draft) + " -m \"…\"")])
    }

    /// How to see what would be approved, and to approve it then; several requests are all named again.
    private func looking(
        _ label: Words, at draft: String, _ subject: String, _ others: RightsRefusal.Together?
    ) -> [NextStep] {
        let names = (others?.drafts ?? [draft]).map { reader?.short(draft: $0) ?? $0 }
        let approve = Shell.line(["assent", "approve"] + names)
        let matches = (others?.unseen ?? [subject]).map { " --match \($0.prefix(Subject.matchDigits))" }.joined()
        let more = others?.unseenDrafts.filter { !$0.isExactly(draft) } ?? []
        return [.init(label, typed("view", draft))] + more.map { .init("and", typed("view", $0)) } + [
            .init("then", approve),
            .init("if you reviewed it elsewhere", approve + matches),
        ]
    }

    private func mayPublish() -> Bool {
        reader?.has(.publish) ?? false
    }

    // MARK: - Permissions

    private func mayNot(
        _ member: String, _ permission: Permission, _ draft: String, _ plan: Plan, _ who: [String]
    ) -> RefusalWords {
        let verb: Words =
            switch permission {
            case .draft: "make the changes in \(draft)"
            case .publish: "publish \(draft)"
            case .approve: "approve \(draft)"
            case .manage: "make the changes in \(draft)"
            }
        let why = reason(member, permission, plan)
        let message: Words = "you may not \(verb): it changes \(Words(touchedBy: plan)), and \(why)."
        switch permission {
        case .publish:
            return RefusalWords(
                message, facts: who.isEmpty ? [may([], "approve all of it")] : [],
                next: ask(who, draft))
        case .approve:
            return RefusalWords(
                message, facts: [may(who, "approve it")],
                next: [.init("what waits for you", "assent requests --for-me")])
        case .draft, .manage:
            return RefusalWords(
                message, facts: [may(who, "do it")],
                next: [.init("look at it", typed("diff", draft))])
        }
    }

    /// Why the role does not reach it.
    private func reason(_ member: String, _ permission: Permission, _ plan: Plan) -> Words {
        guard let settings = reader?.settings, let name = settings.member(member)?.role, let role = settings.role(name)
        else {
            return "your role does not allow that"
        }
        if plan.touches.contains(where: \.needsManage), permission != .draft, !role.permissions.contains(.manage) {
            return "\(Words(article: name)) may not manage the workspace"
        }
        guard role.permissions.contains(permission) else {
            return permission == .publish
                ? "\(Words(article: name)) needs approval for that"
                : "\(Words(article: name)) may not \(permission.rawValue)"
        }
        let limits = [role.sources.map { ("source", $0) }, role.destinations.map { ("destination", $0) }]
            .compactMap { $0 }
            .map { kind, names -> Words in
                names.isEmpty ? "no \(kind)" : "only \(names.map { Words($0) }.inWords())"
            }
        return "\(Words(article: name)) has access to \(limits.joined(by: " and "))"
    }

    // MARK: - Words for people

    private func setting(_ name: String) -> Words { Words(name, .strong) }

    private func possessive(_ authors: [String]) -> Words {
        let names = reader?.who(authors, "and") ?? authors.map { Words($0) }.inWords()
        return "the work of \(names)"
    }

    /// Who declined it, and what can be done about that.
    private func declined(_ plan: Plan) -> [Words] {
        plan.decision.declinedBy.map { id in
            let who = reader?.who([id]) ?? Words(id)
            let way: Words = reader.map { "; \($0.wayOn(from: [id], plan))" } ?? Words()
            return "\(who) declined it\(Words(reasonOf: plan.verdicts[id]))\(way)."
        }
    }

    /// `1 of 2 approvals; Carol Diaz can give the other`
    private func missing(_ requirement: Requirement) -> Words {
        let from = requirement.candidates
        let names = reader?.who(from) ?? from.map { Words($0) }.inWords("or")
        let count: Words = "\(requirement.given.count) of \(counted(requirement.required, "approval"))"
        return from.isEmpty ? "\(count), and nobody else can give one." : "\(count); \(names) can give one."
    }
}

extension Words {
    /// `a draft-contributor`, `an editor`
    init(article noun: String) {
        let isVowel = noun.first.map { "aeiouAEIOU".contains($0) } ?? false
        self = "\(isVowel ? "an" : "a") \(noun)"
    }

    /// `sync/leads-to-crm (mappings) and model/leads (new)`: what of a plan needs approval, or all of it if nothing
    /// does.
    init(touchedBy plan: Plan) {
        let needing = plan.changes.filter(\.needsApproval)
        let changes = needing.isEmpty ? plan.changes : needing
        let names = changes.map(\.shownName).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        self = names.map { name in Words(name, touchedBy: changes.filter { $0.shownName == name }) }.inWords()
    }

    /// - Parameter changes: of one resource: its own file and its columns.
    private init(_ name: String, touchedBy changes: [FileChange]) {
        let isAlone = changes.count == 1
        let what = changes.flatMap { change -> [String] in
            switch (change.kind, change.file) {
            case (_, .columns) where !isAlone: return ["columns"]
            case (.added, .columns), (.deleted, .columns): return ["columns"]
            case (.added, _): return ["new"]
            case (.deleted, _): return ["deleted"]
            case (.changed, _):
                return change.fields.filter { $0.needsApproval || !change.needsApproval }
                    .map { $0.fieldClass == .query ? "query" : $0.path.shortName }
            }
        }
        let distinct = what.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        self = distinct.isEmpty ? "\(name)" : "\(name) (\(distinct.map { Words($0) }.inWords()))"
    }
}
