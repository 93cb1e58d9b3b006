import Approvals

/// What imports print.
package enum ImportOutput {
    package static let imported = Output(
        "import",
        [
            JSONMember(
                "kind", .choice(of: Import.Kind.self),
                "started: a draft was started. updated: the open draft has what is new. "
                    + "unchanged: the open draft has all of it already. followed: there was nothing to import, and the "
                    + "branch follows main again. nothing: there was nothing to do."),
            JSONMember("dryRun", .flag, "Nothing was done; the members say what would be."),
            JSONMember("branch", .text, "The branch that was imported."),
            JSONMember("remote", .optional(.text), "The remote that has it; null: it is here alone."),
            JSONMember("from", .commit, "The branch's commit before."),
            JSONMember("tip", .commit, "The branch's commit now."),
            JSONMember("commits", .list(.commit), "The commits that were imported, newest first."),
            JSONMember(
                "leftOut",
                .list(
                    .object(
                        JSONObject(
                            nil, "",
                            [
                                JSONMember("path", .text, "The path, from the top of the repository."),
                                JSONMember(
                                    "kind", .choice(of: Import.LeftOut.Why.self),
                                    "notGoverned: it is not a file of the workspace. tooLarge: it has more than 1 MiB."),
                            ]))), "What the branch has otherwise than main, and a draft may not change."),
            JSONMember("draft", .optional(.text), "The draft."),
            JSONMember("revision", .optional(.commit), "The draft's commit."),
            JSONMember("request", .optional(.digest), "The id of the draft's open request."),
            JSONMember("submitAgain", .flag, "That request asks for what the draft was before."),
            JSONMember("changes", .changes, "What publishing the draft would change."),
            JSONMember(
                "renamed",
                .list(
                    .object(
                        JSONObject(
                            nil, "",
                            [
                                JSONMember("from", .text, "The old name: sync/leads-to-crm."),
                                JSONMember("to", .text, "The new name."),
                            ]))), "Models and syncs among them that were most likely renamed."),
            JSONMember("conflicts", .list(.object(.conflict)), "Fields that main has changed too."),
            JSONMember("findings", .findings, "What the checks found."),
            JSONMember("overlaps", .list(.object(.overlap)), "Other drafts that change the same things."),
        ])
}
