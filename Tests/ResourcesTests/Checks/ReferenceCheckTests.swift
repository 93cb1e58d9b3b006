import Testing
import YAML

@testable import Resources

/// A201 to A206: what files say about each other.
struct ReferenceCheckTests {
    private let sync = "syncs/leads-to-crm.yaml"
    private let model = "models/leads.yaml"

    @Test("A201 a sync without its model gets that alone, with names that are near")
    func unknownModel() {
        let text = leadsToCRM("model: leads", "model: laeds").replacing(
            "from: email", "from: nothing, body: '{{ row.x }}'")
        let findings = Sample([sync: text]).findings
        #expect(findings.brief == ["A201 error syncs/leads-to-crm.yaml:1:8 laeds"])
        #expect(findings.first?.label == "did you mean leads?")
    }

    @Test("A201 columns of a model that does not exist")
    func orphanColumns() {
        #expect(
            Sample(["columns/lead.yaml": "columns:\n  - name: a\n"]).findings.brief == [
                "A201 warning columns/lead.yaml"
            ])
    }

    @Test("A202 sources, destinations and what aliases stand for")
    func connections() {
        #expect(
            Sample([sync: leadsToCRM("destination: crm", "destination: cmr"), model: leads("warehouse", "warehose")])
                .findings.brief == [
                    "A202 error models/leads.yaml:2:9 warehose", "A202 error syncs/leads-to-crm.yaml:2:14 cmr",
                ])
        // The alias is where the mistake is, not the sync that uses it.
        let sample = Sample([
            sync: leadsToCRM("destination: crm", "destination: sales"),
            "aliases-x.yaml": "destinations:\n  sales: crn\n  a: b\n  b: a\n",
        ])
        #expect(
            sample.findings.brief == [
                "A202 error aliases-x.yaml:2:10 crn", "A202 error aliases-x.yaml:3:6 b",
                "A202 error aliases-x.yaml:4:6 a",
            ])
    }

    @Test("A202 aliases may lead through aliases; a file of comments alone is fine")
    func aliases() {
        let sample = Sample([
            sync: leadsToCRM("destination: crm", "destination: sales"),
            "aliases-x.yaml": "destinations:\n  sales: main-crm\n  main-crm: crm\nsources:\n",
            "aliases-y.yaml": "# destinations:\n#   a: b\n",
        ])
        #expect(sample.findings.brief == [])
        let circle = Sample(["aliases-x.yaml": "destinations:\n  a: b\n  b: a\n  c: a\n"]).workspace.connections
        #expect(["a", "b", "c"].map(circle.resolve(destination:)) == ["a", "b", "c"])
        #expect(sample.workspace.connections.resolve(destination: "sales") == "crm")
        #expect(sample.workspace.connections.words("sales", .destination) == "CRM (sales)")
    }

    @Test("A202 without a manifest one notice says that nothing was checked")
    func noManifest() {
        var sample = Sample(["manifest-acme.yaml": nil, sync: leadsToCRM("destination: crm", "destination: x")])
        #expect(sample.findings.brief == ["A202 notice assent.yaml"])
        sample.files["manifest-acme.yaml"] = FileText("sources: [")
        #expect(sample.findings.codes == ["A101"])
        #expect(Sample(["manifest-acme.yaml": nil]).findings(changing: ["assent.yaml": "version: 2"]).codes == ["A304"])
    }

    @Test("A202 a rule or role for a destination that nobody knows would apply to nothing: a warning")
    func settings() throws {
        let text = try #require(Explanation.workspace["assent.yaml"])
        let rules = """
            approvals:
              rules:
                - when: {destinations: [crm, crn]}
            roles:
              lead: {permissions: [draft], sources: [warehouse, lake]}

            """
        #expect(
            Sample(["assent.yaml": text + rules]).findings.brief == [
                "A202 warning assent.yaml:10:34 crn", "A202 warning assent.yaml:12:53 lake",
            ])
    }

    @Test(
        "A203 every place that names a column, with the caret on the name",
        arguments: [
            ("{to: Email, from: emial, type: standard}", "syncs/leads-to-crm.yaml:6:25 emial"),
            ("{to: Email, from: emial}", "syncs/leads-to-crm.yaml:6:25 emial"),
            ("{to: Email, from: \"emial\"}", "syncs/leads-to-crm.yaml:6:25 \"emial\""),
            (
                "{to: Owner, type: reference, lookup: {by: Email, from: emial, object: User}}",
                "syncs/leads-to-crm.yaml:6:62 emial"
            ),
        ])
    func columns(mapping: String, place: String) {
        let text = leadsToCRM("{to: Email, from: email, type: standard}", mapping)
        let findings = Sample([sync: text]).findings
        #expect(findings.brief == ["A203 error \(place)"])
        #expect(findings.first?.label == "did you mean email?")
        #expect(findings.first?.help == "model/leads has id, email, created_at (from its query)")
    }

    @Test("A203 names fields in the way people read them")
    func fieldNames() {
        let findings = Sample([sync: leadsToCRM("from: email", "from: emial")]).findings
        #expect(findings.first?.field?.description == "config.mappings[Email].from")
        #expect(
            findings.first?.message
                == "config.mappings[Email].from names emial, a column that model/leads does not have")
    }

    @Test(
        "A203 what is no column, or may be something else, is left alone",
        arguments: [
            "{to: Email, from: EMAIL, type: standard}", "{to: Email, value: emial, type: static}",
            "{to: Email, from: emial, type: static}", "{to: Email, from: email.domain, type: standard}",
            "{to: Email, from: {a: b}, type: standard}", "{to: Email, from: '', type: standard}",
            "{to: Items, from: email, type: array, items: [{to: a, from: sku, type: standard}]}",
            "{to: Email, from: \"{{ row.email }}\", type: template}",
        ])
    func noColumn(mapping: String) {
        let text = leadsToCRM("{to: Email, from: email, type: standard}", mapping)
        #expect(Sample([sync: text]).findings.brief == [])
    }

    @Test("A203 external ids, primary keys and custom mappings")
    func otherPlaces() {
        let text = leadsToCRM(
            "  mode: insert\n",
            "  mode: insert\n  externalIdMapping: {to: Id, from: ident}\n  customMappings: [{to: X, from: x_y}]\n"
                + "  eventName: {from: checkout, type: standard}\n  sender: {from: me@acme.example}\n")
        #expect(
            Sample([sync: text, model: leads("primaryKey: id", "primaryKey: idd")]).findings.brief == [
                "A203 error models/leads.yaml:7:13 idd", "A203 error syncs/leads-to-crm.yaml:5:37 ident",
                "A203 error syncs/leads-to-crm.yaml:6:34 x_y", "A203 error syncs/leads-to-crm.yaml:7:21 checkout",
            ])
    }

    @Test("A203 declared columns count before the query, and say where they are")
    func declared() {
        let columns = "columns:\n  - {name: id, type: string}\n  - {name: work_email, type: string}\n"
        let findings = Sample(["columns/leads.yaml": columns]).findings
        #expect(findings.brief == ["A203 error syncs/leads-to-crm.yaml:6:25 email"])
        #expect(findings.first?.help == "model/leads has id, work_email (columns/leads.yaml)")
        let inline = Explanation.leads + "columns:\n  - name: id\n  - name: email\n"
        #expect(Sample([model: inline]).findings.brief == [])
        #expect(
            Sample([model: inline, "columns/leads.yaml": columns]).findings.brief == ["A301 warning columns/leads.yaml"]
        )
    }

    @Test("A203 unknown columns are one notice a model, and no error")
    func unknown() {
        let findings = Sample([model: leads("select id, email, created_at", "select *")]).findings
        #expect(findings.brief == ["A203 notice models/leads.yaml:3:7 raw_sql"])
        #expect(findings.first?.help?.contains("sync/leads-to-crm takes") == true)
        // With the sync alone in view, the notice stands there.
        let sample = Sample([model: leads("select id, email, created_at", "select *")])
        #expect(
            sample.findings(changing: [sync: leadsToCRM("insert", "upsert")]).brief == [
                "A203 notice syncs/leads-to-crm.yaml:1:8 leads (inherited)"
            ])
        // Nothing that is used is unknown: nothing to say.
        #expect(Sample([model: leads("created_at", "count(*)")]).findings.brief == [])
    }

    @Test("A203 a model with none of a sync's columns is the wrong model: one finding")
    func wrongModel() {
        func text(_ last: String) -> String {
            leadsToCRM(
                "    - {to: Email, from: email, type: standard}\n",
                "    - {to: A, from: aa}\n    - {to: B, from: bb}\n    - {to: C, from: cc}\n" + last)
        }
        #expect(Sample([sync: text("")]).findings.brief == ["A203 error syncs/leads-to-crm.yaml:1:8 leads"])
        // A template that cannot be filled in stays wrong with the right model.
        let broken = text("    - {to: D, type: template, template: '{% if row.d = 1 %}x{% endif %}'}\n")
        #expect(Sample([sync: broken]).findings.map(\.code) == [.unknownColumn, .badTemplate])
    }

    @Test(
        "A204 variables of a row, with the caret on the name, in every style of scalar",
        arguments: [
            ("body: Hello {{ row.emial }}!", "4:22 emial"), ("body: 'It''s {{ row[''emial''] }}'", "4:25 emial"),
            ("body: \"a\\tb {{ row.emial | upcase }}\"", "4:22 emial"),
            ("body: |-\n    emial row.email\n    {{ row.email }} {{ row.emial }}\n", "6:28 emial"),
            ("body: '{% if row.emial %}x{% endif %}'", "4:20 emial"),
            ("body: 'emial emial emial {{ row.emial }} emial'", "4:35 emial"),
            ("nested: [{deep: '{{row.emial}}'}]", "4:26 emial"),
            ("body: 'Hello {{ emial }}'", "4:19 emial"), ("body: 'Hello {{ rwo.email }}'", "4:19 rwo"),
        ])
    func templates(line: String, place: String) {
        let findings = Sample([sync: leadsToCRM("mode: insert", line)]).findings
        #expect(findings.brief == ["A204 error syncs/leads-to-crm.yaml:\(place)"])
    }

    @Test(
        "A204 what a template may name is left alone",
        arguments: [
            "'{{ row.email }}'", "'{{ EMAIL }}'", "'{% assign x = row.email %}{{ x }}'", "'{{ row.email.domain }}'",
            "'{% for c in row.email %}{{ c }}{% endfor %}'", "'{{ \"now\" | date: \"%Y\" }}'", "'{{${first_name}}}'",
            "'{{#if vip}}x{{/if}}'", "'{{ contact.whatever }}'", "'{{{ html }}}'", "'{\"a\": {\"b\": 1}}'",
            "'{{ row[''created_at''] }}'",
        ])
    func goodTemplates(text: String) {
        #expect(Sample([sync: leadsToCRM("mode: insert", "body: \(text)")]).findings.brief == [])
    }

    @Test("A204 a bare name that nothing is near to may be the destination's own: a warning")
    func bareName() {
        let findings = Sample([sync: leadsToCRM("mode: insert", "body: '{{ unsubscribe_link }}'")]).findings
        #expect(findings.brief == ["A204 warning syncs/leads-to-crm.yaml:4:13 unsubscribe_link"])
    }

    @Test(
        "A204 a template that does not parse",
        arguments: [
            "'Hello {{ row.email '", "'{% if row.email %}x'", "'{{ row.email }} {{ }}'",
            "'{% iff row.email %}{% endif %}'",
        ])
    func flaws(text: String) {
        let findings = Sample([sync: leadsToCRM("mode: insert", "body: \(text)")]).findings
        #expect(findings.codes == ["A204"])
        #expect(findings.first?.range?.start.line == 4)
    }

    @Test("A204 what LiquidJS does otherwise than it is written is a warning, and an unknown filter a notice")
    func laxTemplates() throws {
        let findings = Sample([
            sync: leadsToCRM("mode: insert", "a: '{{ row.email row.id }}'\n  b: '{{ row.email | upcse }}'")
        ]).findings
        #expect(
            findings.brief == [
                "A204 warning syncs/leads-to-crm.yaml:4:20 row.id", "A204 notice syncs/leads-to-crm.yaml:5:22 upcse",
            ])
        #expect(
            findings.first?.message
                == "config.a will not come out as it is written: only row.email comes out, and row.id is ignored")
        #expect(findings.last?.message == "config.b: the filter upcse is not known here")
        #expect(findings.last?.label == "did you mean upcase?")
    }

    @Test(
        "A204 values of type static are constants, whatever is in them",
        arguments: [
            "Hi {{defaultIfEmpty firstName \"there\"}}", "{{ contact.firstname|default(\"there\") }}",
            "{% with total=items.count %}{{ total }}{% endwith %}", "%%[ set @a = {{ b ]%%", "{{#if a}}",
            "{{ row.nobody }}",
        ])
    func constants(text: String) {
        let value = "'\(text.replacing("'", "''"))'"
        let mapping = "    - {to: Greeting, type: static, value: \(value)}\nschedule:"
        let nested = "    - {to: All, type: array, from: [{type: static, value: \(value)}]}\nschedule:"
        for item in [mapping, nested] {
            #expect(Sample([sync: leadsToCRM("schedule:", item)]).findings.brief == [])
        }
    }

    @Test("A204 a mapping's template is Liquid for certain; another text may be the destination's")
    func otherLanguages() {
        for text in ["{{#N/A}}", "{{${first_name}}}", "{{{ row.email }}}", "{% abort_message(\"no\") %}"] {
            let mapping = "    - {to: Greeting, type: template, template: '\(text)'}\nschedule:"
            #expect(Sample([sync: leadsToCRM("schedule:", mapping)]).findings.codes == ["A204"], "\(text)")
            #expect(Sample([sync: leadsToCRM("mode: insert", "body: '\(text)'")]).findings.brief == [], "\(text)")
        }
    }

    @Test("A204 letter case counts in templates where columns are declared, and where the warehouse keeps it")
    func letterCase() throws {
        let template = leadsToCRM("mode: insert", "body: '{{ row.email }}'").replacing("from: email", "from: EMAIL")
        let declared = "columns:\n  - {name: id}\n  - {name: EMAIL}\n"
        let finding = try #require(Sample(["columns/leads.yaml": declared, sync: template]).findings.first)
        #expect([finding].brief == ["A204 error syncs/leads-to-crm.yaml:4:17 email"])
        #expect(finding.message.contains("fills in email, but model/leads has EMAIL: templates are case-sensitive"))
        #expect(finding.label == "did you mean EMAIL?")
        let manifest = try #require(Explanation.workspace["manifest-acme.yaml"])
        let found = { (type: String, query: String) in
            let manifest = manifest.replacing("type: snowflake", "type: \(type)")
            return Sample(["manifest-acme.yaml": manifest, model: query, sync: template]).findings.codes
        }
        let upper = leads("email", "EMAIL")
        for type in ["bigquery", "databricks", "mysql", "sqlserver"] {
            #expect(found(type, upper) == ["A204"], "\(type)")
        }
        for type in ["snowflake", "postgres", "redshift", "athena"] { #expect(found(type, upper) == [], "\(type)") }
        let quoted = leads("email", "\"EMAIL\"")
        for type in ["snowflake", "postgres"] { #expect(found(type, quoted) == ["A204"], "\(type)") }
    }

    @Test("A206 a column that the published model has in another letter case is not waited for")
    func letterCaseInDraft() throws {
        let draft = try draftModel(leads("email,", "email, phone,"))
        let columns = "columns:\n  - {name: id}\n  - {name: EMAIL}\n"
        let text = leadsToCRM("mode: insert", "body: '{{ row.email }}'").replacing("from: email", "from: EMAIL")
        let findings = Sample(["columns/leads.yaml": columns]).findings(changing: [sync: text], otherDrafts: [draft])
        #expect(
            findings.codes.contains("A204") && !findings.contains { $0.code == .onlyInDraft && $0.severity == .error })
    }

    @Test("A205 a model that a sync still uses is deleted: not A201 as well")
    func deleted() {
        let findings = Sample().findings(changing: [model: nil])
        #expect(findings.brief == ["A205 error models/leads.yaml"])
        #expect(findings.first?.message == "model/leads is deleted, but sync/leads-to-crm still runs on it")
        #expect(Sample().findings(changing: [model: nil, sync: nil]).brief == [])
    }

    @Test("A205 a renamed model says where its sync should point, and following it is no A403")
    func renamed() {
        let moved = ["models/people.yaml": leads("Leads", "People") as String?, model: nil]
        #expect(Sample().findings(changing: moved).first?.help == "renamed? then point it at model/people")
        let followed = moved.merging([sync: leadsToCRM("model: leads", "model: people")]) { $1 }
        #expect(Sample().findings(changing: followed).brief == [])
    }

    @Test("A206 F6 what only a draft's model has: the draft is named, once")
    func onlyInDraft() throws {
        let draft = try draftModel(leads("email,", "email, work_email, phone,"))
        let text = leadsToCRM("from: email", "from: work_email").replacing(
            "schedule:", "    - {to: Phone, from: phone}\n    - {to: X, from: nowhere}\nschedule:")
        let findings = Sample().findings(changing: [sync: text], otherDrafts: [draft])
        #expect(
            findings.brief == [
                "A206 error syncs/leads-to-crm.yaml:6:25 work_email", "A203 error syncs/leads-to-crm.yaml:8:21 nowhere",
            ])
        #expect(findings.first?.message == "model/leads has phone and work_email only in draft/bo/leads")
        #expect(findings.first?.help?.contains("publish draft/bo/leads too") == true)
    }

    @Test("A206 F6 a model that exists only in a draft")
    func modelOnlyInDraft() throws {
        let draft = try draftModel(Explanation.leads, slug: "people")
        let findings = Sample().findings(
            changing: ["syncs/new.yaml": leadsToCRM("model: leads", "model: people")], otherDrafts: [draft])
        #expect(findings.brief == ["A206 error syncs/new.yaml:1:8 people"])
    }

    @Test("A206 F6 where several drafts have what a sync needs, all of them are named, and none is chosen")
    func severalDrafts() throws {
        let models = [
            try draftModel(leads("email,", "email, phone,"), in: "draft/bo/a"),
            try draftModel(leads("email,", "email, phone, fax,"), in: "draft/eva/b"),
        ]
        let text = leadsToCRM("from: email", "from: phone").replacing(
            "schedule:", "    - {to: Fax, from: fax}\nschedule:")
        let findings = Sample().findings(changing: [sync: text], otherDrafts: models)
        #expect(
            findings.map(\.message) == [
                "model/leads has phone only in draft/bo/a and draft/eva/b", "model/leads has fax only in draft/eva/b",
            ])
        #expect(
            findings.map(\.help) == [
                "publish the right one of them too: both go live in one step, the model first",
                "publish draft/eva/b too: both go live in one step, the model first",
            ])
        let people = try ["draft/bo/a", "draft/eva/b"].map { draft in
            try draftModel(Explanation.leads, slug: "people", in: draft)
        }
        let new = Sample().findings(
            changing: ["syncs/new.yaml": leadsToCRM("model: leads", "model: people")], otherDrafts: people)
        #expect(new.map(\.message) == ["model/people exists only in draft/bo/a and draft/eva/b"])
    }

    @Test("A206 F6 a sync that also holds against the published model may go, with a warning")
    func unpublishedChange() throws {
        let change = [sync: leadsToCRM("insert", "upsert") as String?]
        let more = try draftModel(leads("email,", "email, phone,"))
        #expect(
            Sample().findings(changing: change, otherDrafts: [more]).brief == [
                "A206 warning syncs/leads-to-crm.yaml:1:8 leads"
            ])
        let less = try draftModel(leads("id, email,", "id,"))
        let findings = Sample().findings(changing: change, otherDrafts: [less])
        #expect(findings.first?.message == "draft/bo/leads removes email from model/leads, which this sync uses")
        let words = try draftModel(leads("Leads", "All leads"))
        #expect(Sample().findings(changing: change, otherDrafts: [words]).brief == [])
    }

    private func draftModel(_ text: String, slug: String = "leads", in draft: String = "draft/bo/leads") throws
        -> DraftModel
    {
        let workspace = Sample(["models/\(slug).yaml": text]).workspace
        return DraftModel(draft: draft, model: try #require(workspace.model(slug)))
    }
}

extension String {
    /// The text with the first `old` replaced.
    func replacing(_ old: String, _ new: String) -> String {
        let parts = split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        return parts.joined(separator: new)
    }
}
