import Testing
import YAML

@testable import Resources

/// A301 to A303: what is in one file.
struct ShapeCheckTests {
    private let sync = "syncs/leads-to-crm.yaml"
    private let model = "models/leads.yaml"

    @Test(
        "A301 what a model needs",
        arguments: [
            ("name: Leads\n", "", "1:1 source"), ("name: Leads", "name: [Leads]", "1:7 [Leads]"),
            ("name: Leads", "name:", "1:1 name"), ("source: warehouse\n", "", "1:1 name"),
            ("type: raw_sql\n", "", "1:1 name"), ("type: raw_sql", "type: raw_sq", "3:7 raw_sq"),
            ("type: raw_sql", "type: dbt_model", "3:7 dbt_model"),
            ("type: raw_sql", "type: custom\ncustomQuery: x", "4:14 x"),
            ("type: raw_sql", "type: table\ntableName: ''", "4:1 tableName"),
            ("primaryKey: id", "primaryKey: {a: id}", "7:13 {a: id}"),
        ])
    func models(old: String, new: String, place: String) {
        let findings = Sample([model: leads(old, new)]).findings.filter { $0.severity == .error }
        #expect(findings.brief == ["A301 error models/leads.yaml:\(place)"])
    }

    @Test("A301 leftovers of other types, numbers as names and unknown keys are fine")
    func leftovers() {
        let text = leads(
            "name: Leads", "name: 2024\ndbtModel: null\ntableName: ''\nisSchema: false\ncustomQuery: 7\nx: [why]")
        #expect(Sample([model: text]).findings.brief == [])
    }

    @Test("A301 a type that is only new here is a warning, as a schedule of such a type is")
    func newType() {
        let findings = Sample([model: leads("type: raw_sql", "type: visual_builder")]).findings
        #expect(findings.brief == ["A301 warning models/leads.yaml:3:7 visual_builder"])
    }

    @Test(
        "A301 what a sync needs",
        arguments: [
            ("model: leads\n", "", "1:1 destination"), ("destination: crm\n", "", "1:1 model"),
            ("destination: crm", "destination: ''", "2:14 ''"), ("model: leads", "model: [a]", "1:8 [a]"),
            ("schedule:\n  type: manual\n", "", "1:1 model"),
            ("schedule:\n  type: manual", "schedule: daily", "7:11 daily"),
            ("schedule:", "schedulePaused: 1\nschedule:", "7:17 1"),
        ])
    func syncs(old: String, new: String, place: String) {
        let findings = Sample([sync: leadsToCRM(old, new)]).findings.filter { $0.severity == .error }
        #expect(findings.brief == ["A301 error syncs/leads-to-crm.yaml:\(place)"])
    }

    @Test("A301 columns files: the list, its items, a name twice")
    func columns() {
        let found = { (text: String) in
            Sample(["columns/leads.yaml": text]).findings.filter { $0.path.hasPrefix("columns") }.brief
        }
        #expect(
            found("columns:\n  - {name: id}\n  - {name: email}\n  - {name: id}\n") == [
                "A301 error columns/leads.yaml:4:12 id"
            ])
        #expect(found("columns: id\n") == ["A301 error columns/leads.yaml:1:10 id"])
        #expect(found("- {name: id}\n- {name: email}\n") == [])
        #expect(found("columns:\n  - id\n") == ["A301 error columns/leads.yaml:2:5 id"])
    }

    @Test("A301 one alias in two files, an alias for nothing")
    func aliases() {
        let sample = Sample([
            "aliases-a.yaml": "destinations:\n  sales: crm\n",
            "aliases-b.yaml": "destinations:\n  sales: crm-test\n  x:\n",
        ])
        #expect(
            sample.findings.map { "\($0.code) \($0.path):\($0.range?.start.line ?? 0)" } == [
                "A301 aliases-b.yaml:2", "A301 aliases-b.yaml:3",
            ])
        #expect(sample.workspace.connections.resolve(destination: "sales") == "crm")
    }

    @Test(
        "A302 schedules that never run, or not as meant",
        arguments: [
            ("  type: manul", "8:9 manul"), ("  kind: manual", "7:1 schedule"), ("  type: interval", "8:9 interval"),
            ("  type: interval\n  schedule: {interval: {unit: hour, quantity: 0}}", "9:47 0"),
            ("  type: interval\n  schedule: {interval: {unit: hour, quantity: often}}", "9:47 often"),
            ("  type: interval\n  schedule: {interval: {unit: hur, quantity: 2}}", "9:31 hur"),
            ("  type: interval\n  schedule: {interval: {quantity: 2}}", "8:9 interval"),
            ("  type: cron", "8:9 cron"), ("  type: cron\n  schedule: {expression: 0 25 * * *}", "9:28 25"),
            ("  type: cron\n  schedule:\n    expression: \"0 6 * * mno\"", "10:26 mno"),
            ("  type: visual_cron\n  schedule: {expressions: []}", "8:9 visual_cron"),
            ("  type: visual_cron\n  schedule: {expressions: [{days: {monday: true}, time: '24:30'}]}", "9:57 '24:30'"),
        ])
    func badSchedules(schedule: String, place: String) {
        let findings = Sample([sync: leadsToCRM("  type: manual", schedule)]).findings
        #expect(findings.brief == ["A302 error syncs/leads-to-crm.yaml:\(place)"])
    }

    @Test(
        "A302 schedules that run",
        arguments: [
            "  type: interval\n  schedule: {interval: {unit: minute, quantity: 15}}", "  type: dbt_cloud\n  job: 12",
            "  type: cron\n  schedule: {expression: '*/15 6-18 * * MON-FRI'}",
            "  type: visual_cron\n  schedule: {expressions: [{days: {monday: true}, time: '09:30'}]}",
        ])
    func goodSchedules(schedule: String) {
        #expect(Sample([sync: leadsToCRM("  type: manual", schedule)]).findings.brief == [])
    }

    @Test("A303 two mappings of one list write one field; two lists, or another letter case, are two fields")
    func writtenTwice() {
        let found = { (more: String) in Sample([sync: leadsToCRM("schedule:", more + "schedule:")]).findings }
        let twice = found("    - {to: Email, from: id}\n")
        #expect(twice.brief == ["A303 error syncs/leads-to-crm.yaml:7:12 Email"])
        #expect(twice.first?.label == "first on line 6")
        #expect(found("    - {to: EMAIL, from: id}\n  customMappings:\n    - {to: Email, from: id}\n").brief == [])
    }
}
