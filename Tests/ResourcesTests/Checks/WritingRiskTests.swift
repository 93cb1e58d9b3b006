import Testing

@testable import Resources

/// A402, A404, A406 and A407: a sync that goes where it went and does something else there, or does it more often.
struct WritingRiskTests {
    private let sync = "syncs/leads-to-crm.yaml"
    private let upserting = leadsToCRM(
        "mode: insert", "mode: upsert\n  externalIdMapping: {to: Email, from: email, type: standard}")

    /// What a change of the sync is told, from one text to another.
    private func findings(_ old: String?, _ new: String, also: [String: String] = [:]) -> [Finding] {
        Sample(also.mapValues { $0 }).with([sync: old]).findings(changing: [sync: new])
    }

    @Test(
        "A402 a mode that looks for less",
        arguments: [
            ("upsert", "insert", true), ("upsert", "all", true), ("insert", "all", true), ("mirror", "insert", true),
            ("update", "INSERT", true), ("all", "insert", false), ("insert", "upsert", false),
            ("upsert", "update", false),
            ("archive", "all", false), ("all", "archive", false), ("insert", "Insert", false),
            ("upsert", "message", false),
        ])
    func modes(_ old: String, _ new: String, _ isFound: Bool) {
        let findings = findings(
            leadsToCRM("mode: insert", "mode: \(old)"), leadsToCRM("mode: insert", "mode: \(new)"))
        #expect(findings.brief == (isFound ? ["A402 warning syncs/leads-to-crm.yaml:4:9 \(new)"] : []))
    }

    @Test("A402 says what will come of it, once for one act")
    func modeWords() {
        let toInsert = findings(upserting, Explanation.leadsToCRM)
        #expect(
            toInsert.map(\.message) == [
                "Expect duplicates: sync/leads-to-crm changes from `upsert` to `insert`, which adds a record for each new "
                    + "row and never looks for one that is there."
            ])
        #expect(toInsert.first?.isRisk == true)
        let first = findings(leadsToCRM("  mode: insert\n", ""), leadsToCRM("mode: insert", "mode: all"))
        #expect(
            first.map(\.message) == [
                "Expect duplicates: sync/leads-to-crm is now on `all`, which sends every row at every run, whether or not "
                    + "it changed."
            ])
    }

    @Test(
        "A402 another external id, and what is none",
        arguments: [
            ("{to: Email, from: email}", nil),
            ("{from: EMAIL, type: standard, to: Email}", nil),
            ("{to: Lead_Id, from: email}", "finds records by `Lead_Id` instead of `Email`."),
            ("{to: Email, from: id}", "finds records by the column `id` instead of `email`."),
            ("null", "no longer finds records by `Email`."),
            // Not understood: nothing is certain.
            ("{to: [Email], from: email}", nil),
        ] as [(String, String?)])
    func externalID(_ mapping: String, _ words: String?) {
        let changed = upserting.replacing("{to: Email, from: email, type: standard}", with: mapping)
        let found = findings(upserting, changed)
        #expect(found.map(\.message) == words.map { ["Expect duplicates: sync/leads-to-crm \($0)"] } ?? [])
        #expect(found.allSatisfy { $0.code == .sentTwice && $0.severity == .warning })
    }

    @Test("A402 a new external id, one at another destination, and one that only follows another model are none")
    func otherExternalIDs() {
        let without = upserting.replacing("  externalIdMapping: {to: Email, from: email, type: standard}\n", with: "")
        #expect(findings(without, upserting).brief == [])
        let elsewhere = upserting.replacing("destination: crm", with: "destination: crm-test")
            .replacing("to: Email, from: email, type", with: "to: Mail, from: email, type")
        #expect(findings(upserting, elsewhere).codes == ["A403"])
        let people = ["models/people.yaml": Explanation.leads.replacing("email", with: "mail")]
        let moved = upserting.replacing("model: leads", with: "model: people")
            .replacing(
                "to: Email, from: email, type: standard}\n  map", with: "to: Email, from: mail, type: standard}\n  map"
            )
            .replacing("from: email", with: "from: mail")
        #expect(findings(upserting, moved, also: people).codes == ["A403"])
    }

    @Test(
        "A404 deleting, introduced or widened",
        arguments: [
            ("mode: upsert", "mode: mirror", "Records will be deleted"),
            ("mode: upsert\n  deleteMode: delete", "mode: mirror", "Records will be deleted"),
            ("mode: upsert", "mode: upsert\n  deleteMode: delete", "Records will be deleted"),
            ("mode: upsert", "mode: upsert\n  deleteMode: remove_from_list", "Records will be deleted"),
            ("mode: upsert\n  deleteMode: none", "mode: upsert\n  deleteMode: clear", "Fields will be emptied"),
            ("mode: upsert\n  deleteMode: clear", "mode: upsert\n  deleteMode: archive", "Records will be archived"),
            ("mode: upsert\n  deleteMode: archive", "mode: upsert\n  deleteMode: true", "Records will be deleted"),
            ("mode: mirror", "mode: upsert\n  deleteMode: delete", nil),
            ("mode: upsert\n  deleteMode: delete", "mode: upsert", nil),
            ("mode: upsert\n  deleteMode: delete", "mode: upsert\n  deleteMode: purge", nil),
            ("mode: upsert", "mode: upsert\n  deleteMode: do_nothing", nil),
            ("mode: upsert", "mode: upsert\n  deleteMode: null", nil),
            ("mode: upsert", "mode: upsert\n  deleteMode: false", nil),
            ("mode: mirror", "mode: mirror\n  deleteMode: delete", nil),
        ] as [(String, String, String?)])
    func deletes(_ old: String, _ new: String, _ lead: String?) {
        let found = findings(leadsToCRM("mode: insert", old), leadsToCRM("mode: insert", new))
        #expect(found.codes == (lead == nil ? [] : ["A404"]))
        if let lead { #expect(found.first?.message.hasPrefix("\(lead): sync/leads-to-crm gets ") == true) }
    }

    @Test("A404 is told of a new sync as well, and not of one that only got another name")
    func newSync() {
        let mirror = leadsToCRM("mode: insert", "mode: mirror")
        let new = Sample([sync: nil]).findings(changing: [sync: mirror])
        #expect(new.brief == ["A404 warning syncs/leads-to-crm.yaml:4:9 mirror"])
        #expect(
            new.first?.message
                == "Records will be deleted: sync/leads-to-crm is new, with mode `mirror`, so CRM (crm) loses whatever "
                + "model/leads does not return.")
        let renamed = Sample([sync: mirror]).findings(changing: [sync: nil, "syncs/leads-mirror.yaml": mirror])
        #expect(renamed.brief == [])
        // What else changes in a rename is told as ever.
        let also = Sample([sync: upserting]).findings(
            changing: [sync: nil, "syncs/leads-in.yaml": Explanation.leadsToCRM])
        #expect(also.brief == ["A402 warning syncs/leads-in.yaml:4:9 insert"])
    }

    @Test("A new sync that does not delete is read as a whole: no risk of a change")
    func harmlessNewSync() {
        let busy = upserting.replacing(
            "type: manual", with: "type: interval\n  schedule: {interval: {unit: minute, quantity: 5}}")
        for text in [busy, Explanation.leadsToCRM, leadsToCRM("mode: insert", "mode: all")] {
            #expect(Sample([sync: nil]).findings(changing: [sync: text]).brief == [])
        }
    }

    @Test(
        "A406 a sync runs more often than hourly where it did not",
        arguments: [
            ("type: manual", "type: interval\n  schedule: {interval: {unit: minute, quantity: 5}}", true),
            (
                "type: interval\n  schedule: {interval: {unit: hour, quantity: 6}}",
                "type: interval\n  schedule: {interval: {unit: minutes, quantity: 59}}", true
            ),
            ("type: manual", "type: cron\n  schedule: {expression: '*/10 * * * *'}", true),
            ("type: manual", "type: cron\n  schedule: {expression: '5/20 8-18 * * MON-FRI'}", true),
            ("type: dbt_cloud", "type: cron\n  schedule: {expression: '0,30 0,23 * * *'}", true),
            ("type: manual", "type: interval\n  schedule: {interval: {unit: minute, quantity: 60}}", false),
            ("type: manual", "type: interval\n  schedule: {interval: {unit: hour, quantity: 1}}", false),
            ("type: manual", "type: cron\n  schedule: {expression: '0,30 9 * * *'}", false),
            ("type: manual", "type: cron\n  schedule: {expression: '0,30 8,20 * * *'}", false),
            ("type: manual", "type: cron\n  schedule: {expression: '15 * * * *'}", false),
            ("type: manual", "type: cron\n  schedule: {expression: '@hourly'}", false),
            (
                "type: manual",
                "type: visual_cron\n  schedule: {expressions: [{days: {monday: true}, time: '09:30'}]}", false
            ),
            ("type: manual", "type: dbt_cloud", false),
            (
                "type: interval\n  schedule: {interval: {unit: minute, quantity: 30}}",
                "type: interval\n  schedule: {interval: {unit: minute, quantity: 5}}", false
            ),
            (
                "type: manual",
                "type: interval\n  schedule: {interval: {unit: minute, quantity: 5}}\nschedulePaused: true", false
            ),
        ])
    func pace(_ old: String, _ new: String, _ isFound: Bool) {
        let found = findings(leadsToCRM("type: manual", old), leadsToCRM("type: manual", new))
        #expect(found.codes == (isFound ? ["A406"] : []))
    }

    @Test("A406 a sync that is no longer paused says how it runs from now on, once")
    func unpaused() {
        let hourly = leadsToCRM("type: manual", "type: interval\n  schedule: {interval: {unit: hour, quantity: 1}}")
        let found = findings(hourly + "schedulePaused: true\n", hourly + "schedulePaused: false\n")
        #expect(found.brief == ["A406 warning syncs/leads-to-crm.yaml:10:17 false"])
        #expect(
            found.first?.message
                == "Rows will be sent again: sync/leads-to-crm is no longer paused, and runs every hour.")
        let busy = leadsToCRM("type: manual", "type: interval\n  schedule: {interval: {unit: minute, quantity: 5}}")
        let both = findings(hourly + "schedulePaused: true\n", busy)
        #expect(both.count == 1 && both.first?.message.hasSuffix("runs every 5 minutes.") == true)
        #expect(findings(hourly, hourly + "schedulePaused: true\n").brief == [])
        #expect(
            findings(hourly, busy).first?.message
                == "It will run more often than hourly: sync/leads-to-crm runs every 5 minutes, not every hour.")
    }

    @Test("A407 mappings that are gone, by the fields that they filled in")
    func mappings() {
        let two = leadsToCRM("schedule:", "    - {to: Created, from: created_at}\nschedule:")
        let found = findings(two, Explanation.leadsToCRM)
        #expect(found.codes == ["A407"])
        #expect(
            found.first?.message
                == "A field is no longer filled in: sync/leads-to-crm drops the mapping to `Created`.")
        let renamed = findings(
            two, two.replacing("to: Created", with: "to: Since").replacing("to: Email", with: "to: Mail"))
        #expect(
            renamed.map(\.message) == [
                "Fields are no longer filled in: sync/leads-to-crm drops the mappings to `Email` and `Created`."
            ])
        // Another column, another kind, another list, another order: the field is filled in as before.
        #expect(findings(two, two.replacing("from: created_at", with: "from: id")).brief == [])
        #expect(
            findings(two, two.replacing("    - {to: Created", with: "  customMappings:\n    - {to: Created")).brief
                == [])
        #expect(findings(Explanation.leadsToCRM, two).brief == [])
        #expect(findings(two, leadsToCRM("  mappings:", "  autoSyncColumns: true\n  mappings:")).brief == [])
        #expect(findings(two, leadsToCRM("destination: crm", "destination: crm-test")).codes == ["A403"])
    }
}

extension String {
    fileprivate func replacing(_ old: String, with new: String) -> String {
        precondition(contains(old), "the text has no \(old)")
        return replacing(old, new)
    }
}
