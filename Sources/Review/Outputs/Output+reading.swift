import Resources

// What others did, and what is published.

extension Output {
    package static let requests = Output(
        "requests",
        [
            JSONMember(
                "requests", .list(.object(.request)), "Open requests, newest first; with --all then the others."),
            JSONMember("unsound", .list(.object(.unsound)), "Refs that are not requests."),
        ])

    package static let view = Output(
        "view",
        JSONObject(
            nil, "An open request, or a draft.",
            [JSONMember("kind", .choice(["plan"]), "What this is.")] + JSONObject.planMembers + [
                JSONMember("on", .list(.text), "Unpublished drafts whose changes it contains."),
                JSONMember(
                    "after", .list(.text),
                    "Drafts that must go live before it, or with it: it is shown as it will be after them."
                ),
                JSONMember("overlaps", .list(.object(.overlap)), "Other drafts that change the same things."),
                JSONMember(
                    "sinceViewed", .optional(.object(.sinceViewed)),
                    "What is new since you viewed it last in this clone; null: you did not."),
            ]),
        JSONObject(
            nil, "A request that was published, withdrawn or deleted.",
            [JSONMember("kind", .choice(["request"]), "What this is.")] + JSONObject.requestMembers + [
                JSONMember("events", .list(.object(.event)), "What was done about it and counts, oldest first."),
                JSONMember("voids", .list(.object(.event)), "What was done about it and does not count."),
                JSONMember("changes", .changes, "What it changed, or would have."),
                JSONMember("uses", .uses, "By model: the syncs that run on it."),
            ]),
        JSONObject(
            nil, "A model or sync, as it is published.",
            [
                JSONMember("kind", .choice(["resource"]), "What this is."),
                JSONMember("resource", .text, "Its name: model/leads."),
                JSONMember("published", .changes, "Its files, as if they were new; empty: it is not published."),
                JSONMember("model", .optional(.text), "Of a sync: the slug of its model."),
                JSONMember("syncs", .list(.text), "Of a model: the slugs of the syncs that run on it."),
                JSONMember("uses", .list(.object(.use)), "The same, with where they send rows."),
                JSONMember("changedBy", .list(.text), "Drafts that change it."),
            ]))

    package static let log = Output(
        "log",
        [
            JSONMember(
                "entries",
                .list(
                    .object(
                        JSONObject.entry.adding(
                            [
                                JSONMember("changes", .changes, "What it changed."),
                                JSONMember("faults", .list(.object(.fault)), "What no request can publish."),
                            ], as: "logEntry", "A commit on main that changed something."))), "Newest first.")
        ])

    package static let blame = Output(
        "blame",
        [
            JSONMember("resource", .text, "The model or sync."),
            JSONMember(
                "fields",
                .list(
                    .object(
                        JSONObject(
                            "blamedField", "A field as it is published.",
                            [
                                JSONMember("file", .text, "The file."),
                                JSONMember("path", .text, "The field's path."),
                                JSONMember("value", .anything, "Its value."),
                                JSONMember("changedBy", .object(.entry), "What changed it last."),
                            ]))), "Its fields, by file and path."),
        ])

    package static let export = Output(
        "export", lines: true,
        JSONObject(
            nil, "A model or sync, as it was published.",
            [
                JSONMember("version", .version, "The version of this line's shape."),
                JSONMember("commit", .commit, "The commit on main."),
                JSONMember("kind", .choice(of: ResourceKind.self), "What it is."),
                JSONMember("slug", .text, "Its file's name without .yaml."),
                JSONMember("path", .text, "Its file, from the top of the repository."),
                JSONMember("content", .anything, "What the file says; null: it cannot be read as fields."),
                JSONMember("columns", .anything, "Of a model: what its file of columns says."),
                JSONMember("model", .optional(.text), "Of a sync: the slug of its model."),
                JSONMember("source", .optional(.text), "Where its rows come from, after following aliases."),
                JSONMember("destination", .optional(.text), "Where they go, after following aliases."),
            ]))
}
