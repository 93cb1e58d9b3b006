import Approvals

// What requests are about.
extension JSONObject {
    static let requirement = JSONObject(
        "requirement", "Approvals that a change needs.",
        [
            JSONMember(
                "reason", .choice(["approvals", "manage", "rule"]),
                "approvals: every change needs them. manage: it touches settings or aliases. rule: a rule asks for them."
            ),
            JSONMember("rule", .optional(.count), "The position of that rule in approvals.rules, from 0."),
            JSONMember("required", .count, "How many approvals."),
            JSONMember("given", .list(.text), "Members who approved."),
            JSONMember("candidates", .list(.text), "Members who can give what is missing."),
            JSONMember("met", .flag, "It is met, or waived."),
            JSONMember("waived", .flag, "It was published without these approvals."),
        ])

    static let event = JSONObject(
        "event", "Something that a member did about a request.",
        [
            JSONMember("kind", .choice(of: Event.Kind.self), "What they did."),
            JSONMember("actor", .text, "The member who did it, or in whose name it was done."),
            JSONMember("time", .time, "When, according to the event."),
            JSONMember("comment", .optional(.text), "What they said."),
            JSONMember("subject", .optional(.digest), "The subject that it is about."),
            JSONMember(
                "void",
                .optional(
                    .object(
                        JSONObject(
                            nil, "",
                            [
                                JSONMember("kind", .choice(of: Shapes.VoidKind.self), "Why."),
                                JSONMember("text", .text, "The same in words, as the end of a sentence about it."),
                            ]))),
                "Why it does not count; null: it does."),
        ])

    static let plan = JSONObject(
        "plan", "What publishing a revision of a draft would do, and what it needs.", planMembers)

    static let planMembers = [
        JSONMember("draft", .text, "The draft: draft/ana/new-leads."),
        JSONMember("revision", .commit, "Its commit."),
        JSONMember("request", .optional(.digest), "The id of its request; null: nobody submitted it."),
        JSONMember("subject", .optional(.digest), "The digest of what it means, which approvals cover."),
        JSONMember("author", .optional(.text), "Who submitted it first."),
        JSONMember("submitted", .optional(.time), "When it was submitted first."),
        JSONMember("comment", .optional(.text), "What its author said."),
        JSONMember("to", .list(.text), "Members who were asked to review it."),
        JSONMember("ready", .flag, "It can be published as it is."),
        JSONMember("needsApproval", .flag, "Somebody has to approve it."),
        JSONMember("requirements", .list(.object(requirement)), "The approvals that it needs."),
        JSONMember("declinedBy", .list(.text), "Members whose decline stands."),
        JSONMember("conflicts", .list(.object(conflict)), "Where it conflicts with what was published since."),
        .mergedFromTwoEdits,
        JSONMember("risks", .list(.text), "The codes of its risks: A401."),
        JSONMember("findings", .findings, "What the checks found."),
        JSONMember("changes", .changes, "What it changes."),
        JSONMember("renames", .list(.object(rename)), "Models and syncs that it renames."),
        JSONMember("uses", .uses, "By model: the syncs that run on it."),
        JSONMember("events", .list(.object(event)), "What was done about it and counts, oldest first."),
        JSONMember("voids", .list(.object(event)), "What was done about it and does not count."),
    ]

    static let request = JSONObject(
        "request", "An approval request.",
        requestMembers + [
            JSONMember(
                "plan", .optional(.object(plan)),
                "What publishing it would do; null: it is not open, or cannot be planned.")
        ])

    static let basisChange = JSONObject(
        "basisChange", "Something that a request or draft depends on changed, though not in a file that it changes.",
        [
            JSONMember("of", .text, "What changed: sync/leads-to-crm, or destination crm."),
            JSONMember(
                "what", .choice(BasisDifference.What.allCases.map(\.rawValue)),
                "How it changed: where it leads once aliases are followed, or what the manifest says about it."),
            JSONMember("before", .optional(.text), "As it was; null: unknown."),
            JSONMember("after", .optional(.text), "As it is; null: unknown."),
        ])

    static let sinceViewed = JSONObject(
        "sinceViewed", "What is new in a request or draft since you viewed it last.",
        [
            JSONMember("time", .time, "When that was."),
            JSONMember("revision", .commit, "The commit that you saw."),
            JSONMember("subject", .optional(.digest), "The subject that you saw; null: it had conflicts."),
            JSONMember(
                "comparable", .flag,
                "What you saw can be compared with what is there now. If not, git no longer has all of it, and changes, published "
                    + "and risks are empty."),
            JSONMember("hadConflicts", .optional(.flag), "It conflicted with main then; null: not comparable."),
            JSONMember(
                "changes", .changes,
                "From what would have gone live to what would go live now; if it has or had conflicts, from the draft then "
                    + "to the draft now."),
            JSONMember("published", .changes, "What was published since, in the same files or in what they depend on."),
            JSONMember("beneath", .list(.object(basisChange)), "What else changed that it depends on."),
            JSONMember(
                "complete", .flag,
                "changes, published and beneath hold everything that changed in what an approval covers. If not, look at all of it."
            ),
            JSONMember("risks", .findings, "Risks that you were not shown."),
            JSONMember("events", .list(.object(event)), "What others did about the request since, oldest first."),
        ])

    static let requestMembers = [
        JSONMember("id", .digest, "Its id."),
        JSONMember("draft", .text, "Its draft: draft/ana/new-leads."),
        JSONMember(
            "state", .choice(["open", "published", "closed"]),
            "closed: it was withdrawn, or deleted with its draft."),
        JSONMember("author", .text, "Who submitted it first."),
        JSONMember("submitted", .time, "When it was submitted first."),
        JSONMember("comment", .optional(.text), "What its author said."),
        JSONMember("to", .list(.text), "Members who were asked to review it."),
        JSONMember("commit", .optional(.commit), "The commit on main that published it."),
        JSONMember("waitsFor", .optional(.object(waiting)), "What has to happen next; null: it is not open."),
        JSONMember(
            "ended", .optional(.object(ending)),
            "Who published or closed it; null: it is open, or no act that closes it counts."
        ),
    ]

    private static let waiting = JSONObject(
        "waiting", "What an open request waits for.",
        [
            JSONMember(
                "kind", .choice(of: Waiting.Kind.self),
                Waiting.Kind.allCases.map { "\($0.rawValue): \($0.about)." }.joined(separator: " ")),
            JSONMember("members", .list(.text), "Members who can do that."),
            JSONMember("text", .text, "The same in words."),
        ])

    private static let ending = JSONObject(
        "ending", "The act that ended a request.",
        [
            JSONMember(
                "act", .choice(of: Event.Kind.self),
                "What the member did; the last approval that is needed publishes."),
            JSONMember("by", .text, "The member who did it."),
            JSONMember("time", .time, "When, according to the event."),
            JSONMember("reason", .optional(.text), "What they said."),
            JSONMember("waived", .flag, "It was published without an approval that it needed."),
        ])

    static let unsound = JSONObject(
        "unsoundRef", "A ref under refs/assent/ that is not a request. It counts for nothing.",
        [
            JSONMember("ref", .text, "Its name."),
            JSONMember("remote", .optional(.text), "The remote that has it; null: it is only here."),
            JSONMember(
                "problem",
                .object(
                    JSONObject(
                        nil, "",
                        [
                            JSONMember("kind", .choice(of: Shapes.UnsoundKind.self), "What is wrong with it."),
                            JSONMember("text", .text, "The same in words, as the end of a sentence about it."),
                        ])), "Why it is not a request."),
            JSONMember("remove", .text, "The command that removes it."),
        ])

    static let voided = JSONObject(
        "voidedApproval", "Approvals of a request that no longer count, because what it would do changed.",
        [
            JSONMember("draft", .text, "Its draft."),
            JSONMember("request", .digest, "Its id."),
            JSONMember("members", .list(.text), "Members who had approved it."),
            JSONMember("conflicts", .flag, "It conflicts with main now."),
        ])

    fileprivate static let concernedMember = JSONObject(
        "concerned", "A member who should hear of an act.",
        [
            JSONMember("member", .text, "The member's id."),
            JSONMember(
                "why", .choice(of: Concerned.Reason.self),
                "asked: to approve the draft, by its author or by a rule. "
                    + "mayPublish: the member's draft has all that it needs. "
                    + "author, approved, declined, commented: the member did so before. "
                    + "approvalVoided: the member's approval no longer counts. "
                    + "lostApproval: the member's draft lost an approval. "
                    + "conflicts: the member's draft now conflicts with main. "
                    + "added, removed, roleChanged, keysChanged: what the settings now say about the member."),
            JSONMember("draft", .text, "The draft that it is about."),
        ])
}

extension JSONMember {
    static let concerned = JSONMember(
        "concerned", .list(.object(.concernedMember)), "Members who should hear of it; never you.")
}
