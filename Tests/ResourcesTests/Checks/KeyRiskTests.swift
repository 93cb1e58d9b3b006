import Testing

@testable import Resources

/// A405, A407 and A408: keys that are none, and columns that come and go beneath the syncs.
struct KeyRiskTests {
    private let sync = "syncs/leads-to-crm.yaml"
    private let model = "models/leads.yaml"
    private let unstable = leads("select id,", "select uuid_string() as id,")

    @Test("A405 a key that the query makes up, in a change or in a new model, also where columns are declared")
    func unstableKey() {
        let found = Sample().findings(changing: [model: unstable])
        #expect(found.brief == ["A405 warning models/leads.yaml:7:13 id"])
        #expect(
            found.first?.message
                == "Every row will count as new on every run: the primary key `id` is generated anew each time, by uuid_string(). "
                + "sync/leads-to-crm inserts, so expect duplicates.")
        #expect(found.first?.isRisk == true)
        let columns = ["columns/leads.yaml": "columns:\n  - name: id\n  - name: email\n"]
        #expect(Sample(columns).findings(changing: [model: unstable]).codes == ["A405"])
        #expect(Sample().findings(changing: ["models/new.yaml": unstable]).codes == ["A405"])
        // The key moves to the column that was made up all along.
        let made = leads("select id,", "select id, newid() as made,")
        #expect(
            Sample([model: made]).findings(changing: [model: made.replacing("primaryKey: id", "primaryKey: MADE")])
                .codes
                == ["A401", "A405"])
    }

    @Test("A405 is about what a change brings, and about the key alone")
    func stableKeys() {
        let before = Sample([model: unstable])
        #expect(before.findings.brief == [])
        #expect(
            before.findings(changing: [model: unstable.replacing("from crm.leads", "from crm.all_leads")]).brief == [])
        #expect(before.findings(changing: [model: Explanation.leads]).brief == [])
        let renamed = before.findings(changing: [
            model: nil, "models/people.yaml": unstable, sync: leadsToCRM("model: leads", "model: people"),
        ])
        #expect(renamed.brief == [])
        #expect(Sample().findings(changing: [model: leads("select id,", "select id, uuid_string() as u,")]).brief == [])
    }

    @Test(
        "A408 ways of writing that tell rows apart need a key",
        arguments: [
            ("insert", ", so expect duplicates"), ("upsert", ", so expect duplicates"), ("update", ""), ("mirror", ""),
            ("diff", ""), ("all", nil), ("archive", nil), ("message", nil), ("batchMessage", nil),
        ] as [(String, String?)])
    func modes(_ mode: String, _ effect: String?) {
        let sample = Sample([sync: nil, model: leads("primaryKey: id\n", "")])
        let found = sample.findings(changing: [sync: leadsToCRM("mode: insert", "mode: \(mode)")])
            .filter { $0.code != .deletes }
        #expect(found.brief == (effect == nil ? [] : ["A408 warning syncs/leads-to-crm.yaml:4:9 \(mode)"]))
        if let effect { #expect(found.first?.message.hasSuffix("s\(effect).") == true) }
    }

    @Test("A408 comes with what brings it: a new sync, another mode, another model, or a new model without a key")
    func missingKey() {
        let keyless = leads("primaryKey: id\n", "")
        let all = leadsToCRM("mode: insert", "mode: all")
        let people = ["models/people.yaml": keyless]
        #expect(
            Sample([sync: nil, model: keyless]).findings(changing: [sync: Explanation.leadsToCRM]).map(\.message) == [
                "Rows cannot be told apart: model/leads has no primary key, and sync/leads-to-crm inserts, so expect "
                    + "duplicates."
            ])
        #expect(
            Sample([sync: all, model: keyless]).findings(changing: [sync: Explanation.leadsToCRM]).codes == ["A408"])
        #expect(
            Sample(people.mapValues { $0 }).findings(changing: [sync: leadsToCRM("model: leads", "model: people")])
                .codes
                == ["A403", "A408"])
        let both = Sample([sync: nil, model: nil]).findings(changing: [sync: Explanation.leadsToCRM, model: keyless])
        #expect(both.codes == ["A408"])
        // The sync waited for its model, and is not touched itself.
        #expect(Sample([model: nil]).findings(changing: [model: keyless]).codes == ["A408"])
        let empty = leads("primaryKey: id", "primaryKey: ''")
        #expect(Sample([model: nil]).findings(changing: [model: empty]).codes == ["A408"])
    }

    @Test("A408 says nothing of what was so before, of a key taken away (A401), or of models that are not known here")
    func keyed() {
        let keyless = leads("primaryKey: id\n", "")
        let published = Sample([model: keyless])
        #expect(published.findings.brief == [])
        #expect(published.findings(changing: [model: keyless.replacing("Leads", "All leads")]).brief == [])
        #expect(published.findings(changing: [sync: leadsToCRM("mode: insert", "mode: upsert")]).brief == [])
        #expect(Sample().findings(changing: [model: keyless]).codes == ["A401"])
        let renamed = published.findings(changing: [
            model: nil, "models/people.yaml": keyless, sync: leadsToCRM("model: leads", "model: people"),
        ])
        #expect(renamed.brief == [])
        let visual = keyless.replacing("type: raw_sql", "type: visual_audience")
        #expect(
            !Sample([sync: nil, model: visual]).findings(changing: [sync: Explanation.leadsToCRM]).codes.contains(
                "A408"))
        let odd = leads("primaryKey: id", "primaryKey: {a: b}")
        #expect(Sample([model: nil]).findings(changing: [model: odd]).codes == ["A301"])
    }

    @Test("A407 columns that come and go beneath a sync that sends them all")
    func columns() {
        let auto = ["syncs/all.yaml": leadsToCRM("  mappings:", "  autoSyncColumns: true\n  mappings:")]
        let sample = Sample(auto.mapValues { $0 })
        let found = sample.findings(changing: [model: leads("created_at", "phone")])
        #expect(found.brief == ["A407 warning models/leads.yaml:4:1 rawSql"])
        #expect(
            found.first?.message
                == "Other fields will be sent: `phone` comes and `created_at` goes, and sync/all sends every column of this "
                + "model.")
        let declared = sample.findings(changing: [
            "columns/leads.yaml": "columns:\n  - name: id\n  - name: email\n  - name: created_at\n  - name: phone\n"
        ])
        #expect(declared.brief == ["A407 warning models/leads.yaml"])
        #expect(sample.findings(changing: [model: leads("id, email, created_at", "id, EMAIL, created_at")]).brief == [])
        #expect(sample.findings(changing: [model: leads("crm.leads", "crm.people")]).brief == [])
        #expect(Sample().findings(changing: [model: leads("created_at", "phone")]).brief == [])
        // What the columns become cannot be told, which is no finding.
        #expect(!sample.findings(changing: [model: leads("id, email, created_at", "*")]).codes.contains("A407"))
    }
}
