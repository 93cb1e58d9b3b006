extension Explanation {
    private static let sync = "syncs/leads-to-crm.yaml"
    private static let model = "models/leads.yaml"

    private static let upserting = sync(
        "mode: insert", "mode: upsert\n  externalIdMapping: {to: Email, from: email, type: standard}")

    private static let twoFields = sync("schedule:", "    - {to: Created, from: created_at, type: standard}\nschedule:")

    static let risks = [
        Explanation(
            code: .primaryKeyChanged, title: "the primary key of a model changed",
            why: """
                Hightouch tells rows apart by the primary key and sends what is new. With another key every row is new:
                an insert sync sends all of them again, and the CRM has every lead twice. This cannot be taken back.

                If the change is intended, pause the syncs that insert, or let them start from what is there already.
                """,
            wrong: Example(model, model("primaryKey: id", "primaryKey: email")),
            right: Example(model, model("select id, email, created_at", "select id, lower(email) as email, created_at"))
        ),
        Explanation(
            code: .sentTwice, title: "a sync no longer finds existing records",
            why: """
                An upsert finds the record of each row by the external id, and changes it. A sync with mode insert or all
                does not look for records and only adds them; one with another external id looks in the wrong place. Either
                way, everyone who is already in the CRM ends up there twice.

                If it is intended, try it on a test destination first, and count the records before and after.
                """,
            wrong: Example(sync, leadsToCRM, published: [sync: upserting]),
            right: Example(sync, upserting)),
        Explanation(
            code: .redirected, title: "a sync reads other rows, or writes to another place",
            why: """
                A sync that runs on another model reaches other people: a campaign gets the wrong audience. One that
                goes to another destination sends every row there, and leaves the old one as it was. An alias
                that now stands for something else moves every sync that uses it, and none of their files shows it.

                Nothing is wrong with the files, so only a person can say whether the change is intended.
                """,
            wrong: Example(sync, sync("destination: crm", "destination: crm-test")),
            right: Example(sync, sync("mode: insert", "mode: upsert"))),
        Explanation(
            code: .deletes, title: "a sync starts to delete, or deletes more",
            why: """
                A mirror makes the destination the same as the model: what the query does not return is deleted
                there, no matter who put it there. deleteMode does that to the records of rows that leave the query. One wrong join, or one
                empty table in the warehouse, then empties the destination, and nothing brings the records back.

                Look at the query as carefully as at the sync. A new sync that deletes is reported too.
                """,
            wrong: Example(sync, sync("mode: insert", "mode: mirror")),
            right: Example(sync, sync("mode: insert", "mode: upsert"))),
        Explanation(
            code: .unstableKey, title: "the primary key is different on every run",
            why: """
                A row is recognised by its primary key. One that the query generates (random(), uuid(), row_number()
                over no order) is different on every run: every row counts as new and is sent again, each time.

                Use a column that never changes for a row, or a hash of such columns.
                """,
            wrong: Example(model, model("select id,", "select uuid_string() as id,")),
            right: Example(model, model("select id,", "select md5(email) as id,"))),
        Explanation(
            code: .runsMore, title: "a sync starts to run, or runs more often than hourly",
            why: """
                When a paused sync is resumed, it sends everything that changed during the pause at once, and the reason for
                the pause may still hold. Each run costs the warehouse a query, and many destinations limit how many
                calls they accept in a day, from all clients together.
                """,
            wrong: Example(
                sync, sync("type: manual", "type: interval\n  schedule: {interval: {unit: minute, quantity: 5}}")),
            right: Example(
                sync, sync("type: manual", "type: interval\n  schedule: {interval: {unit: hour, quantity: 6}}"))),
        Explanation(
            code: .fieldsChanged, title: "fields are no longer filled in, or different ones are",
            why: """
                A field that has lost its mapping keeps its old value, which looks as good as a fresh one to whoever
                reads it at the destination. With autoSyncColumns the columns of the model are the mappings, so whoever
                changes the query changes what is sent, personal data included.
                """,
            wrong: Example(sync, leadsToCRM, published: [sync: twoFields]),
            right: Example(sync, twoFields)),
        Explanation(
            code: .missingKey, title: "a sync needs a primary key, and its model has none",
            why: """
                Syncs that insert, upsert, update or mirror send what is new or changed since the last run. Without a
                primary key no row is recognised, so every row looks new.

                Syncs on all or archive send everything each time and need none.
                """,
            wrong: Example(
                "syncs/leads-to-ads.yaml", upserting, published: [model: model("primaryKey: id\n", "")]),
            right: Example("syncs/leads-to-ads.yaml", upserting, published: [model: leads])),
        Explanation(
            code: .opaque, title: "a changed file that programs may read differently",
            why: """
                YAML can be written in ways that programs read differently: anchors and aliases, tags, merge keys, empty
                items, texts that are numbers to some. Nobody can say what such a file means to the program that runs it,
                so its fields cannot be compared. Its lines are shown instead, every change of them needs approval, and
                that counts as a risk in itself.

                Write the file plainly, as the example on the right: then its fields are compared again.
                """,
            wrong: Example(sync, sync("schedule:", "description: &about Leads of the site\nschedule:")),
            right: Example(sync, sync("schedule:", "description: Leads of the site\nschedule:"))),
    ]
}
