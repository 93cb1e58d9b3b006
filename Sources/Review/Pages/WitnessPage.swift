import Approvals
import Git
import Resources
import SSH
import Signatures

/// One landing after the other, and how many there were.
struct WitnessPage {
    let page: Page

    init(_ verification: Verification, _ reader: Reader) {
        let landings = verification.proven
        var page = Page()
        for landing in landings.all() {
            page.gap()
            var marks: [Words] = []
            if landing.waivedBy != nil { marks.append("approval waived") }
            if !landing.isSigned { marks.append("unsigned") }
            let witnesses = landing.witnesses.map { witness in
                Table.Row(
                    Self.did(witness), reader.name(witness.member),
                    notes: [witness.fingerprint.map { "\($0)" } ?? "unsigned"])
            }
            page.tell(
                "\(landing.commit.short, .faint) \(Words(landing.draft ?? "", .strong))",
                aside: [marks.joined(by: ", ")],
                .table(Table(.facts, labelWidth: 9, witnesses)))
        }
        page.gap()
        page.say(Self.counts(verification))
        self.page = page
    }

    private static func did(_ witness: Witness) -> Words {
        switch witness.act {
        case .approve: "approved"
        case .publish: "published"
        default: "submitted"
        }
    }

    private static func counts(_ verification: Verification) -> Words {
        let (total, signed) = (verification.proven.count, verification.proven.signed)
        var counts: [Words] = [counted(total, "change"), "\(Words("\(signed)")) signed"]
        let waived = verification.proven.waived.count
        if total > signed { counts.append("\(Words("\(total - signed)")) unsigned") }
        if waived > 0 { counts.append("\(Words("\(waived)")) with approval waived") }
        let accepted = verification.accepted.reduce(0) { $0 + $1.commits.count }
        if accepted > 0 { counts.append("\(counted(accepted, "commit")) accepted, not approved") }
        return counts.joined(by: " · ")
    }
}
