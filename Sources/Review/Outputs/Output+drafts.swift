// Drafts, and what they change.

extension Output {
    package static let newModel = Output("new model", newFileObject)
    package static let newSync = Output("new sync", newFileObject)

    package static let draftStart = Output(
        "draft start",
        [
            JSONMember("draft", .text, "The new draft: draft/ana/new-leads."),
            JSONMember("on", .optional(.text), "The draft that it begins from; null: from main."),
            JSONMember("revision", .commit, "Its commit."),
            JSONMember("checkedOut", .flag, "You are on it now."),
        ])

    package static let draftList = Output(
        "draft list", [JSONMember("drafts", .list(.object(draftObject)), "The drafts, those saved last first.")])

    package static let draftSwitch = Output(
        "draft switch", [JSONMember("branch", .text, "The branch that you are on now.")])

    package static let draftUpdate = Output(
        "draft update",
        [
            JSONMember("draft", .text, "The draft."),
            JSONMember("kind", .choice(["upToDate", "updated", "conflicts"]), "The outcome."),
            JSONMember("revision", .commit, "The draft's commit."),
            JSONMember("paths", .list(.text), "Files that changed."),
            JSONMember("tookFrom", .optional(.text), "The remote from which others' work on the draft was taken."),
            JSONMember("conflicts", .list(.object(.conflict)), "Fields to resolve."),
            .mergedFromTwoEdits,
        ])

    package static let draftDelete = Output(
        "draft delete",
        [
            JSONMember("deleted", .text, "The draft."),
            JSONMember("request", .optional(.digest), "The id of its request, which is closed."),
            .concerned,
        ])

    package static let draftRename = Output(
        "draft rename",
        [
            JSONMember("draft", .text, "The draft, by its new name."),
            JSONMember("renamed", .text, "What it was called before."),
        ])

    package static let draftPrune = Output(
        "draft prune",
        [
            JSONMember("pruned", .list(.text), "The drafts that were deleted."),
            JSONMember("kept", .list(.text), "Drafts that went live, and that another work tree is on."),
        ])

    package static let draftDiscard = Output(
        "draft discard", [JSONMember("discarded", .list(.text), "The files whose edits were discarded.")])

    package static let list = Output(
        "list",
        [
            JSONMember(
                "models",
                .optional(
                    .list(
                        .object(
                            JSONObject(
                                "listedModel", "A published model.",
                                [
                                    JSONMember("resource", .text, "Its name: model/leads."),
                                    JSONMember("name", .optional(.text), "What its file calls it."),
                                    JSONMember("source", .optional(.text), "Its source, after following aliases."),
                                    JSONMember("syncs", .list(.text), "The slugs of the syncs that run on it."),
                                ])))), "The published models, by slug; null: not asked for."),
            JSONMember(
                "syncs",
                .optional(
                    .list(
                        .object(
                            JSONObject(
                                "listedSync", "A published sync.",
                                [
                                    JSONMember("resource", .text, "Its name: sync/leads-to-crm."),
                                    JSONMember("model", .optional(.text), "The slug of its model."),
                                    JSONMember(
                                        "destination", .optional(.text), "Its destination, after following aliases."),
                                    JSONMember("paused", .flag, "It does not run on its schedule."),
                                ])))), "The published syncs, by slug; null: not asked for."),
            JSONMember(
                "drafts", .optional(.list(.object(draftObject))),
                "The drafts, those saved last first; null: not asked for."),
        ])

    package static let draftResolve = Output(
        "draft resolve",
        [
            JSONMember("draft", .text, "The draft that is checked out."),
            JSONMember(
                "settled",
                .list(
                    .object(
                        JSONObject(
                            nil, "",
                            [
                                JSONMember("file", .text, "The file, from the top of the repository."),
                                JSONMember("field", .text, "Its path."),
                            ]))), "What was resolved just now."),
            JSONMember("conflicts", .list(.object(.conflict)), "What is still in conflict."),
        ])

    package static let status = Output(
        "status",
        [
            JSONMember("head", .text, "What is checked out: a branch, or a commit."),
            JSONMember("draft", .optional(.text), "The draft that is checked out."),
            JSONMember("on", .list(.text), "Unpublished drafts whose changes it contains."),
            JSONMember("unsaved", .list(.text), "Files that are not saved."),
            JSONMember(
                "misnamed", .list(.text), "Files that cannot be saved: no file of a workspace can have their names."),
            JSONMember("changes", .changes, "What the draft and these files change."),
            JSONMember("uses", .uses, "By model that changes: the syncs that run on it."),
            JSONMember("findings", .findings, "What the checks found."),
            JSONMember("needsApproval", .flag, "Somebody has to approve it."),
            JSONMember("request", .optional(.digest), "The id of the draft's request."),
            JSONMember("behind", .optional(.text), "The remote where others have added to the draft."),
            JSONMember("problem", .optional(.object(.problem)), "Why the draft cannot be published as it is."),
            JSONMember(
                "onlyHere",
                .optional(
                    .object(
                        JSONObject(
                            nil, "",
                            [
                                JSONMember("commits", .count, "Commits on main that the remote does not have."),
                                JSONMember("remote", .text, "The remote."),
                                JSONMember("requests", .count, "Requests that it does not have."),
                            ]))), "What nobody else can see."),
            JSONMember("overrides", .optional(.object(.overrides)), "What makes plain git show another history."),
            JSONMember(
                "attributes", .list(.object(.attribute)), "What makes git show other bytes than were approved."),
            JSONMember("overlaps", .list(.object(.overlap)), "Other drafts that change the same things."),
            JSONMember(
                "ended", .list(.object(JSONObject(nil, "", JSONObject.requestMembers))),
                "Your requests that others closed in the last 30 days, and the draft's last one."),
            JSONMember("unapproved", .list(.commit), "The newest commits on main that nobody approved."),
            JSONMember("mine", .list(.object(.request)), "Your open requests."),
            JSONMember("waitsForMe", .list(.object(.request)), "Open requests of others that wait for you."),
            JSONMember("unsound", .list(.object(.unsound)), "Refs that are not requests."),
            JSONMember("next", .list(.text), "Commands to type next."),
        ])

    package static let diff = Output(
        "diff",
        [
            JSONMember("changes", .changes, "What differs from main."),
            JSONMember("uses", .uses, "By model that changes: the syncs that run on it."),
            JSONMember("conflicts", .list(.object(.conflict)), "Fields that main has changed too."),
        ])

    package static let save = Output(
        "save",
        [
            JSONMember("draft", .text, "The draft."),
            JSONMember("commit", .optional(.commit), "The new commit; null: nothing differed."),
            JSONMember("paths", .list(.text), "The files in it."),
            JSONMember("moved", .flag, "The draft was started for this: you were on main."),
            JSONMember(
                "misnamed", .list(.text), "Files that were not saved: no file of a workspace can have their names."),
            JSONMember("findings", .findings, "Errors on the draft."),
        ])
}

private let newFileObject = JSONObject(
    nil, "",
    [
        JSONMember("resource", .text, "The new model or sync: model/leads."),
        JSONMember("path", .text, "Its file, from the top of the repository."),
        JSONMember("draft", .text, "The draft that it is on."),
        JSONMember("started", .flag, "The draft was started for it."),
        JSONMember("saved", .flag, "It is saved, as in a bare repository."),
    ])

private let draftObject = JSONObject(
    "draft", "A draft.",
    [
        JSONMember("name", .text, "Its branch: draft/ana/new-leads."),
        JSONMember("member", .text, "The member whose draft it is: ana."),
        JSONMember("slug", .text, "What it is called: new-leads."), JSONMember("revision", .commit, "Its commit."),
        JSONMember("current", .flag, "It is checked out here."),
        JSONMember("request", .optional(.digest), "The id of its open request."),
        JSONMember("live", .flag, "It is published, and its branch is still there."),
        JSONMember("saved", .time, "When its last commit was made."),
        JSONMember("title", .text, "The first line of that commit's message; empty: it has no commit of its own."),
        JSONMember("on", .list(.text), "Unpublished drafts whose changes it contains."),
    ])
