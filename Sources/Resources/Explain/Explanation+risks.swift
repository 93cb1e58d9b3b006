extension Explanation {
    private static let sync = "syncs/leads-to-crm.yaml"
    private static let model = "models/leads.yaml"

    static let risks = [
        Explanation(
            code: .primaryKeyChanged, title: "the primary key of a model changed",
            why: """
                Hightouch tells rows apart by the primary key and sends what is new. With another key every row is new:
                an insert sync sends all of them again, and the CRM has every lead twice. This cannot be taken back.

                If the change is meant, pause the syncs that insert, or let them start from what is there already.
                """,
            wrong: Example(model, model("primaryKey: id", "primaryKey: email")),
            right: Example(model, model("name: Leads", "name: All leads"))),
        Explanation(
            code: .redirected, title: "a sync reads other rows, or writes to another place",
            why: """
                A sync that runs on another model reaches other people: the wrong audience behind a campaign. One that
                goes to another destination fills that one with every row, and leaves the old one as it stood. An alias
                that stands for something else moves every sync that uses it, and none of their files shows it.

                Nothing is wrong with the files, so only a person can say whether it is meant.
                """,
            wrong: Example(sync, sync("destination: crm", "destination: crm-test")),
            right: Example(sync, sync("mode: insert", "mode: upsert"))),
    ]
}
