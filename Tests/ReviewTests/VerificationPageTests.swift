import Approvals
import Git
import Resources
import Review
import Support
import Testing

@Suite(.scratch)
struct VerificationPageTests {
    private func verified(_ team: Team) throws -> String {
        let workspace = try team.open("ana")
        return Team.plain(VerificationPage(try VerificationReport(in: workspace), for: try team.reader("ana")).page)
    }

    @Test("Verification counts what was approved and what was not, and says what it does not prove")
    func valid() async throws {
        let team = try await Team()
        try team.draft("a", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("a", by: "ana")
        _ = try await team.approve("a", by: "bo")
        try team.draft("b", by: "bo", [.sync("leads-to-crm"): Team.sync("crm", mode: "mirror")])
        try await team.publish("b", by: "bo", "the\nCRM is down")
        try team.draft("c", by: "ana", [.model("leads"): Team.leads.replacing("name: Leads", with: "name: CRM leads")])
        try await team.publish("c", by: "ana")
        let text = try verified(team)
        #expect(
            text == """
                 ✓ main       every published change followed the rules
                   start      <digest>: what was there before was adopted unchanged
                   history    3 changes published · 1 approved · 1 needed no approval · 1 by
                              members who may publish without approval
                   signed     none of them: only git says who their authors are
                 · waived     <digest> draft/bo/b by Bo Chen: “the CRM is down”

                This proves that each change had the approvals that the rules required. It
                cannot show whether somebody withdrew an approval later.

                """)
    }

    @Test("The first commit that came past approval is named, with the rule and what to do")
    func invalid() async throws {
        let team = try await Team()
        try await team.scratch.commit(["hightouch/syncs/leads-to-crm.yaml": Team.sync("crm", mode: "all")], "quick fix")
        let text = try verified(team)
        #expect(
            text == """
                 ✗ main       <digest> is the first commit that is not valid
                              It changes hightouch/syncs/leads-to-crm.yaml directly: it was not
                              published through a request.
                              (rule 1 of verification: the shape of the commit and its events;
                              nothing after it is proven)

                 git show --stat <digest> · git log --first-parent <digest>..159c9032
                To undo its changes, publish a draft that takes them back:
                 assent revert <digest>
                Then, or if they may stay, Carol Diaz can accept it:
                 assent accept <digest> -m "…"

                   start      <digest>: what was there before was adopted unchanged
                   history    0 changes published before it

                """)
    }
}
