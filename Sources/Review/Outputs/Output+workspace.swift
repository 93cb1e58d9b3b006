import Resources

// The workspace, its members and settings.

extension Output {
    package static let initialize = Output(
        "init",
        JSONObject(
            nil, "",
            [
                JSONMember("workspace", .text, "The workspace's name."),
                JSONMember("id", .text, "Its id, in assent.yaml."),
                JSONMember("branch", .text, "The branch that is published."),
                JSONMember("root", .text, "The folder of models and syncs; empty: the top of the repository."),
                JSONMember("genesis", .commit, "The commit that started it."),
                JSONMember(
                    "models", .optional(.count), "How many models were adopted; null: the workspace was there already."),
                JSONMember("syncs", .optional(.count), "How many syncs were adopted."),
                JSONMember("findings", .optional(.count), "How many findings they have."),
                JSONMember("renewed", .flag, "A copy was given an id of its own."),
                JSONMember("ci", .optional(.text), "The file of --ci that was written."),
            ]),
        JSONObject(
            nil, "With --show.",
            [
                JSONMember("path", .text, "The file that --ci would write."),
                JSONMember("text", .text, "What it would hold."),
            ]))

    package static let memberList = Output(
        "member list",
        [
            JSONMember("members", .list(.object(memberObject)), "The members, in the order of assent.yaml."),
            JSONMember("me", .optional(.text), "Your own id; null: you are not a member."),
        ])

    /// Of the commands that change a member, by their last word.
    package static func member(_ verb: String) -> Output { Output("member \(verb)", settingsChangeObject) }

    package static let settings = Output(
        "settings",
        JSONObject(
            nil, "Without a value.",
            [
                JSONMember(
                    "settings", .map(key: "key", .optional(.text)),
                    "By key: the value as it is typed; null: it is not set.")
            ]),
        settingsChangeObject)
}

private let memberObject = JSONObject(
    "member", "A member of the workspace.",
    [
        JSONMember("id", .text, "The id."), JSONMember("name", .text, "The full name."),
        JSONMember("email", .text, "The address that the member's git has as user.email."),
        JSONMember("login", .optional(.text), "The name on the git server."),
        JSONMember("role", .text, "The role."),
        JSONMember("keys", .list(.text), "Fingerprints of the keys."),
        JSONMember("permissions", .list(.choice(of: Permission.self)), "What the role may do."),
    ])

private let settingsChangeObject = JSONObject(
    nil, "A change of assent.yaml.",
    [
        JSONMember("draft", .optional(.text), "The draft that it was made on; null: there was nothing to change."),
        JSONMember(
            "commit", .optional(.commit),
            "The commit on main that published it; null: the draft has to be submitted."),
        .concerned,
    ])
