extension Explanation {
    private static let sync = "syncs/leads-to-crm.yaml"
    private static let model = "models/leads.yaml"

    static let files = [
        Explanation(
            code: .notYAML, title: "a file is not valid YAML",
            why: """
                A file that cannot be read cannot be reviewed, and Git Sync stops at it. Nothing inside such a file is
                checked.

                By far the most common cause: the text of `rawSql: |-` starts at the left margin. Every line of it must be
                indented, by two spaces as Git Sync does, so that it belongs to `rawSql`.
                """,
            wrong: Example(
                model,
                """
                name: Leads
                source: warehouse
                type: raw_sql
                rawSql: |-
                select id, email
                from crm.leads
                primaryKey: id

                """),
            right: Example(
                model,
                """
                name: Leads
                source: warehouse
                type: raw_sql
                rawSql: |-
                  select id, email
                  from crm.leads
                primaryKey: id

                """)),
        Explanation(
            code: .duplicateKey, title: "a key appears twice in one map",
            why: """
                Some readers take the first of the two, some the last, and some refuse the file, so a reviewer might not
                see what runs. Keep one.
                """,
            wrong: Example(sync, sync("  mode: insert\n", "  mode: insert\n  mode: upsert\n")),
            right: Example(sync, sync("  mode: insert\n", "  mode: upsert\n"))),
        Explanation(
            code: .tooLarge, title: "a file is too large or too deep to be read safely",
            why: """
                Files of a workspace are small. A file of more than 1 MiB, with more than 64 levels, or whose aliases expand to
                more than 10,000 nodes is a mistake, or was made to harm whoever reads it. Nothing beyond these limits is
                read.
                """,
            wrong: Example(sync, sync("mode: insert", "mode: " + String(repeating: "[", count: 65))),
            right: Example(sync, sync("mode: insert", "mode: [[insert]]"))),
        Explanation(
            code: .badBytes, title: "a file has bytes that are not text",
            why: """
                A file that is not UTF-8, or has a NUL or another control character, looks different in each
                program. Save it as UTF-8, and remove invisible characters (or write them as escapes in double quotes).
                """,
            wrong: Example(sync, sync("mode: insert", "mode: ins\u{0}ert")),
            right: Example(sync, sync("mode: insert", "mode: \"insert\""))),
        Explanation(
            code: .misplacedFile, title: "a file with a name or form that is not allowed",
            why: """
                Models and syncs are files named `<slug>.yaml`, directly in models/ and syncs/. A file that looks like
                one but has another name (`leads.yml`) is neither read nor reviewed. A link or a submodule in place
                of a file would let its content change without a review. Two names that differ only in letter case or
                Unicode form are one file on macOS and Windows, where one overwrites the other. A folder with two entries
                of the same name, or with anything else that git never writes, was made by hand: programs read different
                files in it.
                """,
            wrong: Example("models/customers.yml", leads),
            right: Example("models/customers.yaml", leads)),
        Explanation(
            code: .ambiguousScalar, title: "a value that YAML parsers read differently",
            why: """
                `yes`, `014`, `12:30:45` and `1e3` without quotes are text to some readers of YAML, and true, 12, 45045 or
                1000 to others: versions 1.1 and 1.2 of YAML disagree. Quote the value, and all of them read the same.
                """,
            wrong: Example(sync, sync("  mode: insert\n", "  mode: insert\n  object: no\n")),
            right: Example(sync, sync("  mode: insert\n", "  mode: insert\n  object: 'no'\n"))),
        Explanation(
            code: .mergeConflict, title: "an unresolved merge conflict",
            why: """
                Lines mark the place where two changes met: `<<<<<<<`, what one side has, in some merges `|||||||` and what
                was before, `=======`, what the other side has, `>>>>>>>`. Choose what to keep, and remove the rest and
                all of these lines. On a draft, `assent draft resolve <field> --mine` or `--published` does it.
                """,
            wrong: Example(
                sync, sync("  mode: insert\n", "<<<<<<< HEAD\n  mode: insert\n=======\n  mode: upsert\n>>>>>>> main\n")),
            right: Example(sync, sync("  mode: insert\n", "  mode: upsert\n"))),
        Explanation(
            code: .attributes, title: "git checks out different bytes than were approved",
            why: """
                A line of `.gitattributes` can make git run a program over a file on its way to the disk (`filter`), write it
                in another encoding (`working-tree-encoding`) or with other line ends (`eol=crlf`), put the object's name into
                it (`ident`), or merge it with another program (`merge`). The bytes in the repository are what was approved.

                `.gitattributes` needs no approval: look at who added the line, and remove it.
                `merge=assent` is fine.
                """,
            wrong: Example(".gitattributes", "*.yaml filter=tidy\n"),
            right: Example(".gitattributes", "*.yaml text merge=assent\n")),
        Explanation(
            code: .notGoverned, title: "files that Git Sync reads but that need no approval here",
            why: """
                Assent reviews models and syncs, in the one folder that the settings name as `root`. Git Sync also writes
                other resources (`schema/parent-models/`, event contracts), and it may write to another folder than the one
                that was there when the workspace was made. Anybody who may push to main can change these files without approval.

                A folder with syncs is a warning: if it is the one that Git Sync writes, make it the workspace's folder with
                `assent settings root <folder>`. Other resources are a notice: protect them at your git host.
                """,
            wrong: Example("hightouch/syncs/leads.yaml", leadsToCRM),
            right: Example("syncs/leads.yaml", leadsToCRM)),
    ]
}
