// Acts on requests.

extension Output {
    package static let submit = Output(
        "submit",
        JSONObject(
            nil, "",
            [
                JSONMember("kind", .choice(["submitted", "revised", "unchanged"]), "The outcome."),
                JSONMember("draft", .text, "The draft."),
                JSONMember("request", .digest, "The request's id."),
                JSONMember("revision", .commit, "The commit that was submitted."),
                JSONMember("subject", .digest, "The digest of what it means, which approvals cover."),
                JSONMember("approvers", .list(.text), "Members who can approve all of it."),
                JSONMember("risks", .list(.text), "The codes of its risks: A401."),
                JSONMember("on", .list(.text), "Unpublished drafts whose changes it contains."),
                JSONMember("needsApproval", .flag, "Somebody has to approve it."),
                JSONMember("rivals", .list(.digest), "Ids of other open requests for the same draft."),
                JSONMember(
                    "voided", .list(.object(.voided)), "Approvals that no longer count, because it was revised."),
                .concerned,
            ]),
        JSONObject(
            nil, "With --dry-run.",
            [
                JSONMember("draft", .text, "The draft."),
                JSONMember("revision", .commit, "The commit that would be submitted."),
                JSONMember("subject", .digest, "The digest of what it means, which approvals cover."),
                JSONMember("approvers", .list(.text), "Members who can approve all of it."),
                JSONMember("risks", .list(.text), "The codes of its risks: A401."),
                JSONMember("on", .list(.text), "Unpublished drafts whose changes it contains."),
                JSONMember("needsApproval", .flag, "Somebody has to approve it."),
                JSONMember("asked", .list(.text), "Members who would be asked."),
            ]))

    package static let publish = Output(
        "publish",
        publishedObject.adding(
            [JSONMember("voided", .list(.object(.voided)), "Approvals that no longer count."), .concerned], ""),
        JSONObject(
            nil, "Where a job on the host moves main.",
            [
                JSONMember("draft", .text, "The draft."), JSONMember("request", .digest, "The id of its request."),
                JSONMember("branch", .text, "The branch over which the job moves main."), .concerned,
            ]))

    package static let withdraw = Output(
        "withdraw",
        [
            JSONMember("withdrawn", .digest, "The request's id."),
            JSONMember("draft", .text, "Its draft, which stays."), .concerned,
        ])

    package static let approve = Output(
        "approve",
        [
            JSONMember("published", .list(.object(publishedObject)), "What is live now."),
            JSONMember("recorded", .list(.object(recordedObject)), "What was approved and is not live yet."),
            JSONMember("voided", .list(.object(.voided)), "Approvals of other requests that no longer count."),
            .concerned,
        ])

    package static let decline = Output(
        "decline",
        [
            JSONMember("declined", .optional(.digest), "The request's id."),
            JSONMember("draft", .text, "Its draft."),
            JSONMember("subject", .optional(.digest), "The digest of what was declined."),
            JSONMember("declinedBy", .list(.text), "Members whose decline stands."),
            .concerned,
        ])

    package static let comment = Output(
        "comment",
        [
            JSONMember("commented", .digest, "The request's id."), JSONMember("draft", .text, "Its draft."), .concerned,
        ])

    package static let revert = Output(
        "revert",
        [
            JSONMember("draft", .text, "The draft that was started."),
            JSONMember("revision", .commit, "Its commit."),
            JSONMember(
                "reverts",
                .object(
                    JSONObject(
                        nil, "",
                        [
                            JSONMember("commit", .commit, "The commit on main."),
                            JSONMember("request", .optional(.digest), "The id of its request."),
                        ])), "What it takes back."),
            JSONMember("changes", .changes, "What it changes."), .concerned,
        ])
}

let publishedObject = JSONObject(
    "published", "What was published.",
    [
        JSONMember("draft", .text, "The draft."), JSONMember("request", .digest, "The id of its request."),
        JSONMember("commit", .commit, "The commit on main."),
        JSONMember("revision", .commit, "The draft's commit."),
        JSONMember("resources", .list(.text), "The models and syncs that it changes."),
        JSONMember("approvers", .list(.text), "Members who approved it."),
        JSONMember("publishedBy", .text, "The member whose act published it."),
        JSONMember("waived", .flag, "It was published without an approval that it needed."),
    ])

private let recordedObject = JSONObject(
    "recorded", "An approval that does not publish yet.",
    [
        JSONMember("draft", .text, "The draft."),
        JSONMember("request", .optional(.digest), "The id of its request."),
        JSONMember("branch", .optional(.text), "The branch over which a job on the host publishes it."),
        JSONMember("missing", .list(.object(JSONObject.requirement)), "The approvals that are missing."),
    ])
