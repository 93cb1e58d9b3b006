extension Explanation {
    private static let sync = "syncs/leads-to-crm.yaml"

    static let shape = [
        Explanation(
            code: .wrongShape, title: "a key is missing or holds the wrong kind of value",
            why: """
                A model needs `name`, `source`, `type` and the key that holds its query: `rawSql` for raw_sql, `tableName`
                for table, `customQuery` for custom, `dbtModel` for dbt_model. A sync needs `model`, `destination`,
                `config` and `schedule`. Other keys are not checked.

                A type that is not known here is a warning: it may be newer than this program, or a typo.
                """,
            wrong: Example("models/leads.yaml", model("type: raw_sql", "type: table")),
            right: Example(
                "models/leads.yaml",
                "name: Leads\nsource: warehouse\ntype: table\ntableName: crm.leads\nprimaryKey: id\n",
                also: ["columns/leads.yaml": "columns:\n  - name: id\n  - name: email\n"])),
        Explanation(
            code: .badSchedule, title: "a schedule that would never run, or not as intended",
            why: """
                A schedule is `manual`, an `interval` of at least 1, a `cron` expression of five fields, a `visual_cron`,
                or follows a dbt job. A sync with another schedule does not run, and nobody is told.

                A type or unit that is unlike any known one is a warning: it may be newer than this program.
                """,
            wrong: Example(
                sync, sync("  type: manual\n", "  type: cron\n  schedule: {expression: '61 6 * * *'}\n")),
            right: Example(
                sync, sync("  type: manual\n", "  type: cron\n  schedule: {expression: '30 6 * * *'}\n"))),
        Explanation(
            code: .writtenTwice, title: "two mappings write the same field",
            why: "It is undefined which of the two wins. Keep one.",
            wrong: Example(
                sync, sync("schedule:", "    - {to: Email, from: id, type: standard}\nschedule:")),
            right: Example(
                sync, sync("schedule:", "    - {to: Number, from: id, type: standard}\nschedule:"))),
        Explanation(
            code: .badSettings, title: "settings that contradict themselves",
            why: """
                assent.yaml says who may change what and who must agree. It is wrong if it names a role, permission or
                member that does not exist, if a key is not an SSH public key or belongs to two members, if it asks for more
                approvals than there are members to give them, if nobody is left who may manage, and if the id of somebody
                who left is used again: to remove a member, keep the entry and write `removed: true`. It is also wrong if
                it is written in a way that programs read differently: with anchors, tags or merge keys.
                """,
            wrong: Example("assent.yaml", settings(role: "editr")),
            right: Example("assent.yaml", settings(role: "editor"))),
    ]

    private static func settings(role: String) -> String {
        """
        version: 1
        id: 5d0c7a1e9b3f2468
        workspace: acme
        members:
          ana: {name: Ana Silva, email: ana@acme.example, role: \(role)}
          bo: {name: Bo Chen, email: bo@acme.example, role: editor}
          carol: {name: Carol Diaz, email: carol@acme.example, role: admin}

        """
    }
}
