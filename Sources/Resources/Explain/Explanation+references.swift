extension Explanation {
    private static let sync = "syncs/leads-to-crm.yaml"
    private static let model = "models/leads.yaml"

    static let references = [
        Explanation(
            code: .unknownModel, title: "a sync names a model that does not exist",
            why: """
                The sync could not run. A model is named by its file: `model: leads` means models/leads.yaml, whatever
                `name` says inside.
                """,
            wrong: Example(sync, sync("model: leads", "model: lead")),
            right: Example(sync, sync("model: leads", "model: leads # models/leads.yaml"))),
        Explanation(
            code: .unknownConnection, title: "an unknown source or destination",
            why: """
                Sources and destinations are made in Hightouch, which lists them in manifest-*.yaml; aliases-*.yaml may
                give them other names. A name that is in neither of them leads nowhere.

                Without a manifest there is nothing to check against; a notice says so once.
                """,
            wrong: Example(sync, sync("destination: crm", "destination: crn")),
            right: Example(
                sync, sync("destination: crm", "destination: sales"),
                published: ["aliases-acme.yaml": "destinations:\n  sales: crm\n"])),
        Explanation(
            code: .unknownColumn, title: "a column that the model is not known to have",
            why: """
                A mapping, an external id or a primary key names a column of the model. One that the model does not have
                leaves the field empty in every row, or stops the sync. Letter case is ignored.

                The model's columns are those in columns/<slug>.yaml (or `columns` in the model), or else those of an
                explicit select list. Where neither lists them, as with `select *`, a notice says that columns were not
                checked.
                """,
            wrong: Example(sync, sync("from: email", "from: emial")),
            right: Example(sync, sync("from: email", "from: EMAIL"))),
        Explanation(
            code: .badTemplate, title: "a template that cannot be filled in",
            why: """
                This is how people get a mail that greets `{{ row.frist_name }}`, or no name at all: the template names a
                column that the model does not have, or is not Liquid. Columns are written `{{ row.email }}` or
                `{{ row['Full Name'] }}`. Templates are case-sensitive: `{{ row.email }}` is empty where the column is
                `EMAIL`. That is an error where columns are declared, and where the warehouse keeps the case of its query.

                What LiquidJS refuses is an error. What it accepts but carries out differently is a warning, which says
                what comes out; a filter that is not known here is a notice. Values of type static are not templates.
                """,
            wrong: Example(sync, sync("  mode: insert\n", "  mode: insert\n  body: 'Hello {{ row.emial }}'\n")),
            right: Example(sync, sync("  mode: insert\n", "  mode: insert\n  body: 'Hello {{ row.email }}'\n"))),
        Explanation(
            code: .deletedModelInUse, title: "a model is deleted while a sync still runs on it",
            why: """
                The syncs that run on it would stop. Delete them too, or point them at another model, in the same draft.
                """,
            wrong: Example(model, nil),
            right: Example(model, nil, also: [sync: nil])),
        Explanation(
            code: .onlyInDraft, title: "what the sync needs exists only in another draft",
            why: """
                The model, or a column of it, exists in another draft but is not published. Publish that draft too: both go
                live in one step, the model first. A warning means that the sync can go live now, but its model is about
                to change.
                """,
            wrong: Example(
                sync, sync("from: email", "from: work_email"),
                otherDraft: [model: model("email,", "email, work_email,")]),
            right: Example(
                sync, sync("from: email", "from: work_email"), also: [model: model("email,", "email, work_email,")])),
    ]
}
