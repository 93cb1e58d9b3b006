import Approvals
import Resources

extension SettingsRisks {
    /// The consequences, for somebody who is about to do it.
    func words(for reader: Reader) -> [Words] {
        let off: [Words] =
            switchesApprovalsOff
            ? ["Without approvals, anyone who may draft can publish at once, and nobody else has to review it."] : []
        return off + removed.flatMap { $0.words(for: reader) }
    }
}
