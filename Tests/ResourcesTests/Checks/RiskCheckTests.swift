import Testing
import YAML

@testable import Resources

/// A401 and A403: the accidents of flows.md that no file shows by itself.
struct RiskCheckTests {
    private let sync = "syncs/leads-to-crm.yaml"
    private let model = "models/leads.yaml"
    private let toEmail = ["models/leads.yaml": leads("primaryKey: id", "primaryKey: email") as String?]

    @Test("A401 a changed key speaks of rows and of each sync in its own way")
    func primaryKey() {
        let findings = Sample().findings(changing: toEmail)
        #expect(findings.brief == ["A401 warning models/leads.yaml:7:13 email"])
        #expect(
            findings.first?.message
                == "Every row will count as new: the primary key changed from `id` to `email`. sync/leads-to-crm "
                + "inserts, so expect duplicates.")
        #expect(findings.first?.isRisk == true)
        let sample = Sample([
            sync: leadsToCRM("insert", "upsert"), "syncs/b.yaml": leadsToCRM("insert", "message"),
            "syncs/c.yaml": Explanation.leadsToCRM + "schedulePaused: true\n",
            "syncs/d.yaml": leadsToCRM("  mode: insert\n", ""),
        ])
        #expect(
            sample.findings(changing: toEmail).first?.message
                == "Every row will count as new: the primary key changed from `id` to `email`. sync/c (paused) inserts, "
                + "so expect duplicates. sync/leads-to-crm upserts: expect a duplicate of each record that its external "
                + "id does not find. sync/b sends messages, so expect everyone to get theirs again. sync/d will send every row again."
        )
    }

    @Test("A401 a key taken away, and changes that are none")
    func otherKeys() {
        let gone = Sample().findings(changing: [model: leads("primaryKey: id\n", "")])
        #expect(gone.brief == ["A401 warning models/leads.yaml"])
        #expect(gone.first?.message.contains("the primary key `id` was removed") == true)
        #expect(Sample().findings(changing: [model: leads("primaryKey: id", "primaryKey: 'id' # same")]).brief == [])
        #expect(Sample().findings(changing: [model: leads("primaryKey: id", "primaryKey: ID")]).brief == [])
        let keyless = Sample([model: leads("primaryKey: id\n", "")])
        #expect(keyless.findings(changing: [model: Explanation.leads]).brief == [])
        let both = leads("select id,", "select id, \"ID\",")
        let two = Sample([model: both]).findings(changing: [model: both.replacing("primaryKey: id", "primaryKey: ID")])
        #expect(two.codes == ["A401"])
    }

    @Test("A401 without syncs says so")
    func unusedModel() {
        let message = Sample([sync: nil]).findings(changing: toEmail).first?.message
        #expect(message?.hasSuffix("No sync uses this model.") == true)
    }

    @Test("A403 another model, another destination")
    func moved() {
        let sample = Sample(["models/people.yaml": leads("Leads", "All people")])
        let model = sample.findings(changing: [sync: leadsToCRM("model: leads", "model: people")])
        #expect(model.brief == ["A403 warning syncs/leads-to-crm.yaml:1:8 people"])
        #expect(
            model.first?.message
                == "Other people will be reached: sync/leads-to-crm moves from model/leads to model/people.")
        let destination = sample.findings(changing: [sync: leadsToCRM("destination: crm", "destination: crm-test")])
        #expect(destination.brief == ["A403 warning syncs/leads-to-crm.yaml:2:14 crm-test"])
        #expect(
            destination.first?.message
                == "The rows will go elsewhere: sync/leads-to-crm moves from CRM (crm) to CRM (test) (crm-test).")
    }

    @Test("A403 another name for the same destination is no move; a redirected alias is one, for all who use it")
    func aliases() {
        let file = "aliases-x.yaml"
        let sample = Sample([
            file: "destinations:\n  sales: crm\n", sync: leadsToCRM("destination: crm", "destination: sales"),
        ])
        #expect(sample.findings(changing: [sync: Explanation.leadsToCRM]).brief == [])
        let findings = sample.findings(changing: [file: "destinations:\n  sales: crm-test\n"])
        #expect(findings.brief == ["A403 warning aliases-x.yaml:2:10 crm-test"])
        #expect(
            findings.first?.message
                == "The destination alias `sales` now stands for `crm-test` instead of `crm`. sync/leads-to-crm will send there."
        )
        #expect(sample.findings(changing: [file: "destinations:\n  sales: crm # same\n  new: crm-test\n"]).brief == [])
        // A new alias that takes over a name in use moves its users as well.
        let taken = Sample().findings(changing: [file: "destinations:\n  crm: crm-test\n"])
        #expect(taken.brief == ["A403 warning aliases-x.yaml:2:8 crm-test"])
        // The alias is gone, and with it the destination: that is A202.
        #expect(sample.findings(changing: [file: nil]).brief == ["A202 error syncs/leads-to-crm.yaml:2:14 sales"])
    }

    @Test("A403 a redirected source alias moves models")
    func sourceAlias() {
        let file = "aliases-x.yaml"
        let manifest =
            "sources:\n  warehouse: {type: snowflake}\n  staging: {type: snowflake}\ndestinations:\n  crm: {type: x}\n"
        let sample = Sample([
            "manifest-acme.yaml": manifest, file: "sources:\n  main: warehouse\n",
            model: leads("source: warehouse", "source: main"),
        ])
        let findings = sample.findings(changing: [file: "sources:\n  main: staging\n"])
        #expect(findings.brief == ["A403 warning aliases-x.yaml:2:9 staging"])
        #expect(findings.first?.message.hasSuffix("model/leads will read from there.") == true)
    }

    @Test("B1 risks are never inherited, errors that main had are, as often as main had them")
    func inherited() {
        let broken = leadsToCRM("schedule:", "    - {to: A, from: bad}\nschedule:")
        let sample = Sample([sync: broken])
        let worse = broken.replacing("schedule:", "    - {to: B, from: bad}\nschedule:")
        #expect(
            sample.findings(changing: [sync: worse]).brief == [
                "A203 error syncs/leads-to-crm.yaml:7:21 bad (inherited)",
                "A203 error syncs/leads-to-crm.yaml:8:21 bad",
            ])
        let moved = broken.replacing("model: leads", "# moved down\nmodel: leads")
        #expect(
            sample.findings(changing: [sync: moved]).brief == [
                "A203 error syncs/leads-to-crm.yaml:8:21 bad (inherited)"
            ])
        let twice = leadsToCRM("  mode: insert\n", "  mode: a\n  mode: b\n")
        let thrice = leadsToCRM("  mode: insert\n", "  mode: a\n  mode: b\n  mode: c\n")
        #expect(
            Sample([sync: twice]).findings(changing: [sync: thrice]).brief == [
                "A102 error syncs/leads-to-crm.yaml:5:3 mode (inherited)",
                "A102 error syncs/leads-to-crm.yaml:6:3 mode",
            ])
        // Nothing new is wrong with how it is written, and what it means is not told by anything else.
        let other = twice.replacing("destination: crm", "destination: ads")
        #expect(
            Sample([sync: twice]).findings(changing: [sync: other]).codes == ["A102", "A409"])
    }

    @Test("A203 a model's change is checked in the syncs on it, which say only what is new")
    func dependents() {
        let sample = Sample([sync: leadsToCRM("schedule:", "    - {to: A, from: bad}\nschedule:")])
        let findings = sample.findings(changing: [model: leads("id, email,", "id, mail,")])
        #expect(findings.brief == ["A203 error syncs/leads-to-crm.yaml:6:25 email"])
        #expect(
            sample.findings(changing: ["columns/leads.yaml": "columns:\n  - name: id\n  - name: email\n"]).brief == [])
    }
}
