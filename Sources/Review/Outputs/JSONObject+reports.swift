import Approvals
import Resources

// What `verify`, `log` and their like tell.
extension JSONObject {
    /// Of a finding of `verify`, a refusal and the like: a kind for programs, and words.
    static let failure = JSONObject(
        "failure", "The first commit that is not valid.",
        [
            JSONMember("commit", .commit, "The commit."),
            JSONMember(
                "rule", .count,
                "What is wrong with it. 1: its form. 2: its events. 3: its subject. 4: the policy. 5: it was published twice."
            ),
            JSONMember("kind", .choice(of: Shapes.FailureKind.self), "What is wrong."),
            JSONMember("text", .text, "The same in words."),
        ])

    static let landing = JSONObject(
        "provenPublish", "A published change, as its commit on main proves it.",
        [
            JSONMember("commit", .commit, "The commit on main."),
            JSONMember("request", .digest, "The id of its request."),
            JSONMember("draft", .optional(.text), "The draft that it published."),
            JSONMember("author", .text, "Who submitted it first."),
            JSONMember("authors", .list(.text), "Everyone who submitted it."),
            JSONMember("approvers", .list(.text), "Members who approved it."),
            JSONMember(
                "requirements", .list(.object(requirement)),
                "What the settings before it asked for, and who met it; none: it needed no approval."),
            JSONMember(
                "twoParties", .flag,
                "Its author and another member who approved it signed, with different keys."),
            JSONMember("waivedBy", .optional(.text), "The member who published it without approval."),
            JSONMember("signed", .flag, "Every act that counts is signed."),
            JSONMember("witnesses", .list(.object(witness)), "The acts that count."),
        ])

    private static let witness = JSONObject(
        nil, "",
        [
            JSONMember("act", .choice(of: Event.Kind.self), "What was done."),
            JSONMember("member", .text, "The member who did it."),
            JSONMember("time", .time, "When, according to the event."),
            JSONMember("key", .optional(.text), "The fingerprint of the key that signed it; null: it is not signed."),
        ])

    static let settingsChange = JSONObject(
        "settingsChange", "A published change of settings or aliases that needed no approval.",
        [
            JSONMember("commit", .commit, "The commit on main."),
            JSONMember("by", .text, "The member who published it."),
            JSONMember("time", .optional(.time), "When, according to the event."),
            JSONMember("changes", .changes, "What it changed; none: only comments or layout."),
        ])

    static let acceptance = JSONObject(
        "acceptance", "Commits that nobody approved, and that an administrator accepted.",
        [
            JSONMember("commits", .list(.commit), "The commits."),
            JSONMember("by", .text, "The member who accepted them."),
            JSONMember("time", .time, "When, according to the event."),
            JSONMember("reason", .optional(.text), "Why."),
            JSONMember("key", .optional(.text), "The fingerprint of the key that signed it; null: it is not signed."),
            JSONMember("acceptance", .commit, "The commit on main that accepts them."),
            JSONMember("changes", .changes, "What they change."),
        ])

    static let closedLanding = JSONObject(
        "closedPublish", "A published change whose request was withdrawn or deleted, according to a ref.",
        [
            JSONMember("commit", .commit, "The commit on main."),
            JSONMember("request", .digest, "The id of its request."),
            JSONMember("draft", .text, "Its draft."),
            JSONMember("by", .text, "The member who closed it."),
            JSONMember("time", .time, "When, according to the event."),
            JSONMember("act", .choice(of: Event.Kind.self), "How."),
            JSONMember("reason", .optional(.text), "What they said."),
        ])

    static let overrides = JSONObject(
        "overrides", "What makes plain git show a history that is not the true one.",
        [
            JSONMember("replaced", .list(.commit), "Objects that git's replace refs replace."),
            JSONMember("grafts", .optional(.text), "The path of git's grafts file."),
        ])

    static let attribute = JSONObject(
        "attributesFile", "A .gitattributes file that makes git check out other bytes than were approved.",
        [
            JSONMember("path", .text, "The file."),
            JSONMember("since", .commit, "The commit on main that changed it last."),
            JSONMember("findings", .findings, "What it does."),
        ])

    static let entryMembers = [
        JSONMember("commit", .commit, "The commit on main."),
        JSONMember("time", .time, "When it was made, according to the commit."),
        JSONMember(
            "kind", .choice(["published", "unapproved", "acceptance", "start"]),
            "published: by a request. unapproved: pushed without approval. acceptance: it accepts unapproved commits. "
                + "start: it started the workspace."),
        JSONMember("request", .optional(.digest), "The id of its request."),
        JSONMember("draft", .optional(.text), "The draft that it published."),
        JSONMember("askedBy", .list(.text), "Members who submitted it."),
        JSONMember("approvedBy", .list(.text), "Members who approved it."),
        JSONMember("publishedBy", .optional(.text), "The member whose act published it."),
        JSONMember("waived", .flag, "It was published without an approval that it needed."),
        JSONMember("comment", .optional(.text), "What its author said."),
        JSONMember("reason", .optional(.text), "Why it was published without approval, or accepted."),
        JSONMember("acceptedBy", .optional(.text), "The member who accepted it."),
        JSONMember("title", .text, "The first line of its message."),
        JSONMember("committer", .text, "The e-mail address of the committer."),
    ]

    static let entry = JSONObject("entry", "A commit on main that changed something.", entryMembers)

    static let fault = JSONObject(
        "fault", "What no request can publish.",
        [
            JSONMember(
                "kind", .choice(of: Shapes.FaultKind.self),
                "lookalike: on macOS and Windows it takes the place of a file of the workspace. "
                    + "stray: it stands where only models, syncs and their like may. "
                    + "brokenTree: a folder that git does not write."),
            JSONMember("path", .text, "Where."),
            JSONMember("text", .text, "The same in words."),
        ])

    static let standing = JSONObject(
        "approval", "How far a revision is approved.",
        [
            JSONMember(
                "state",
                .choice(["published", "notNeeded", "approved", "waits", "conflicts", "noDraft", "unfit"]),
                "published: it is on main already. noDraft: it is not a draft, so nobody can approve it. "
                    + "unfit: it changes what no draft may."),
            JSONMember("draft", .optional(.text), "The draft."),
            JSONMember("revision", .optional(.commit), "Its commit."),
            JSONMember("request", .optional(.digest), "The id of its request."),
            JSONMember("requirements", .list(.object(requirement)), "The approvals that it needs."),
            JSONMember("declinedBy", .list(.text), "Members whose decline stands."),
        ])

    /// What is wrong, where a command or a part of its answer failed.
    static let problem = JSONObject(
        "problem", "Why something cannot be done.",
        [
            JSONMember("kind", .text, "A name that does not change: mayNot."),
            JSONMember("message", .text, "What is wrong, in one line."),
            JSONMember("next", .list(.text), "Commands to type next."),
            JSONMember("status", .count, "The exit status that it ends a command with."),
        ])

    static let refusal = JSONObject(
        nil, "Printed if the command could not do what it was asked.",
        [
            JSONMember("error", .object(problem), "Why."),
            JSONMember("version", .version, "The version of this document's shape."),
        ])
}
