import Approvals
import Resources

extension SettingsRisks {
    /// What is left to do once it is live.
    package func nextSteps(for reader: Reader) -> [NextStep] {
        keyless.filter { !reader.isMe($0.id) }.prefix(1).map {
            NextStep("add their public keys", Shell.line(["assent", "member", "key", $0.id, "…"]))
        }
    }
}
