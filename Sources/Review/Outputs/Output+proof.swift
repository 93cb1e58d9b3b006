// Checks and proofs, and what explains them.

extension Output {
    package static let check = Output(
        "check",
        [
            JSONMember("findings", .findings, "What the checks found."),
            JSONMember("errors", .count, "How many errors count."),
            JSONMember("warnings", .count, "How many warnings count."),
            JSONMember("notices", .count, "How many notices count."),
            JSONMember("inherited", .count, "How many findings were published before."),
            JSONMember("conflicts", .count, "How many fields conflict with what was published since."),
            JSONMember("checked", .object(checkedObject), "What was checked."),
            JSONMember(
                "approval", .optional(.object(.standing)), "With --require-approval: how far it is approved."),
        ])

    package static let verify = Output(
        "verify",
        [
            JSONMember("valid", .flag, "Everything on main was approved as the rules require."),
            JSONMember("branch", .text, "The branch that is published."),
            JSONMember("genesis", .commit, "The commit that started the workspace."),
            JSONMember("tip", .commit, "The newest commit that was looked at."),
            JSONMember("landings", .list(.object(.landing)), "Published changes that are proven, oldest first."),
            JSONMember(
                "settingsChanges", .list(.object(.settingsChange)),
                "Published changes of settings or aliases that needed no approval, oldest first."),
            JSONMember("accepted", .list(.object(.acceptance)), "Commits that an administrator accepted."),
            JSONMember("closed", .list(.object(.closedLanding)), "Published changes whose request was closed."),
            JSONMember("otherCommits", .count, "How many commits change nothing that is governed."),
            JSONMember("overrides", .optional(.object(.overrides)), "What makes plain git show another history."),
            JSONMember(
                "attributes", .list(.object(.attribute)), "What makes git show other bytes than were approved."),
            JSONMember("failure", .optional(.object(.failure)), "The first commit that is not valid."),
        ])

    package static let accept = Output(
        "accept",
        [
            JSONMember("accepted", .list(.object(.acceptance)), "What was accepted."),
            JSONMember("failure", .optional(.object(.failure)), "Where assent verify stops next."),
            .concerned,
        ])

    package static let explain = Output(
        "explain",
        JSONObject(
            nil, "With a code.",
            [
                JSONMember("code", .text, "The code: A203."), JSONMember("title", .text, "What it is about."),
                JSONMember("why", .text, "Why it matters."),
                JSONMember("wrong", .object(exampleObject), "An example that has it."),
                JSONMember("right", .object(exampleObject), "The same without it."),
                JSONMember("text", .text, "All of it as plain text."),
                JSONMember("markdown", .text, "All of it as Markdown."),
            ]),
        JSONObject(
            nil, "Without a code.",
            [
                JSONMember(
                    "codes",
                    .list(
                        .object(
                            JSONObject(
                                nil, "",
                                [
                                    JSONMember("code", .text, "The code."),
                                    JSONMember("title", .text, "What it is about."),
                                ]))),
                    "All of them.")
            ]))

    package static let schema = Output(
        "schema",
        JSONObject(nil, "A JSON Schema.", [JSONMember("$schema", .text, "The version of JSON Schema.")], isOpen: true),
        JSONObject(
            nil, "For schema output without a command.",
            [JSONMember("commands", .list(.text), "Commands whose output has a schema.")]))
}

private let checkedObject = JSONObject(
    nil, "",
    [
        JSONMember(
            "kind", .choice(["work", "published", "everything", "changes"]),
            "work: a draft with its unsaved files, as publishing it would leave main. published: it is on main already. "
                + "everything: all files. changes: what a commit changes."),
        JSONMember("name", .text, "The draft, branch or commit."),
        JSONMember("since", .optional(.text), "For changes: counted from the common ancestor with this commit."),
        JSONMember("files", .optional(.count), "How many files."),
        JSONMember("unsaved", .optional(.count), "How many of them are not saved."),
        JSONMember("models", .optional(.count), "For everything: how many models."),
        JSONMember("syncs", .optional(.count), "For everything: how many syncs."),
        JSONMember("text", .text, "The same in words."),
    ])

private let exampleObject = JSONObject(
    "example", "A file, with the others that it needs.",
    [
        JSONMember("path", .text, "The file."),
        JSONMember("text", .optional(.text), "What it holds; null: it is deleted."),
        JSONMember(
            "files",
            .list(
                .object(
                    JSONObject(
                        nil, "",
                        [
                            JSONMember(
                                "state", .choice(["subject", "published", "changed", "draft"]),
                                "subject: the file itself. published: as it was. changed: by the same draft. "
                                    + "draft: by another one."),
                            JSONMember("path", .text, "The file."),
                            JSONMember("before", .optional(.text), "What it held before."),
                            JSONMember("text", .optional(.text), "What it holds."),
                        ]))), "All of the files."),
    ])
